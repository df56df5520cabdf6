"""What every part of the program calls things: variables, regions and faults."""
