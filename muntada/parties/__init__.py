"""Keeps states and organisations: one key each, and their names in Arabic, English and French.
Never knows what a party did; that is the forum's and the library's.
May ask text, access and trail."""
