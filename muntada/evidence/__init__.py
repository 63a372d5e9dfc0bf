"""Keeps captured documents, the passages quoted from them, and the citations that tie a record's values to them.
Never changes what was captured and never decides what it means.
May ask parties, people, trail, access, marking and text."""
