"""Arms of experiments as worlds that are simulated under shared draws, and what is read off them."""
