"""Keeps what is known of strings: Arabic, English and French letters, dates, numbers, names, terms, directions.
Never reads a database, a network or a request, and never changes the text it was given.
May ask nobody: only the standard library and small packages for languages, calendars and string matching.
"""
