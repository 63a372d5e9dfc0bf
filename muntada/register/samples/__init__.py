"""An invented list and invented acts, for a demonstration. Knows no database."""

from __future__ import annotations

from importlib import resources

FILES = (("sample", "list.txt"), ("sample_acts", "acts.csv"))  # which list, in which file


def sample_file(name: str) -> bytes:
    """One of the files."""
    return resources.files(__package__).joinpath(name).read_bytes()
