"""Akoma Ntoso 3.0 out and in, in the profile of the United Nations; knows no database, no network and no entities."""

from muntada.library.structure.akn.laid_out import laid_out
from muntada.library.structure.akn.names import address_of_symbol, expression_address, work_address
from muntada.library.structure.akn.reading import AknRefused, Read, read
from muntada.library.structure.akn.schema import faults
from muntada.library.structure.akn.shape import Mark, Mention, Text, canonical
from muntada.library.structure.akn.writing import own_ids, write

__all__ = [
    "AknRefused",
    "Mark",
    "Mention",
    "Read",
    "Text",
    "address_of_symbol",
    "canonical",
    "expression_address",
    "faults",
    "laid_out",
    "own_ids",
    "read",
    "work_address",
    "write",
]
