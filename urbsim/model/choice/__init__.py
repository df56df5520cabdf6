"""The choice as one draw sees it: places, classes, and the constants of its base year."""
