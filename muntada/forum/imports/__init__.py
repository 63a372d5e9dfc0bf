"""What comes into the forum from elsewhere: the shipped tables, lists as spreadsheets, calendars."""

from muntada.forum.imports.reference import load_facts, seats_out_of_two

__all__ = ["load_facts", "seats_out_of_two"]
