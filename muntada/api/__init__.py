"""Keeps the JSON door: operations, their description, tokens checked, answers repeated, versions compared.
Never holds a rule of the domain and never writes but through the rooms' actions.
May ask signin and every room below it."""
