"""The outlook of a region: what its runs say, with what they are known to lack of it."""
