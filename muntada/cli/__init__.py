"""Keeps the `muntada` command: reading, the demonstration, serving, loading.
Never holds a rule of the domain and never writes but through the rooms' actions.
May ask signin and every room below it."""
