"""What is read off an experiment: one small function each, registered by the name that the data use."""
