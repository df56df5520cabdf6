"""What binds: the part of a measure that is not taken up, and which constraint takes it."""
