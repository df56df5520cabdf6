"""Mixes of measures: compared draw by draw, with costs, contributions and required strengths."""
