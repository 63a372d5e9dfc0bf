"""Where the fonts of documents are: in the package that carries them, and never on another machine."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

FAMILY = "Amiri"  # its Latin letters were drawn for its Arabic ones


class NoFonts(RuntimeError):
    """Raised where the fonts are missing: a document set in whatever is at hand would be another document."""


def font_folder() -> Path:
    """The folder with the fonts' files. Raises NoFonts."""
    try:
        root = Path(import_module("fontpkg_amiri").ROOT)
    except ImportError:
        raise NoFonts("The fonts of documents are missing: install the package fontpkg-amiri.") from None
    folder = root / "files"
    if not any(folder.glob("*.ttf")):
        raise NoFonts(f"The fonts of documents are missing from {folder}.")
    return folder
