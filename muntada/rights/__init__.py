"""Keeps what persons ask for and what is owed to them: access, correction, restriction, erasure, notice of a breach.
Never decides alone where two are asked for, and never keeps a word of what it erased.
May ask every room below it."""
