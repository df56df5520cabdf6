"""The mean-field form: the model's equations in expected values, for many regions at once."""
