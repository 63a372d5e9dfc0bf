"""Recommendations that others made to parties, as the Universal Human Rights Index gives them: JSON or a workbook.

Each becomes a commitment of each party that it names, to the clause of the document that it stands in: by the
document's symbol and the number of the paragraph, which the library has. What is not understood is set aside with its
reason, and so is a paragraph that says other words there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from muntada.access.actor import Actor
from muntada.access.rows import rows
from muntada.followup.actions.commitments import change_commitment, enter_commitment
from muntada.followup.actions.under import own
from muntada.followup.models import Commitment
from muntada.followup.queries import records
from muntada.forum.imports.cells import Wrong
from muntada.forum.imports.plan import Row, State, Try, attempt
from muntada.library.models import Clause, Symbol, Work
from muntada.library.numbers import neutral
from muntada.library.queries.reading import read_texts
from muntada.parties.models import Name, Party
from muntada.text import when
from muntada.text.folding import fold_key
from muntada.text.tables import MOST_BYTES, MOST_ROWS, FileRefused, read_file

READ = records.READ
DEEPEST = 20  # brackets within brackets that such a file has
# The names under which such files have what is needed, folded; the first that is there counts.
_NAMES = {
    "id": ("annotationid", "id", "recommendationid"),
    "symbol": ("symbol", "documentsymbol"),
    "paragraph": ("paragraph", "paragraphnumber", "recommendationnumber"),
    "text": ("text", "recommendation", "recommendationtext"),
    "parties": ("countries", "country", "stateunderreview", "concernedcountries"),
    "response": ("response", "position", "supportlevel", "acceptance"),
    "words": ("responsetext", "stateresponse", "comment"),
    "cycle": ("cycle", "uprcycle", "session"),
    "since": ("responsedate", "adoptiondate", "documentdate", "publicationdate"),
    "language": ("language", "lang"),
}
_RESPONSES = {
    "": "none", "pending": "none", "no response": "none", "none": "none",
    "supported": "supported", "accepted": "supported", "accept": "supported", "support": "supported",
    "partially supported": "in_part", "supported in part": "in_part", "partially accepted": "in_part",
    "in_part": "in_part", "supported/noted": "in_part", "accepted/noted": "in_part",
    "noted": "noted", "not supported": "noted", "rejected": "noted", "not accepted": "noted",
    "مقبولة": "supported", "مؤيدة": "supported", "مؤيدة جزئيا": "in_part", "احيط علما": "noted",
    "acceptee": "supported", "soutenue": "supported", "notee": "noted", "partiellement acceptee": "in_part",
}  # fmt: skip
_PARAGRAPH = re.compile(r"(?:^|\s)(?:paras?\.?|paragraphs?|الفقرة|par\.)?\s*([0-9٠-٩]+(?:[.-][0-9٠-٩]+)*)\s*\.?$", re.I)
_SEVERAL = re.compile(r"\s*[;|\n]\s*")
_ALIKE = 0.5  # share of a recommendation's words that the paragraph has too


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation as its file has it, every value as text."""

    number: int
    cells: dict[str, str]

    def said(self, what: str) -> str:
        """A value by what it is, under any of the names that such files have for it."""
        return next((self.cells[name] for name in _NAMES[what] if self.cells.get(name)), "")


