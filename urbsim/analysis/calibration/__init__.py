"""Calibration: behaviour fitted to the past, what the priors allowed, and what studies found."""
