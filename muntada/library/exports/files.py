"""Texts as files, each with how it may be handled: what leaves the library leaves by this door, with a line of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.library.exports.gathered import ExportRefused, Taken, bundle, gather, gather_items
from muntada.library.exports.interchange import as_akn, as_archive
from muntada.library.exports.papers import sheet_of
from muntada.library.exports.tables import as_csv, as_json, as_xlsx
from muntada.library.models import Collection, Work
from muntada.library.queries.reading import items, own_collections
from muntada.library.told import LANGUAGES
from muntada.marking.tlp import TLP
from muntada.printing.pdf import NotSet, as_pdf
from muntada.printing.word import as_docx
from muntada.text.runs import direction_of
from muntada.trail.deed import act

XML, ZIP = "application/akn+xml", "application/zip"
FORMS = {
    "akn": XML,
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
SIDE_BY_SIDE = 2  # languages that stand beside one another on a sheet
MOST = 200  # works of one file


@dataclass(frozen=True, slots=True)
class Taking:
    """What is asked for: texts in these languages; the words of a sheet itself are in `language`."""

    languages: tuple[str, ...]
    form: str
    language: str = ""

    def checked(self) -> Taking:
        """The same, with a language for the sheet's own words. Raises ExportRefused."""
        if self.form not in FORMS:
            raise ExportRefused("form", f"There is no form {self.form}; there are {', '.join(FORMS)}.")
        unknown = [one for one in self.languages if one not in LANGUAGES]
        if unknown or not self.languages or len(set(self.languages)) != len(self.languages):
            raise ExportRefused("language", "Name each language once: ar, en, fr.")
        if self.form in {"docx", "pdf"} and len(self.languages) > SIDE_BY_SIDE:
            raise ExportRefused("too_many_languages", "On a sheet at most two languages stand side by side.")
        own = self.language if self.language in self.languages else self.languages[0]
        return Taking(self.languages, self.form, own)


@dataclass(frozen=True, slots=True)
class File:
    """A file that leaves; its name says its label."""

    name: str
    media_type: str
    data: bytes
    tlp: TLP


def text_file(actor: Actor | None, work: Work, taking: Taking) -> File:
    """A work's text as a file. Raises ExportRefused, Refused."""
    wanted = taking.checked()
    return _file(actor, [gather(actor, work, wanted.languages)], wanted, name=work.key)


def label_of(actor: Actor | None, work: Work, languages: Sequence[str]) -> TLP:
    """The label that a work's text in these languages leaves under."""
    return bundle([gather(actor, work, languages)]).tlp


def label_of_collection(actor: Actor | None, collection: Collection, languages: Sequence[str]) -> TLP:
    """The label that a collection's texts leave under."""
    every = gather_items(actor, items(actor, collection), languages)
    return bundle(every).tlp if every else TLP.CLEAR


def collection_file(actor: Actor | None, collection: Collection, taking: Taking) -> File:
    """A collection's texts as a file, as far as the actor may see them. Raises ExportRefused, Refused."""
    wanted = taking.checked()
    every = gather_items(actor, items(actor, collection), wanted.languages)
    # What others call theirs is handled as they share it; the texts go without it.
    own = own_collections(actor).filter(pk=collection.pk).exists()
    name = f"collection-{collection.pk}"
    return _file(actor, every, wanted, name=name, title=collection.name if own else "")


def _file(actor: Actor | None, every: Sequence[Taken], taking: Taking, *, name: str, title: str = "") -> File:
    with act(actor, Permission.LIST_EXPORT) as deed:
        if not any(one.page.versions for one in every):
            raise ExportRefused("no_text", "There is no settled text in these languages.")
        if len(every) > MOST:
            raise ExportRefused("too_many", f"At most {MOST} texts are taken along together.")
        how = bundle(every)
        data, ending, media_type = _written(actor, every, taking, title)
        keys = [f"{record._meta.label_lower}:{record.pk}" for one in every for record in one.records]
        deed.things.append(
            {
                "list": "texts",
                "asked": len(every),
                "form": taking.form,
                "languages": list(taking.languages),
                "keys": keys,
            }
        )
    plain = re.sub(r"[^A-Za-z0-9_.-]", "_", name)
    label = how.tlp.value.replace(":", "-")
    named = f"{plain}.{label}.{'-'.join(taking.languages)}.{ending}"
    return File(named, media_type, data, how.tlp)


def _written(actor: Actor | None, every: Sequence[Taken], taking: Taking, title: str) -> tuple[bytes, str, str]:
    """The file's bytes, the ending of its name, and what it is."""
    languages, form = taking.languages, taking.form
    versions = [(taken, code) for taken in every for code in taken.page.versions]
    if form == "akn":
        return (as_akn(*versions[0]), "xml", XML) if len(versions) == 1 else (as_archive(every), "zip", ZIP)
    tables: dict[str, Callable[[], bytes]] = {
        "csv": lambda: as_csv(every, languages),
        "xlsx": lambda: as_xlsx(every, languages, right_to_left=direction_of(taking.language) == "rtl"),
        "json": lambda: as_json(every, languages),
    }
    if form in tables:
        return tables[form](), form, FORMS[form]
    sheet = sheet_of(actor, every, languages, taking.language, title=title)
    try:
        return (as_pdf if form == "pdf" else as_docx)(sheet), form, FORMS[form]
    except NotSet as error:
        raise ExportRefused("not_set", str(error)) from None
