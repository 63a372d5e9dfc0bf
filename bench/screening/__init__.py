"""Screening of names beside its peers: `python -m bench.screen LISTS_FOLDER`."""
