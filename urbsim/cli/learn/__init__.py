"""`urbsim guide`: what a scenario file may say."""
