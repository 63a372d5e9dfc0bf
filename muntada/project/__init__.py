"""Keeps what ties the rooms together: settings, addresses, and who listens to what.
Never holds a rule of the domain.
May ask every room."""
