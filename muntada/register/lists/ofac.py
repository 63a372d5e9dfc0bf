"""The list of Specially Designated Nationals of the United States (OFAC), in its old CSV of twelve columns.

The aliases of the companion file `alt.csv` may stand in one ZIP archive with it; the remarks carry aliases too.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from muntada.register.lists.form import FileRead, ListRefused, Read, Row, Stated, country, stated

_NOTHING = "-0-"
_COLUMNS = 12
_LONGEST = 64 * 1024 * 1024  # bytes of all unpacked files
_SCHEMATA = {"individual": "Person", "vessel": "Vessel", "aircraft": "Airplane", "": "Organization"}
_ALIAS = {"aka": "alias", "fka": "previousName", "nka": "alias"}
_AUTHORITY = "Office of Foreign Assets Control"
_BORN = re.compile(r"(?:alt\. )?DOB (circa )?(.+)", re.ASCII)
_PLACE = re.compile(r"(?:alt\. )?POB (.+)", re.ASCII)
_CITIZEN = re.compile(r"(?:alt\. )?(?:citizen|nationality) (.+)", re.ASCII)
_PAPER = re.compile(r"(?:alt\. )?(Passport|National ID No\.|Identification Number) ([^ ]+)(?: \((.+?)\))?.*", re.ASCII)
_AKA = re.compile(r"(?:alt\. )?(a\.k\.a\.|f\.k\.a\.) '(.+)'", re.ASCII)
_IMO = re.compile(r"Vessel Registration Identification IMO (\d{7})", re.ASCII)


def read_ofac(data: bytes) -> FileRead:
    """Every entry of `sdn.csv`, with the aliases of `alt.csv` where both come in one archive. Raises ListRefused."""
    files = _files(data)
    main = next((text for name, text in files.items() if "alt" not in name), "")
    aliases = _aliases(next((text for name, text in files.items() if "alt" in name), ""))
    found = FileRead()
    seen: set[str] = set()
    for line, row in enumerate(_rows(main), 1):
        wrong = _wrong(row, seen)
        if wrong is not None:
            found.rows.append(Row(f"line {line}", *wrong, ",".join(row)[:4000]))
            continue
        seen.add(row[0])
        found.entities.extend(_entities(row, aliases.get(row[0], ())))
    if not seen:
        raise ListRefused("This is not OFAC’s list: no line has its twelve columns.")
    return found


def _files(data: bytes) -> dict[str, str]:
    if not data.startswith(b"PK"):
        return {"sdn.csv": _decoded(data)}
    files, left = {}, _LONGEST
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for one in archive.infolist():
                if one.filename.lower().endswith(".csv"):
                    left -= one.file_size
                    if left < 0:
                        raise ListRefused("What is packed here is larger than any list of this kind.")
                    files[one.filename.lower()] = _decoded(archive.read(one))
    # A password and an unknown way of packing are no BadZipFile.
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError):
        raise ListRefused("The archive is broken.") from None
    return files


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _rows(text: str) -> Iterator[list[str]]:
    try:
        for row in csv.reader(io.StringIO(text.replace("\x1a", ""))):
            if row:
                yield ["" if cell.strip() == _NOTHING else cell.strip() for cell in row]
    except csv.Error:
        raise ListRefused("This is not OFAC’s list: it is no table.") from None


def _aliases(text: str) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in _rows(text):
        if len(row) >= 4:
            found[row[0]].append((_ALIAS.get(row[2], "alias"), row[3]))
    return found


def _wrong(row: list[str], seen: set[str]) -> tuple[str, str] | None:
    if len(row) != _COLUMNS:
        return "columns", f"It has {len(row)} columns where twelve are expected."
    if not (row[0].isascii() and row[0].isdigit()):
        return "no_number", "Its first column is no number."
    if row[0] in seen:
        return "twice", "Another line of this file has the same number."
    if not row[1]:
        return "no_name", "It has no name."
    if row[2] not in _SCHEMATA:
        return "kind", f"It is of a kind that is not known: {row[2]}."
    return None


def _entities(row: list[str], aliases: Iterable[tuple[str, str]]) -> Iterator[Read]:
    key, schema = f"ofac-{row[0]}", _SCHEMATA[row[2]]
    programmes = [part for part in re.split(r"\]\s*\[", row[3].strip("[]")) if part]
    values = [*_named(schema, row[1])]
    for prop, name in aliases:
        values.extend(stated(prop, _turned(name) if schema == "Person" else name))
    remarks = [part.strip() for part in row[11].rstrip(".").split(";")]
    papers: list[Read] = []
    for remark in remarks:
        values.extend(_of_remark(schema, remark))
        if found := _PAPER.fullmatch(remark):
            papers.append(_paper(key, len(papers) + 1, found))
    values.extend(stated("title" if schema == "Person" else "notes", row[4]))
    if schema == "Vessel":
        for prop, cell in (
            ("callSign", row[5]),
            ("type", row[6]),
            ("tonnage", row[7]),
            ("grossRegisteredTonnage", row[8]),
        ):
            values.extend(stated(prop, cell))
        values.extend(stated("flag", row[9], value=country(row[9])))
        values.extend(Stated("imoNumber", found[1]) for remark in remarks if (found := _IMO.fullmatch(remark)))
    values.extend(stated("notes", row[11]))
    values.append(Stated("topics", "sanction"))
    yield Read(key, schema, tuple(dict.fromkeys(values)), row[0], "; ".join(programmes))
    sanction = [Stated("entity", key), Stated("authority", _AUTHORITY), Stated("authorityId", row[0])]
    yield Read(f"{key}-sanction", "Sanction", (*sanction, *(Stated("program", one) for one in programmes)))
    yield from papers


def _named(schema: str, name: str) -> Iterator[Stated]:
    """`MOHAMMED, Khalid Shaikh` as it is spoken; the parts of a person's name beside it."""
    family, comma, given = name.partition(",")
    if schema == "Person" and comma:
        yield from stated("name", name, value=_turned(name))
        yield from stated("lastName", family)
        yield from stated("firstName", given)
    else:
        yield from stated("name", name)


