"""Keeps what goes out from the forum: the outbox, whose messages a person holds, changes and lets go.
Never sends what nobody released, never writes above TLP:GREEN, and never sends a message a second time by itself.
May ask reports, sources, followup, forum, library, evidence, people, parties, jobs, trail, access, marking and text."""
