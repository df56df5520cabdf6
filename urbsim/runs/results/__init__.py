"""What comes out of a run: its tables, what it says about itself, and the folder it is written to."""
