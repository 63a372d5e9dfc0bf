"""What a file of Akoma Ntoso says of its work and language version, as far as we have a place for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from lxml import etree

from muntada.library.structure.akn.names import LANG, LANGUAGES_READ, NO_DATE, OWN
from muntada.library.structure.akn.shape import Text

_ORGANISATION = "/ontology/organization/"


@dataclass(frozen=True, slots=True)
class Said:
    """A text without its clauses; addresses of concepts by their ids, symbols by where their references lead."""

    text: Text
    concepts: dict[str, str]
    symbols: dict[str, str]
    notes: tuple[str, ...]


def said_of(document: Any) -> Said:
    """What the `meta` of a document says; what it does not say is left empty."""
    empty = etree.Element("meta")
    meta = _first(document, "{*}meta", empty)
    work, expression, file = (
        _first(meta, f"{{*}}identification/{{*}}FRBR{part}", empty) for part in ("Work", "Expression", "Manifestation")
    )
    own = _first(meta, f"{{*}}proprietary/{{{OWN}}}text", empty)
    handling = _first(meta, f"{{*}}proprietary/{{{OWN}}}handling", empty)
    aliases = _aliases(work)
    code = _value(expression, "FRBRlanguage", "language")
    language = LANGUAGES_READ.get(code.lower(), "")
    body, body_name = _body(meta, work)
    text = Text(
        key=next((value for name, value, _language in aliases if name == "key"), ""),
        kind=_kind(document, work),
        language=language,
        provisions=(),
        title=_title(document, expression, aliases, language),
        titles=tuple((of, value) for name, value, of in aliases if name == "title" and value and of),
        symbols=_symbols(work, aliases),
        body=body,
        body_name=body_name,
        country=_value(work, "FRBRcountry") or "zz",
        adopted=_date(work, "adopted"),
        in_force=_date(work, "in_force") if work.find("{*}FRBRdate[@name='in_force']") is not None else "",
        topics=tuple(one.get("value", "") for one in meta.findall("{*}classification/{*}keyword") if one.get("value")),
        version=_date(expression, "version"),
        quality=own.get("quality", ""),
        authentic=_value(expression, "FRBRauthoritative") != "false",
        original=own.get("original", ""),
        made=_date(file, "made") if own.get("made") else "",
        handling=tuple(sorted(handling.attrib.items())),
    )
    return Said(
        text,
        _references(meta, "TLCConcept", "eId", "href"),
        _references(meta, "activeRef", "href", "showAs"),
        () if language else (f"language:{code}",),
    )


def _references(meta: Any, name: str, key: str, value: str) -> dict[str, str]:
    """What is referred to under elements of this name: one attribute by another."""
    every = [one for held in meta.findall("{*}references") for one in held if isinstance(one.tag, str)]
    return {one.get(key, ""): one.get(value, "") for one in every if _name(one) == name}


def _title(document: Any, expression: Any, aliases: list[tuple[str, str, str]], language: str) -> str:
    """The title in the language of the text: what it says itself, else the work's, else that on its first page."""
    own = [one.get("value", "") for one in expression.findall("{*}FRBRalias") if one.get("name") == "title"]
    named = [value for name, value, spoken in aliases if "title" in name.lower() and spoken in {"", language}]
    printed = [" ".join("".join(one.itertext()).split()) for one in document.findall("{*}preface//{*}docTitle")]
    return next((one for one in (*own, *named, *printed) if one), "")


def _aliases(work: Any) -> list[tuple[str, str, str]]:
    """Name, value and language of each."""
    return [(one.get("name", ""), one.get("value", ""), one.get(LANG, "")) for one in work.findall("{*}FRBRalias")]


def _symbols(work: Any, aliases: list[tuple[str, str, str]]) -> tuple[str, ...]:
    """Its symbols; of a work that has no other name, a number that is written like one."""
    number = _value(work, "FRBRnumber")
    if not aliases and "/" in number:
        return (number,)
    return tuple(value for name, value, _language in aliases if name == "symbol" and value)


def _kind(document: Any, work: Any) -> str:
    name = document.get("name", "")
    return _value(work, "FRBRsubtype") or ("" if name in {"text", _name(document)} else name)


def _body(meta: Any, work: Any) -> tuple[str, str]:
    """The key and the name of whose text it is, where it is of an organisation that the file names."""
    author = next((one.get("href", "") for one in work.findall("{*}FRBRauthor")), "")
    for one in meta.iterfind("{*}references/{*}TLCOrganization"):
        if author and author in {f"#{one.get('eId', '')}", one.get("href", "")}:
            key = unquote(one.get("href", "").partition(_ORGANISATION)[2])
            name = one.get("showAs", "")
            return ("", "") if key == "muntada" else (key, name if name != key else "")
    return "", ""


def _date(held: Any, name: str) -> str:
    """The date of that name, else the first, at the precision known."""
    dates = [one for one in held.findall("{*}FRBRdate") if one.get("name") == name] or held.findall("{*}FRBRdate")
    if not dates:
        return ""
    known = dates[0].get(f"{{{OWN}}}known")
    day: str = dates[0].get("date", "").partition("T")[0] if known is None else known
    return "" if day == NO_DATE else day


def _first(held: Any, path: str, empty: Any) -> Any:
    found = held.find(path)
    return empty if found is None else found


def _value(held: Any, name: str, attribute: str = "value") -> str:
    found = held.find(f"{{*}}{name}")
    return "" if found is None else str(found.get(attribute, ""))


def _name(one: Any) -> str:
    return str(etree.QName(one).localname)
