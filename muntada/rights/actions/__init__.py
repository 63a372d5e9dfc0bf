"""Verbs of the rights of persons."""