def _turned(name: str) -> str:
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma else name.strip()


def _of_remark(schema: str, remark: str) -> Iterator[Stated]:
    if found := _BORN.fullmatch(remark):
        yield from _born(found[2], about=bool(found[1]))
    elif found := _PLACE.fullmatch(remark):
        yield from stated("birthPlace", found[1])
    elif found := _CITIZEN.fullmatch(remark):
        yield from stated("nationality", found[1], value=country(found[1]))
    elif found := _AKA.fullmatch(remark):
        name = _turned(found[2]) if schema == "Person" else found[2]
        yield from stated("weakAlias" if found[1] == "a.k.a." else "previousName", name)


def _born(text: str, *, about: bool) -> Iterator[Stated]:
    """`25 Aug 1972`, `Aug 1972`, `1972`, `1972 to 1974`."""
    first, to, last = text.partition(" to ")
    days = [_day(first), _day(last)] if to else [_day(first)]
    if all(days):
        between = "/".join(days) if to else ""
        for day in days:
            yield Stated("birthDate", day, between or (f"{day}~" if about else ""))


def _day(text: str) -> str:
    for form, written in (("%d %b %Y", "%Y-%m-%d"), ("%b %Y", "%Y-%m"), ("%Y", "%Y")):
        try:
            return datetime.strptime(text.strip(), form).strftime(written)
        except ValueError:
            continue
    return ""


def _paper(key: str, number: int, found: re.Match[str]) -> Read:
    schema = "Passport" if found[1] == "Passport" else "Identification"
    values = [Stated("holder", key), Stated("number", found[2]), Stated("type", found[1])]
    values.extend(stated("country", found[3] or "", value=country(found[3] or "")))
    return Read(f"{key}-paper-{number}", schema, tuple(values))
