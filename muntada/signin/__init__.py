"""Keeps the ways in: passkeys, codes, one-time links, sessions, and the making of the actor from a person's offices.
Never decides what an actor may do.
May ask forum, people, parties, jobs, trail, access, marking and text."""
