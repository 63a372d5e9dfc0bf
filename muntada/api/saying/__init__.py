"""From the rooms' records to what the API gives, with nothing in it that the caller may not know of."""
