"""The hindcast: forecasts of the past by every method, scored against what happened."""
