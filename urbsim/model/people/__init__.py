"""Everybody in persons: rows, natives, villages that become urban, accounts that must add up."""
