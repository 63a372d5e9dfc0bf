"""Document symbols of the United Nations as objects: read, written, checked, linked."""

from muntada.text.symbols.bounds import Doubt, completed, impossible, year_of_council, years_of_session
from muntada.text.symbols.links import link, links
from muntada.text.symbols.model import Modification, Symbol, SymbolError
from muntada.text.symbols.parsing import parse
from muntada.text.symbols.parts import name_of
from muntada.text.symbols.several import parse_all

__all__ = [
    "Doubt",
    "Modification",
    "Symbol",
    "SymbolError",
    "completed",
    "impossible",
    "link",
    "links",
    "name_of",
    "parse",
    "parse_all",
    "year_of_council",
    "years_of_session",
]
