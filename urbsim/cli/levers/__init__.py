"""The command `urbsim levers`, and what it prints."""
