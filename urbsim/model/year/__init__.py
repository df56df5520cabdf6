"""What a year posts, closes and records."""
