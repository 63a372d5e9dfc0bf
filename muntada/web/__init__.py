"""Keeps the pages: addresses, forms, templates and the look, in Arabic, English and French.
Never holds a rule of the domain and never writes but through the rooms' actions.
May ask signin and every room below it."""
