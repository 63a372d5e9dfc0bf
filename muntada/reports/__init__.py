"""Keeps documents made from the rest: the national report, edition by edition, and to whom it was sent.
Never writes a sentence without a source, and never changes an edition once it is frozen.
May ask sources and every room below it."""
