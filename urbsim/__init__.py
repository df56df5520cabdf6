"""urbsim: policy scenarios of urbanization in China, lived by every rural household."""

__version__ = "0.1.0"
