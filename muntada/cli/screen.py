"""`muntada screen`: a name, or a table of names, checked against the lists; each hit with what speaks for it."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from muntada.cli.exits import NOTHING_READ, SOME_REFUSED, USAGE, Failed
from muntada.cli.summary import plain

if TYPE_CHECKING:
    from muntada.register.lists import Row
    from muntada.screening.model import Hit, Query
    from muntada.screening.screener import Screener

_HELP = """Check a name against the lists, whichever script and spelling it came in.

With --list FILE the list is read from that file and nothing is kept: the Security Council's XML, OFAC's CSV or
FollowTheMoney's JSON. Without it the register of this installation is asked; then --purpose and --basis say what for
and by which right, the check stays in the log, and every hit becomes a lead that an officer decides of. A hit is a
reason to look, never a finding: nothing changes by itself.

\b
Several names: --in FILE, a CSV or XLSX table with a column `name` (and id, born, nationality, number, kind), a JSON
list or JSON lines; - is the standard input. --out FILE.csv, FILE.xlsx or FILE.json keeps the answers.

\b
Exit codes:
  0  every name was checked
  1  some rows were set aside
  2  the command was called wrongly
  3  nothing could be checked
  4  the storage failed
"""
Answered = tuple["Query", list["Hit"]]


@dataclass(frozen=True, slots=True)
class Told:
    """One name with what was met, as programs read it."""

    query: Query
    hits: list[dict[str, Any]]

    def as_dict(self) -> dict[str, Any]:
        return {"id": self.query.key, "name": self.query.name, "hits": self.hits}


@click.command("screen", help=_HELP)
@click.argument("name", nargs=-1)
@click.option("--born", multiple=True, metavar="DATE", help="1964, 1964-02-01, 1964~ (about) or 1960/1962.")
@click.option("--nationality", multiple=True, metavar="STATE", help="A code such as EG, or a name.")
@click.option("--number", multiple=True, metavar="NUMBER", help="Of a passport, an identity card, a ship.")
@click.option("--kind", type=click.Choice(("person", "entity", "vessel", "aircraft")), help="What bears the name.")
@click.option(
    "--in", "table", type=click.Path(dir_okay=False, allow_dash=True), metavar="FILE", help="A table of names."
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Where the answers go.")
@click.option("--list", "listed", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--cutoff", type=click.FloatRange(0, 1), default=0.5, show_default=True, help="The least score shown.")
@click.option("--most", type=click.IntRange(1, 100), default=10, show_default=True, help="Hits of a name shown.")
@click.option("--second", is_flag=True, help="With --list: logic-v2's opinion beside each hit, where it is installed.")
@click.option(
    "--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that check, with --list."
)
@click.option(
    "--ray", is_flag=True, help="Let Ray's workers check, with --list; a cluster's where RAY_ADDRESS says so."
)
@click.option(
    "--pieces", type=click.IntRange(1, 256), default=1, help="With --ray: into how many pieces the list goes."
)
@click.option("--purpose", default="prevention", show_default=True, help="What the register is asked for.")
@click.option("--basis", default="un_sanctions", show_default=True, help="By which legal basis.")
@click.option("--case", default="", metavar="TEXT", help="Your own reference; it stays in the log.")
@click.option("--as", "email", metavar="EMAIL", help="Who asks. [the first administrator]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a name.")
def screen_command(name: tuple[str, ...], table: str | None, **more: Any) -> None:
    """Check names."""
    if (more["workers"] > 1 or more["ray"]) and not more["listed"]:
        raise Failed("Workers check against a list in a file: give it with --list FILE.", USAGE)
    if bool(name) == bool(table):
        raise Failed("Give one name, or a table with --in FILE.", USAGE)
    queries, aside = _from_table(table) if table else ([_from_words(" ".join(name), more)], [])
    for row in aside:
        click.echo(f"{row.place}: {row.reason}", err=True)
    if not queries:
        raise Failed("There is no name to check.", NOTHING_READ)
    answers = _of_file(queries, more) if more["listed"] else _of_register(queries, more)
    with _progress(len(queries), quiet=not table) as advance:
        _give(_advancing(answers, advance), more["out"], as_json=more["as_json"])
    click.get_current_context().exit(SOME_REFUSED if aside else 0)


def _from_words(name: str, more: dict[str, Any]) -> Query:
    from muntada.register.lists.asked import Wrong, question

    fields = {"born": "born", "nationality": "nationality", "number": "number"}
    said = {"name": name, "kind": more["kind"] or "", **{key: list(more[option]) for key, option in fields.items()}}
    try:
        return replace(question(said), key="")
    except Wrong as wrong:
        raise Failed(str(wrong), USAGE) from None


def _from_table(table: str) -> tuple[list[Query], list[Row]]:
    from muntada.register.lists.asked import questions
    from muntada.register.lists.form import Row
    from muntada.text.tables import FileRefused

    try:
        data = sys.stdin.buffer.read() if table == "-" else Path(table).read_bytes()
        found = list(questions(data))
    except (FileRefused, OSError) as error:
        raise Failed(f"{table}: {error}", NOTHING_READ) from None
    return [one for one in found if not isinstance(one, Row)], [one for one in found if isinstance(one, Row)]


def _of_file(queries: list[Query], more: dict[str, Any]) -> Iterator[Told]:
    """Against a list in a file: no database, nothing kept."""
    from muntada.register.lists import FORMS, ListRefused, read_any
    from muntada.register.lists.screened import entries_of
    from muntada.register.opinion import is_there, second_opinion
    from muntada.screening.screener import Screener

    if more["second"] and not is_there():
        raise Failed("There is no second opinion here: pip install muntada[opinion].", USAGE)

    try:
        read = read_any(more["listed"].read_bytes())
    except ListRefused as error:
        raise Failed(f"{more['listed']}: {error} Lists are read as {', '.join(FORMS)}.", NOTHING_READ) from None
    references = {one.key: one.reference for one in read.entities}
    entries = list(entries_of(read.entities))
    with _progress(len(entries), label="Reading the list", quiet=len(entries) < 20_000) as advance:
        screener = Screener(entries, progress=advance)
    for query, hits in zip(queries, _answers(screener, queries, more), strict=True):
        seconds = [{"second": second_opinion(query, hit.entry)} if more["second"] else {} for hit in hits]
        told = zip(hits, seconds, strict=True)
        yield Told(query, [said(hit, references.get(hit.entry.id, ""), second) for hit, second in told])


def _answers(screener: Screener, queries: list[Query], more: dict[str, Any]) -> Iterator[list[Hit]]:
    """What each question meets: by this process, or by as many workers as are wanted."""
    from muntada.register.chunks import in_chunks

    asked: dict[str, Any] = {"cutoff": more["cutoff"], "limit": more["most"]}
    many = more["workers"]
    if many == 1 and not more["ray"]:
        for some in in_chunks(queries):
            yield from screener.ask_many(some, **asked)
        return
    from muntada.screening.crew import Crew, CrewRefused, Processes, Ray
    from muntada.screening.index import Index
    from muntada.screening.shards import split

    with TemporaryDirectory() as place:
        screener.save(Path(place))
        try:
            made: Crew
            if more["ray"]:
                pieces = more["pieces"]
                folders = split(Index.open(Path(place)), pieces, Path(place)) if pieces > 1 else [Path(place)]
                made = Ray(folders, many)
            else:
                made = Processes(Path(place), many)
            with made as crew:
                yield from crew.ask_many(queries, **asked)
        except CrewRefused as refused:
            raise Failed(str(refused), NOTHING_READ) from None


def _of_register(queries: list[Query], more: dict[str, Any]) -> Iterator[Told]:
    from muntada.cli.ground import actor_at_console, prepare

    prepare()
    from muntada.access.models import BasisNotInForce, NotAssessed
    from muntada.evidence.values import ValueRefused
    from muntada.register.actions.screening import Right, screen_many
    from muntada.register.queries.listings import references
    from muntada.trail.deed import Refused

    actor = actor_at_console(more["email"])
    right = Right(more["purpose"], more["basis"], more["case"])
    try:
        for answer in screen_many(actor, queries, right, cutoff=more["cutoff"], limit=more["most"]):
            listed = references([one.entity.pk for one in answer.met])
            hits = [
                {**said(one.hit, listed.get(one.entity.pk, ""), one.lead.explained), "lead": one.lead.pk}
                for one in answer.met
            ]
            yield Told(answer.query, hits)
    except (Refused, NotAssessed, BasisNotInForce, ValueRefused) as error:
        raise Failed(f"{error} To check against a list in a file, use --list FILE.", USAGE) from None


def said(hit: Hit, reference: str, kept: dict[str, Any]) -> dict[str, Any]:
    """A hit as plain data: whom, how likely, and every reason; `kept` holds another engine's opinion where there is
    one."""
    from muntada.register.explained import explained_with

    return {
        "entity": hit.entry.id,
        "reference": reference,
        "caption": hit.entry.names[0].text,
        "kind": hit.entry.kind,
        "score": hit.score,
        **explained_with(hit, kept),
    }


def _give(answers: Iterable[Told], out: Path | None, *, as_json: bool) -> None:
    if out is None:
        for one in answers:
            click.echo(json.dumps(one.as_dict(), ensure_ascii=False) if as_json else "\n".join(_lines(one)))
        return
    if out.suffix == ".xlsx":
        _workbook(answers).save(out)
        return
    text = (
        _table(answers)
        if out.suffix == ".csv"
        else "".join(json.dumps(one.as_dict(), ensure_ascii=False) + "\n" for one in answers)
    )
    out.write_text(text, encoding="utf-8-sig" if out.suffix == ".csv" else "utf-8")


def _lines(told: Told) -> Iterator[str]:
    yield f"\u2068{plain(told.query.name)}\u2069: " + (f"{len(told.hits)} to look at" if told.hits else "nothing met")
    for hit in told.hits:
        mark = f" ({hit['reference']})" if hit["reference"] else ""
        alias = f", as \u2068{plain(hit['name'])}\u2069" if hit["name"] != hit["caption"] else ""
        yield f"  {round(hit['score'] * 100):>3} %  \u2068{plain(hit['caption'])}\u2069{mark}{alias} [{hit['entity']}]"
        for part in hit["parts"]:
            asked, met = plain(part["asked"]) or "–", plain(part["listed"]) or "–"
            yield f"         \u2068{asked}\u2069 ~ \u2068{met}\u2069  {_RULES.get(part['rule'], part['rule'])}"
        if hit.get("second"):
            yield f"         {hit['second']['algorithm']}: {round(hit['second']['score'] * 100)} %"
        for fact in hit["facts"]:
            yield f"         {fact['field']} {fact['effect']}: {plain(fact['asked'])} / {plain(fact['listed'])}"


_RULES = {
    "exact": "the same word",
    "transliteration": "the same word in another script or spelling",
    "skeleton": "the same consonants",
    "typo": "a slip of the pen",
    "initial": "an initial",
    "joined": "written together",
    "short_form": "a short form",
    "dropped_asked": "not on the list",
    "dropped_listed": "not asked for",
    "title_ignored": "a title, left out of account",
}


def _table(answers: Iterable[Told]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(_rows(answers))
    return text.getvalue()


def _workbook(answers: Iterable[Told]) -> Any:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("answers")
    sheet.freeze_panes = "A2"
    for row in _rows(answers):
        sheet.append(row)
    return book


def _rows(answers: Iterable[Told]) -> Iterator[list[str]]:
    from muntada.text.tables import cell

    yield ["id", "name", "score", "entity", "reference", "caption", "why"]
    for one in answers:
        for hit in one.hits or [{}]:
            why = "; ".join(f"{part['asked']}~{part['listed']} {part['rule']}" for part in hit.get("parts", ()))
            listed = [hit.get(key, "") for key in ("score", "entity", "reference", "caption")]
            yield [cell(value) for value in (one.query.key, one.query.name, *listed, why)]


def _advancing(answers: Iterable[Told], advance: Callable[[int], None]) -> Iterator[Told]:
    for one in answers:
        yield one
        advance(1)


def _progress(
    length: int, *, label: str = "Checking", quiet: bool = False
) -> AbstractContextManager[Callable[[int], None]]:
    return nullcontext(_still) if quiet or not sys.stderr.isatty() else _Bar(length, label)


def _still(_done: int) -> None:
    """No bar."""


class _Bar:
    """A progress bar as something to be told how much was done."""

    def __init__(self, length: int, label: str) -> None:
        self._bar = click.progressbar(length=length, label=label, file=sys.stderr, show_pos=True, show_eta=True)

    def __enter__(self) -> Callable[[int], None]:
        return self._bar.__enter__().update

    def __exit__(self, *why: Any) -> None:
        self._bar.__exit__(*why)
