"""From a scenario and its evidence to the plain numbers that the model reads."""
