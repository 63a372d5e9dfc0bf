"""Verbs of the forum, a file for each noun."""
