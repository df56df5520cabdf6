"""A reading as the entries and the text of a draft scenario."""
