"""Verbs of the library, a file for each noun."""
