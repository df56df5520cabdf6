"""Commands that answer what to do: sliders, what matters, what would be enough."""
