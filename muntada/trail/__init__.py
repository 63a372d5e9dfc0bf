"""Keeps who did what, when and by which rule, and the one door through which every write goes.
Never holds the content of what was done, and never forgets a line.
May ask access."""
