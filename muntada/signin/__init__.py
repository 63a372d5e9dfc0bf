"""Keeps the ways in: one-time links, and the making of the actor from a person's offices.
Never decides what an actor may do.
May ask people, parties, trail and access."""
