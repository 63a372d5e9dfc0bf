"""An edition as what the printers set: chapters, sentences with their notes, tables and charts with their data."""

from __future__ import annotations

from collections import Counter

from muntada.access import clock
from muntada.marking.tlp import TLP
from muntada.parties.told import LANGUAGES, day_in, name_in
from muntada.printing.report.shape import (
    Block,
    Chapter,
    Chart,
    ChartKind,
    Document,
    Note,
    Sentence,
    Series,
    Source,
    Table,
    Text,
)
from muntada.reports.listing import kind_in, told_of
from muntada.reports.models import Edition, Footing, Paragraph
from muntada.reports.still import AT_REST
from muntada.reports.told import say
from muntada.reports.wording.agreeing import joined
from muntada.reports.wording.parting import sentences_of
from muntada.text.lines import Digits

_CHARTS: dict[str, ChartKind] = {"bar": "bar", "stacked": "stacked", "line": "line", "dots": "dots"}
_HANDLING = {
    TLP.CLEAR: "handling.CLEAR",
    TLP.GREEN: "handling.GREEN",
    TLP.AMBER: "handling.AMBER",
    TLP.AMBER_STRICT: "handling.STRICT",
    TLP.RED: "handling.RED",
}


def document_of(edition: Edition, language: str, digits: Digits = "as written") -> Document:
    """The edition in one language. Of a frozen one it is the same for good; of another it says that it is a draft."""
    return _Maker(edition, language, digits).whole()


class _Maker:
    """Makes one document; its sources are listed in the order in which they are first named."""

    def __init__(self, edition: Edition, language: str, digits: Digits) -> None:
        self.edition, self.language, self.digits = edition, language, digits
        self.sources: dict[str, Source] = {}

    def whole(self) -> Document:
        edition, language = self.edition, self.language
        chapters = tuple(
            Chapter(
                number=number,
                title=_title(chapter, language),
                blocks=tuple(
                    self._block(one)
                    for one in chapter.paragraphs.order_by("order", "pk").prefetch_related(
                        "footings__passage__document"
                    )
                ),
            )
            for number, chapter in enumerate(edition.chapters.order_by("order", "pk"), start=1)
        )
        tlp = TLP(edition.tlp)
        day = (edition.frozen_at.date() if edition.frozen_at else clock.today()).isoformat()
        return Document(
            language=language,
            title=_title(edition, language),
            tlp=tlp,
            day=day,
            chapters=chapters,
            sources=tuple(self.sources.values()),
            over=name_in(edition.party, language),
            edition=say("edition.line", language, year=edition.year),
            made=self._made(day),
            handling=(say(_HANDLING[tlp], language),),
            digits=self.digits if language == "ar" else "as written",
        )

    def _made(self, day: str) -> str:
        if self.edition.state not in AT_REST:
            return say("edition.draft", self.language)
        return say("edition.frozen", self.language, day=day_in(day, self.language), hash=self.edition.sha256[:16])

    def _block(self, one: Paragraph) -> Block:
        if one.kind == Paragraph.Kind.TEXT:
            return self._text(one)
        data = one.data.get(self.language) or next(iter(one.data.values()))
        notes = self._counted(one)
        columns = tuple(str(cell) for cell in data["columns"])
        if one.kind == Paragraph.Kind.TABLE:
            rows = tuple(tuple(str(cell) for cell in row) for row in data["rows"])
            return Table(data["caption"], columns, rows, widths=tuple(data.get("widths", ())), notes=notes)
        series = tuple(
            Series(name, tuple(float(row[place]) for row in data["rows"])) for place, name in enumerate(columns[1:], 1)
        )
        words = getattr(one, f"text_{self.language}") or data["caption"]
        categories = tuple(str(row[0]) for row in data["rows"])
        return Chart(
            _CHARTS[data["chart"]], data["caption"], words, categories, series, heading=columns[0], notes=notes
        )

    def _text(self, one: Paragraph) -> Text:
        given = {code: getattr(one, f"text_{code}") for code in LANGUAGES}
        language = next((code for code in (self.language, *self.edition.languages) if given[code]), self.language)
        rests: dict[int, list[Footing]] = {}
        for row in sorted(one.footings.all(), key=lambda row: (row.sentence, row.pk)):
            rests.setdefault(row.sentence, []).append(row)
        sentences = tuple(
            Sentence(text, self._notes([*rests.get(number, []), *rests.get(0, [])]))
            for number, text in enumerate(sentences_of(given[language], language), start=1)
        )
        return Text(sentences, "" if language == self.language else language)

    def _notes(self, rows: list[Footing]) -> tuple[Note, ...]:
        found = []
        for row in rows:
            told = row.told or told_of(row)
            found.append(Note(self._source(told["key"], told[self.language], told["address"]), quote=told["quote"]))
        return tuple(dict.fromkeys(found))

    def _counted(self, one: Paragraph) -> tuple[Note, ...]:
        """One note for all that a table or chart was counted from: how many records of which kinds."""
        kinds = Counter(row.record_type for row in one.footings.all())
        if not kinds:
            return ()
        named = [f"{kind_in(kind, self.language)} {number}" for kind, number in sorted(kinds.items())]
        text = say("listed.counted", self.language, count=sum(kinds.values()), kinds=joined(named, self.language))
        return (Note(self._source(f"counted:{text}", text, "")),)

    def _source(self, key: str, text: str, address: str) -> str:
        self.sources.setdefault(key, Source(key, text, address))
        return key


def _title(thing: object, language: str) -> str:
    titles = {code: str(getattr(thing, f"title_{code}")) for code in LANGUAGES}
    return next((titles[code] for code in (language, *LANGUAGES) if titles[code]), "")
