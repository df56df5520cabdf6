"""The typeface of charts and pages, cut down to the letters in use."""
