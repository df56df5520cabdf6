"""The model: founding, towns, governments and the year (see ODD.md)."""
