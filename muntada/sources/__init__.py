"""Keeps open sources, the findings read from them, and what an analyst decided of each.
Never changes a record by itself: a finding becomes a record only by a person's yes.
May ask forum, library, evidence, people, parties, trail, access, marking and text."""
