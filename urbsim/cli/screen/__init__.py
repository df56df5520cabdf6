"""How lines and tables fit the screen they are shown on."""
