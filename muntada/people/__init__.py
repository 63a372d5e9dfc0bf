"""Keeps the people who use Muntada, the offices they hold, what they are cleared for, and what they lend each other.
Never logs anybody in and never decides what an office allows.
May ask parties, trail, access and marking."""
