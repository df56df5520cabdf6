"""What a move is worth: attraction, odds, expected flows, and the classes that stand for households."""
