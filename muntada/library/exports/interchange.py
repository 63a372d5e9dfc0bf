"""Texts as Akoma Ntoso: one file a language version, several of them in one archive."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence

from muntada.access import clock
from muntada.library.exports.gathered import Taken, handling
from muntada.library.models import Citation, ClauseText, Expression
from muntada.library.structure.akn import Mark, Mention, Text, address_of_symbol, work_address, write
from muntada.library.structure.shape import Provision
from muntada.library.told import name_in, title_in

_STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can say: the same files give the same bytes


def as_text(taken: Taken, language: str) -> Text:
    """The version of a work in one language. Raises KeyError where there is none."""
    version = taken.page.versions[language]
    return _of_work(taken, language, version, *_clauses(taken, language))


def as_akn(taken: Taken, language: str) -> bytes:
    """The same as a file."""
    return write(as_text(taken, language))


def as_archive(every: Sequence[Taken]) -> bytes:
    """All versions of these works in an archive, with a line for each on how it may be handled."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _files(every):
            archive.writestr(zipfile.ZipInfo(name, _STAMP), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _files(every: Sequence[Taken]) -> Iterator[tuple[str, bytes]]:
    lines = []
    for taken in every:
        for language in taken.page.versions:
            name = f"{re.sub(r'[^A-Za-z0-9_.-]', '_', taken.work.key)}.{language}.xml"
            said = "; ".join(f"{key}: {value}" for key, value in handling([taken]).items())
            lines.append(f"{name}\t{said}\n")
            yield name, as_akn(taken, language)
    yield "HANDLING.txt", "".join(lines).encode()


def _of_work(
    taken: Taken,
    language: str,
    version: Expression,
    provisions: tuple[Provision, ...],
    mentions: tuple[Mention, ...],
    marks: tuple[Mark, ...],
) -> Text:
    work, body = taken.work, taken.body
    further = [one.text for one in work.symbols.all()]
    return Text(
        key=work.key,
        kind=work.kind,
        language=language,
        provisions=provisions,
        title=version.title or title_in(work, language),
        titles=tuple((one.language, one.text) for one in work.titles.all() if one.preferred),
        symbols=tuple(dict.fromkeys([*([work.symbol] if work.symbol else []), *sorted(further)])),
        body=body.key if body is not None else "",
        body_name=name_in(body, language) if body is not None else "",
        country=_country(body.key) if body is not None else "zz",
        adopted=work.adopted,
        in_force=work.in_force,
        topics=tuple(work.topics),
        version=version.version,
        quality=version.quality,
        authentic=version.authentic,
        original=taken.originals[language],
        made=clock.today().isoformat(),
        handling=tuple(handling([taken]).items()),
        mentions=mentions,
        marks=marks,
    )


def _clauses(taken: Taken, language: str) -> tuple[tuple[Provision, ...], tuple[Mention, ...], tuple[Mark, ...]]:
    """The clauses of a version, what they cite, and what they are about."""
    provisions, mentions, marks = [], [], []
    wids = {row.clause.pk: row.clause.wid for row in taken.page.clauses}
    for row in taken.page.clauses:
        text, clause = row.texts.get(language), row.clause
        if text is None:
            continue
        parent = wids.get(clause.parent_id or 0, "")
        provisions.append(_provision(text, clause.wid, parent, clause.kind, clause.opening, clause.addressee))
        mentions += [_mention(taken, clause.wid, one) for one in taken.citations.get(text.pk, ())]
        said = [("topic", topic) for topic in clause.topics]
        said += [("pillar", str(clause.pillar or "")), ("lifecycle", clause.lifecycle), ("sector", clause.sector)]
        marks += [Mark(clause.wid, group, value) for group, value in said if value]
    return tuple(provisions), tuple(mentions), tuple(marks)


def _provision(text: ClauseText, wid: str, parent: str, kind: str, opening: str, addressee: str) -> Provision:
    return Provision(
        wid, parent, kind, text.number, text.heading, text.text, opening, text.opening, 0, 0, 1.0, addressee
    )


def _mention(taken: Taken, wid: str, one: Citation) -> Mention:
    work = taken.known.get(one.work_id or "")
    if work is None:
        return Mention(wid, one.start, one.end, one.symbol, address_of_symbol(one.symbol), one.provision)
    of_known = Text(work.key, work.kind, "", (), symbols=(work.symbol,) if work.symbol else (), adopted=work.adopted)
    return Mention(wid, one.start, one.end, one.symbol, work_address(of_known), one.provision)


def _country(body: str) -> str:
    """The first part of an address: a state's or the United Nations' two letters, else none and the body's name."""
    first = body.partition(".")[0].lower()
    return first if re.fullmatch(r"[a-z]{2}", first) else f"zz-{re.sub(r'[^a-z0-9]+', '-', first).strip('-') or 'x'}"