def read_recommendations(data: bytes) -> list[Recommendation]:
    """The recommendations of a file: JSON, a list or `{"data": [...]}`; or a table with the same names as columns.

    Raises FileRefused.
    """
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in {b"[", b"{"}:
        return [Recommendation(line.number, _folded(line.cells.items())) for line in read_file(data).lines]
    if len(data) > MOST_BYTES:
        raise FileRefused("too_large", most=MOST_BYTES // (1024 * 1024))
    _not_too_deep(data)
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise FileRefused("unreadable") from error
    if isinstance(found, dict):
        found = next((found[key] for key in ("data", "annotations", "recommendations") if key in found), None)
    if not isinstance(found, list):
        raise FileRefused("unreadable")
    if len(found) > MOST_ROWS:
        raise FileRefused("too_many_rows", most=MOST_ROWS)
    return [
        Recommendation(number, _folded(one.items()) if isinstance(one, dict) else {})
        for number, one in enumerate(found, start=1)
    ]


def tries_of_recommendations(actor: Actor, every: Iterable[Recommendation]) -> list[Try]:
    """One try for each party that a recommendation names."""
    seen: set[tuple[str, int]] = set()
    return [one for each in every for one in _tries(actor, each, seen)]


def _tries(actor: Actor, one: Recommendation, seen: set[tuple[str, int]]) -> Iterator[Try]:
    parties = [part for part in _SEVERAL.split(one.said("parties")) if part] or [""]
    for party in parties:
        yield _try(actor, one, party, seen)


def _try(actor: Actor, one: Recommendation, party: str, seen: set[tuple[str, int]]) -> Try:
    called = " · ".join(filter(None, (one.said("symbol"), one.said("paragraph"), party)))[:120]

    def do() -> Row:
        whose = _party(actor, party)
        clause = _clause(actor, one)
        if (whose.pk, clause.pk) in seen:
            raise Wrong("twice")
        seen.add((whose.pk, clause.pk))
        said = _said(one)
        kept = rows(actor, READ, Commitment).filter(originator=own(actor).originator)
        held = kept.filter(party=whose, clause=clause).first()
        if held is None:
            enter_commitment(actor, party=whose, clause=clause, **said)
            return Row(
                one.number, State.NEW, called, tuple((name, "", str(value)) for name, value in said.items() if value)
            )
        told = tuple((name, str(getattr(held, name)), value) for name, value in said.items()
                     if value and value != getattr(held, name))  # fmt: skip
        if not told:
            return Row(one.number, State.UNCHANGED, called)
        same = {name: getattr(held, name) for name in _KEPT} | {name: value for name, value in said.items() if value}
        change_commitment(actor, held, contributors=held.contributors.all(), **same)
        return Row(one.number, State.CHANGED, called, told)

    return lambda: attempt(one.number, called, do)


_KEPT = ("response", "words_ar", "words_en", "words_fr", "lead", "authority", "cycle", "since")


def _said(one: Recommendation) -> dict[str, Any]:
    response = fold_key(one.said("response")).strip().replace("_", " ")
    known = {fold_key(word).replace("_", " "): value for word, value in _RESPONSES.items()}
    if response not in known:
        raise Wrong("cannot", "response", f"No answer is called {one.said('response')[:60]}.")
    since = one.said("since")[:10] if one.said("since") else ""
    try:
        if since:
            when.parse(since)
    except when.NotADate:
        raise Wrong("day", "since") from None
    language = one.said("language").lower()[:2]
    column = f"words_{language if language in {'ar', 'en', 'fr'} else 'en'}"
    return {"response": known[response], "cycle": one.said("cycle")[:60], "since": since, column: one.said("words")}


def _party(actor: Actor, name: str) -> Party:
    if not name:
        raise Wrong("needed", "countries")
    every = rows(actor, READ, Party)
    found = every.filter(pk=name.upper()).first()
    if found is not None:
        return found
    wanted = fold_key(name)
    named = Name.objects.filter(party__in=every.exclude(kind=Party.Kind.INSTITUTION), party__kind="state")
    keys = {party for party, text in named.values_list("party", "text") if fold_key(text) == wanted}
    if len(keys) != 1:
        raise Wrong("unknown", "countries")
    return every.get(pk=keys.pop())


def _clause(actor: Actor, one: Recommendation) -> Clause:
    """The clause that has this number in the document of this symbol. Raises Wrong."""
    symbol, asked = one.said("symbol").strip(), _PARAGRAPH.search(one.said("paragraph").strip())
    if not symbol or asked is None:
        raise Wrong("needed", "symbol" if not symbol else "paragraph")
    works = rows(actor, READ, Work)
    known = (
        works.filter(symbol=symbol).first()
        or works.filter(pk__in=Symbol.objects.filter(text=symbol).values("work")).first()
    )
    if known is None:
        raise Wrong("unknown", "symbol", "The library does not have this document: bring its text in first.")
    wanted = _number(asked[1])
    texts = read_texts(actor).filter(clause__work=known).exclude(number="").select_related("clause__work")
    found = {text.clause_id for text in texts if _number(text.number) == wanted}
    if len(found) != 1:
        raise Wrong("unknown", "paragraph", "The document has no such paragraph, or more than one of this number.")
    [key] = found
    told = [text for text in texts if text.clause_id == key]
    if one.said("text") and not any(_alike(one.said("text"), text.text) for text in told):
        raise Wrong("cannot", "text", "The document says other words in this paragraph.")
    return told[0].clause


def _number(shown: str) -> str:
    """146.32 as it stands, in Western digits, which Arabic texts print as ١٤٦-٣٢; else what the printed number says."""
    plain = "".join(str(int(letter)) if letter.isdecimal() else letter for letter in shown.strip().rstrip(". -–ـ"))
    found = re.search(r"[0-9]+(?:[.-][0-9]+)*", plain, re.ASCII)
    return found[0].replace("-", ".") if found else neutral(shown)


def _alike(said: str, stands: str) -> bool:
    """Whether the paragraph has at least half of the words. In another language than any that is here it has none."""
    wanted = set(fold_key(said).split())
    return not wanted or len(wanted & set(fold_key(stands).split())) >= _ALIKE * len(wanted)


def _folded(cells: Iterable[tuple[Any, Any]]) -> dict[str, str]:
    return {re.sub(r"[^a-z]", "", str(name).lower()): _text(value) for name, value in cells}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_text(one) for one in value)
    if isinstance(value, dict):
        return _text(value.get("Name") or value.get("name") or value.get("text") or "")
    if value is None or isinstance(value, bool):
        return ""
    text = str(value).strip()
    if any("\ud800" <= letter <= "\udfff" or letter == "\x00" for letter in text):
        return ""  # half a letter, which no table keeps
    return text[:20_000]


def _no_number(_name: str) -> Any:
    raise ValueError("There is no such number.")


def _not_too_deep(data: bytes) -> None:
    depth = deepest = 0
    within = escaped = False
    for byte in data:
        if within:
            escaped, within = byte == 0x5C and not escaped, byte != 0x22 or escaped
        elif byte == 0x22:
            within = True
        elif byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    if deepest > DEEPEST:
        raise FileRefused("unreadable")
