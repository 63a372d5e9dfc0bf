"""Keeps instruments: resolutions, strategies, memoranda, reports, their titles and what relates them.
Never holds a body's meetings, and never says how far a text was carried out.
May ask evidence, people, parties, search, trail, printing, access, marking and text."""
