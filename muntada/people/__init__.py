"""Keeps the people who use Muntada and the offices they hold.
Never logs anybody in and never decides what an office allows.
May ask parties, trail and access."""
