"""Panels: regions with what was known of them at an origin, and the forecasts made of them."""
