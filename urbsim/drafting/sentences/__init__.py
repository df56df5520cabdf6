"""What a sentence says of its numbers: of what, of where, for when, compared how."""
