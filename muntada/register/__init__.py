"""Keeps acts of terrorism, groups, persons and the lists they stand on, statement by statement, each with its source.
Never takes a suspicion for a finding, and never lets a match change what is held of anybody.
May ask library, evidence, people, parties, jobs, trail, access, screening, marking and text."""
