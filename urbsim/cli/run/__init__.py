"""`urbsim run` and `urbsim reproduce`."""
