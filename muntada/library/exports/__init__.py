"""What leaves the library: texts and collections as files, through the policy, each with how it may be handled."""

from muntada.library.exports.files import (
    FORMS,
    File,
    Taking,
    collection_file,
    label_of,
    label_of_collection,
    text_file,
)
from muntada.library.exports.gathered import OPEN, ExportRefused, Taken, gather
from muntada.library.exports.interchange import as_akn, as_text
from muntada.library.exports.linked import linked_data
from muntada.library.exports.papers import sheet_of
from muntada.library.exports.tables import data_of

__all__ = [
    "FORMS",
    "OPEN",
    "ExportRefused",
    "File",
    "Taken",
    "Taking",
    "as_akn",
    "as_text",
    "collection_file",
    "data_of",
    "gather",
    "label_of",
    "label_of_collection",
    "linked_data",
    "sheet_of",
    "text_file",
]
