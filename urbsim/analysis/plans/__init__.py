"""The record of plans: what was promised of urbanization, forecast from the year of issue, and what came."""
