"""Tables of a user's own, as yearbooks print them: cells of workbooks and CSV with a meaning and a unit."""
