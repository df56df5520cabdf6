"""The scenario file: its schema, where each value was written, and the frozen value it becomes."""
