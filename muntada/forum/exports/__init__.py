"""What the forum gives out: calendars, papers of meetings, and lists as tables."""
