"""A long report made up for the benchmark: chapters, notes, tables and five charts, in Arabic and in English."""

from __future__ import annotations

from muntada.marking.tlp import TLP
from muntada.printing.report.shape import (
    Block,
    Chapter,
    Chart,
    ChartKind,
    Document,
    Heading,
    Note,
    Sentence,
    Series,
    Source,
    Table,
    Text,
)

CHAPTERS = 10
PARAGRAPHS = {"ar": 7.0, "en": 8.4}  # a page, as they come out
_KINDS: tuple[ChartKind, ...] = ("bar", "stacked", "line", "dots", "bar")
_WORDS = {
    "ar": {
        "title": "التقرير الوطني لعام {}",
        "chapter": "الفصل المخصص للمحور {}",
        "heading": "ما أُنجز في الباب {}",
        "caption": "التدابير بحسب الجهة في المحور {}",
        "head": ("الجهة", "الرمز", "العدد"),
        "body": "الجهة {}",
        "place": "الفقرة {}",
        "source": "المرسوم رقم {} لسنة 2021",
        "states": ("منجز", "منجز جزئيًا", "قيد التنفيذ"),
        "words": "يبيّن الشكل عدد التدابير في كل جهة.",
        "sentences": (
            "أصدرت الوزارة القانون رقم {n} لسنة 2015 تنفيذًا للفقرة 2 (ب) من القرار S/RES/1373 (2001).",
            "وبلغ عدد المتدربين {n},250 متدربًا في المدة 2019–2021، أي بزيادة 45 % على المدة السابقة لها.",
            "تتولى النيابة العامة متابعة {n} قضية، وترد البلاغات على الهاتف +20 2 2797 0000 أو office@example.org.",
            "وعقدت اللجنة الوطنية {n} اجتماعًا مع المنتدى (GCTF)، حضرها ممثلو 30 دولة؛ وصدرت عنها 7 توصيات.",
            "لا تزال {n} تدابير قيد الإعداد، منها دليل «أمن المطارات» (الوثيقة 2021/CoCo/3) وخطة للتدريب.",
        ),
    },
    "en": {
        "title": "National report for {}",
        "chapter": "Chapter on theme {}",
        "heading": "What was done under title {}",
        "caption": "Measures by institution under theme {}",
        "head": ("Institution", "Symbol", "Number"),
        "body": "Institution {}",
        "place": "paragraph {}",
        "source": "Decree No. {} of 2021",
        "states": ("Done", "Done in part", "Under way"),
        "words": "The figure shows the number of measures in each institution.",
        "sentences": (
            "The ministry issued Law No. {n} of 2015 to carry out paragraph 2 (b) of S/RES/1373 (2001).",
            "The number of trainees reached {n},250 in 2019–2021, 45 % more than in the years before.",
            "The prosecution service follows {n} cases, and takes reports at +20 2 2797 0000 or office@example.org.",
            "The national committee held {n} meetings with the forum (المنتدى), attended by 30 states.",
            "Some {n} measures are still being prepared, with a guide to “airport security” (2021/CoCo/3) and a plan.",
        ),
    },
}  # fmt: skip


def report(language: str, pages: int) -> Document:
    """A report of about so many pages; the same arguments give the same report."""
    said = _WORDS[language]
    each = max(1, round((pages - 14) * PARAGRAPHS[language] / CHAPTERS))
    sources = tuple(
        Source(str(number), _of(said, "source").format(number), f"https://example.org/{number}")
        for number in range(120)
    )
    chapters = tuple(_chapter(said, number, each) for number in range(1, CHAPTERS + 1))
    return Document(
        language=language,
        title=_of(said, "title").format(2021),
        tlp=TLP.GREEN,
        day="2022-03-04",
        chapters=chapters,
        sources=sources,
        made="2022-03-04",
    )


def _chapter(said: dict[str, object], number: int, each: int) -> Chapter:
    sentences = said["sentences"]
    assert isinstance(sentences, tuple)
    blocks: list[Block] = []
    for row in range(each):
        if row % 8 == 0:
            blocks.append(Heading(_of(said, "heading").format(row // 8 + 1)))
        note = Note(str((number * each + row) % 120), _of(said, "place").format(row + 1))
        blocks.append(
            Text(
                tuple(
                    Sentence(str(sentences[(row + at) % 5]).format(n=number * 10 + row), (note,) if at == 1 else ())
                    for at in range(3)
                )
            )
        )
    if number % 2:
        blocks.append(_chart(said, number))
    head = said["head"]
    assert isinstance(head, tuple)
    rows = tuple((_of(said, "body").format(row), f"MJ-{number}{row:02}", f"{row * 1_011:,}") for row in range(1, 25))
    blocks.append(Table(_of(said, "caption").format(number), head, rows, (3, 2, 1), (Note(str(number)),)))
    return Chapter(number, _of(said, "chapter").format(number), tuple(blocks))


def _chart(said: dict[str, object], number: int) -> Chart:
    kind = _KINDS[number // 2]
    states = said["states"]
    assert isinstance(states, tuple)
    names = tuple(_of(said, "body").format(row) for row in range(1, 9))
    if kind == "line":
        names = tuple(str(year) for year in range(2014, 2022))
    series = tuple(
        Series(str(name), tuple(float(3 + row * (at + 2) % 17) for row in range(8))) for at, name in enumerate(states)
    )
    caption = _of(said, "caption").format(number)
    return Chart(kind, caption, _of(said, "words"), names, series, str(_of(said, "body").format("")).strip())


def _of(said: dict[str, object], name: str) -> str:
    text = said[name]
    assert isinstance(text, str)
    return text
