"""Where a user begins: the shipped scenarios, and a new file to start from."""
