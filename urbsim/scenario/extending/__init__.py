"""``extends:``: one scenario file laid over another, what it takes away, and what it changes."""
