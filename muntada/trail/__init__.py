"""Keeps who did and who saw what, when and by which rule, the log that proves it, and the one door for writes.
Never holds the content of what was done, and never loses a line's place, not even where the law empties the line.
May ask access and marking."""
