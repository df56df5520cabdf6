"""`urbsim compare`."""
