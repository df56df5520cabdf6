"""The reference model: the same rules with every household a Mesa agent in plain Python."""
