"""What a file of Akoma Ntoso says of itself: the work, its language version, and what its clauses refer to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote

from lxml import etree

from muntada.library.structure.akn.names import (
    CONCEPT,
    LANG,
    LANGUAGES,
    NAMESPACE,
    OWN,
    expression_address,
    plain_date,
    whole_date,
    work_address,
)
from muntada.library.structure.akn.shape import Text

SOURCE = "meta--muntada"
_OWN_VALUES = ("quality", "original", "made")


def meta(text: Text) -> Any:
    """The `meta` of a text."""
    made = etree.Element(f"{{{NAMESPACE}}}meta")
    made.append(_identification(text, work_address(text), expression_address(text)))
    if text.topics:
        held = put(made, "classification", source=f"#{SOURCE}")
        for topic in text.topics:
            put(held, "keyword", value=topic, showAs=_plainly(topic), dictionary=f"{CONCEPT}topic")
    if plain_date(text.adopted):
        held = put(made, "lifecycle", source=f"#{SOURCE}")
        event = {"date": whole_date(text.adopted), "source": "#meta--original", "type": "generation"}
        put(held, "eventRef", **event, eId="meta--adopted")
    _references(made, text)
    own = put(made, "proprietary", source=f"#{SOURCE}")
    values = {name: getattr(text, name) for name in _OWN_VALUES if getattr(text, name)}
    etree.SubElement(own, f"{{{OWN}}}text", values)
    if text.handling:
        etree.SubElement(own, f"{{{OWN}}}handling", dict(text.handling))
    return made


def component_meta(text: Text, name: str) -> Any:
    """The `meta` of a part of a text that is a document by itself, as annexes are."""
    made = etree.Element(f"{{{NAMESPACE}}}meta")
    made.append(_identification(text, work_address(text), expression_address(text), f"!{quote(name, safe='')}"))
    return made


def concept_id(group: str, value: str) -> str:
    """The address within the file of what a clause refers to."""
    return f"concept--{group}--{quote(value, safe='')}"


def concept_of(href: str) -> tuple[str, str] | None:
    """The group and the value that the address of a concept of ours names."""
    group, _, value = href.removeprefix(CONCEPT).partition("/")
    return (group, unquote(value)) if href.startswith(CONCEPT) and group and value else None


def _identification(text: Text, work: str, expression: str, part: str = "!main") -> Any:
    made = etree.Element(f"{{{NAMESPACE}}}identification", source=f"#{SOURCE}")
    whole = part == "!main"
    author = "#meta--body" if text.body else f"#{SOURCE}"
    held = put(made, "FRBRWork")
    _addresses(held, f"{work}/{part}", work)
    if whole:
        _aliases(held, text)
    _date(held, text.adopted, "adopted")
    if text.in_force and whole:
        _date(held, text.in_force, "in_force")
    put(held, "FRBRauthor", href=author)
    put(held, "FRBRcountry", value=text.country)
    if text.kind:
        put(held, "FRBRsubtype", value=text.kind)
    put(held, "FRBRnumber", value=text.symbols[0] if text.symbols else text.key or "-")
    held = put(made, "FRBRExpression")
    _addresses(held, f"{expression}/{part}", expression)
    if whole and text.title:
        put(held, "FRBRalias", name="title", value=text.title)
    _date(held, text.version, "version")
    put(held, "FRBRauthor", href=author)
    put(held, "FRBRauthoritative", value="true" if text.authentic else "false")
    put(held, "FRBRlanguage", language=LANGUAGES.get(text.language, "und"))
    held = put(made, "FRBRManifestation")
    _addresses(held, f"{expression}/{part}.xml", f"{expression}.xml")
    _date(held, text.made or text.version, "made")
    put(held, "FRBRauthor", href=f"#{SOURCE}")
    put(held, "FRBRformat", value="application/akn+xml")
    return made


def _addresses(held: Any, this: str, whole: str) -> None:
    put(held, "FRBRthis", value=this)
    put(held, "FRBRuri", value=whole)


def _aliases(held: Any, text: Text) -> None:
    titles = sorted(text.titles, key=lambda pair: (pair[0] != text.language, pair))
    for language, title in titles:
        put(held, "FRBRalias", name="title", value=title).set(LANG, language)
    if text.key:
        put(held, "FRBRalias", name="key", value=text.key)
    for symbol in text.symbols:
        put(held, "FRBRalias", name="symbol", value=symbol)


def _date(held: Any, when: str, name: str) -> None:
    """A date as the standard demands it; where less is known, or more, that stands beside it."""
    made = put(held, "FRBRdate", date=whole_date(when), name=name)
    if when != made.get("date"):
        made.set(f"{{{OWN}}}known", when)


def _references(made: Any, text: Text) -> None:
    held = put(made, "references", source=f"#{SOURCE}")
    original = quote(text.original, safe="/:?#[]@!$&'()*+,;=%-._~") or expression_address(text)
    put(held, "original", eId="meta--original", href=original, showAs=text.title or text.key or "-")
    leads = sorted({(one.href, one.symbol) for one in text.mentions if one.symbol})
    for number, (href, symbol) in enumerate(leads, start=1):
        put(held, "activeRef", eId=f"meta--ref--{number}", href=href, showAs=symbol)
    put(held, "TLCOrganization", eId=SOURCE, href="/akn/ontology/organization/muntada", showAs="Muntada")
    if text.body:
        address = f"/akn/ontology/organization/{quote(text.body, safe='')}"
        put(held, "TLCOrganization", eId="meta--body", href=address, showAs=text.body_name or text.body)
    for group, value in sorted(set(_concepts(text))):
        address = f"{CONCEPT}{group}/{quote(value, safe='')}"
        put(held, "TLCConcept", eId=concept_id(group, value), href=address, showAs=_plainly(value))


def _concepts(text: Text) -> Iterator[tuple[str, str]]:
    """What the clauses refer to; kinds that their elements do not say are among it."""
    for one in text.provisions:
        yield "kind", one.kind
        yield from (pair for pair in (("act", one.opening), ("addressee", one.addressee)) if pair[1])
    for mark in text.marks:
        yield mark.group, mark.value


def _plainly(value: str) -> str:
    return value.replace("_", " ") or "-"


def put(around: Any, element: str, /, **values: str) -> Any:
    """Put an element with these attributes at the end of another."""
    made = etree.SubElement(around, f"{{{NAMESPACE}}}{element}")
    for key, value in values.items():
        made.set(key, value)
    return made
