"""Maps of names: a tile for every place, without boundaries."""
