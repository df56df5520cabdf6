"""`urbsim hindcast` and `urbsim calibrate`."""
