"""What runs say: targets scored, figures summed up, numbers put into words."""
