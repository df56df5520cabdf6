"""`urbsim policy`."""
