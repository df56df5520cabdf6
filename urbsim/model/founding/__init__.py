"""The founded region: villages, families, rows and those who are not rows."""
