"""The files of an edition: made by the printers, kept under their digest, and made again to the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from muntada.printing.pdf import NotSet
from muntada.printing.report.page import as_html
from muntada.printing.report.pdf import as_pdf
from muntada.printing.report.shape import Document, NotAReport, checked
from muntada.printing.report.word import as_docx
from muntada.reports.exports.document import document_of
from muntada.reports.models import Edition
from muntada.text.lines import Digits

FORMS: dict[str, Callable[[Document], bytes]] = {
    "pdf": as_pdf,
    "docx": as_docx,
    "html": lambda document: as_html(document).encode(),
}
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


def printed(edition: Edition, language: str, form: str, digits: Digits = "as written") -> bytes:
    """The edition in a language and form; of a frozen one the same bytes each time.

    Raises NotAReport for an edition that cannot be set, such as one with an empty chart.
    """
    return _set(form, checked(document_of(edition, language, digits)))


def every_file(
    edition: Edition, languages: Iterable[str], forms: Iterable[str], digits: Digits = "as written"
) -> Iterable[tuple[str, str, bytes]]:
    """The files in these languages and forms, one after another: language, form, bytes."""
    asked = list(forms)
    for language in languages:
        document = checked(document_of(edition, language, digits))
        for form in asked:
            yield language, form, _set(form, document)


def _set(form: str, document: Document) -> bytes:
    try:
        return FORMS[form](document)
    except NotSet as error:
        raise NotAReport(str(error)) from None
