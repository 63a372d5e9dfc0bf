"""Verbs of evidence: documents that are kept, citations that tie values to passages."""
