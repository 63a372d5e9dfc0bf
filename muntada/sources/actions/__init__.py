"""Verbs of the reading room: taking a source in, reading it again, deciding its findings."""
