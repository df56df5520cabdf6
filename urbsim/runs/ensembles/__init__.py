"""Many draws of many mixes: simulated on any executor, over one founding, or found in the store."""
