"""A year of a household: ageing, births, deaths and branches; return, stay or move."""
