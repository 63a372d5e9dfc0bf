"""The pages about people: who is here, their offices, clearances and sessions."""
