"""Verbs of follow-up, a file for each noun."""
