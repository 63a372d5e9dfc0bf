"""Keeps what parties undertook, clause by clause: their answers, the measures they took, the evidence, who judged what.
Never judges by itself, and never lets a measure count for a text that nobody related to it.
May ask forum, library, evidence, people, parties, jobs, trail, access, printing, marking and text."""
