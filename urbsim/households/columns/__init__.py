"""Households as columns: the packed row, and the count of everybody."""
