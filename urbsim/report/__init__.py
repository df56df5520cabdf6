"""Tables and figures in, a folder that people and scripts can read out."""
