"""Tables in, figures out: forecasts drawn in English or Chinese, byte for byte the same each time."""
