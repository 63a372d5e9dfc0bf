"""Keeps the forum's bodies, memberships, terms of office, candidacies, meetings with their agenda, and initiatives.
Never reads a source and never rewrites the history of a term.
May ask library, evidence, people, parties, trail, access and text."""
