"""The page with sliders: an emulator in one file that asks nothing of a network."""
