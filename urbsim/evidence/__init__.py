"""Typed readers of the package data: statistics, policy documents and behavioural coefficients."""
