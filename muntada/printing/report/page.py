"""A report as one page by itself: nothing is fetched, nothing runs in it, and it prints well."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from muntada.printing.report.charts import drawn, table_of
from muntada.printing.report.numbered import Entry, numbered
from muntada.printing.report.shape import Block, Chapter, Chart, Document, Heading, Note, Points, Sentence, Table, Text
from muntada.printing.report.svg import as_svg
from muntada.text.lines import clean, html
from muntada.text.runs import direction_of

_SKIP = {"ar": "إلى المحتويات", "en": "Skip to the contents", "fr": "Aller à la table des matières"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def as_html(document: Document) -> str:
    """The report as HTML; the same report gives the same text. Raises NotAReport."""
    return _Page(document).whole()


class _Page:
    """Writes one report."""

    def __init__(self, document: Document) -> None:
        self.document, self.report = document, numbered(document)
        self.notes: list[str] = []
        self.charts = 0

    def whole(self) -> str:
        """The page."""
        document, words = self.document, self.report.words
        body = "".join(map(self._chapter, document.chapters))
        body += self._end_notes() + self._sources()
        label = (
            f'<p class="label-line"><strong class="label {_look(document.tlp)}" lang="en">{document.tlp}</strong></p>'
        )
        skip = _SKIP.get(document.language, _SKIP["en"])
        return (
            f'<!doctype html>\n<html lang="{document.language}" dir="{document.direction}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
            '<meta name="referrer" content="no-referrer">'
            f"<title>{escape(clean(document.title))}</title><style>{_style()}</style></head><body>"
            f'<a class="skip" href="#contents">{skip}</a>'
            f"<header>{label}{self._title()}</header>"
            f'<nav id="contents" aria-labelledby="contents-title"><h2 id="contents-title">{words.contents}</h2>'
            f"{self._contents()}</nav><main>{body}</main>"
            f'<footer><p class="quiet">{self._said(document.made)}</p>{label}</footer></body></html>\n'
        )

    def _title(self) -> str:
        document = self.document
        found = f'<p class="over">{self._said(document.over)}</p>' if document.over else ""
        found += f"<h1>{self._said(document.title)}</h1>"
        found += "".join(f"<p>{self._said(text)}</p>" for text in (document.subtitle, document.edition) if text)
        return found + "".join(f'<p class="quiet">{self._said(text)}</p>' for text in document.handling)

    def _chapter(self, chapter: Chapter) -> str:
        entry = self.report.chapter(chapter)
        inner = "".join(self._block(block) for block in chapter.blocks)
        return f'<section id="{entry.key}" aria-labelledby="{entry.key}-title">{self._heading(entry)}{inner}</section>'

    def _heading(self, entry: Entry) -> str:
        number = f'<span class="number">{self._said(entry.number)}</span>' if entry.number else ""
        level = entry.level + 1
        return f'<h{level} id="{entry.key}-title">{number}{self._said(entry.title)}</h{level}>'

    def _block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return self._heading(self.report.heading(block))
        if isinstance(block, Text):
            language = block.language
            turned = f' lang="{language}" dir="{direction_of(language)}"' if language else ""
            return f"<p{turned}>{self._sentences(block.sentences, language)}</p>"
        if isinstance(block, Points):
            kind = "ol" if block.numbered else "ul"
            indic = ' class="indic"' if block.numbered and self.report.indic else ""
            return f"<{kind}{indic}>{''.join(f'<li>{self._sentences(item)}</li>' for item in block.items)}</{kind}>"
        return self._table(block) if isinstance(block, Table) else self._chart(block)

    def _sentences(self, sentences: tuple[Sentence, ...], language: str = "") -> str:
        return " ".join(
            html(self.report.line(one.text, language, whole=bool(language))) + self._mark(one.notes)
            for one in sentences
        )

    def _mark(self, notes: tuple[Note, ...]) -> str:
        if not notes:
            return ""
        self.notes.append("".join(map(html, self.report.note(notes))))
        place = len(self.notes)
        shown = self.report.shown(place)
        return f'<sup><a id="mark-{place}" href="#note-{place}" role="doc-noteref">{shown}</a></sup>'

    def _table(self, block: Table) -> str:
        number = self.report.next("table")
        caption = f"{self.report.words.table} {number}: {self._said(block.caption)}"
        rows = [list(row) for row in block.rows]
        return self._grid(list(block.columns), rows, caption, clean(block.caption)) + self._below(block.notes)

    def _chart(self, chart: Chart) -> str:
        number, words = self.report.next("chart"), self.report.words
        language, digits = self.document.language, self.report.digits
        self.charts += 1
        picture = as_svg(drawn(chart, language, digits), f"chart-{self.charts}")
        head, rows = table_of(chart, language, digits)
        grid = self._grid(head, rows, f"{words.data} {number}", f"{words.data} {number}")
        return (
            f"<figure><figcaption>{words.chart} {number}: {self._said(chart.caption)}</figcaption>{picture}"
            f"{grid}</figure>{self._below(chart.notes)}"
        )

    def _grid(self, head: list[str], rows: list[list[str]], caption: str, about: str) -> str:
        columns = "".join(f'<th scope="col">{self._said(one)}</th>' if one else "<td></td>" for one in head)
        body = "".join(
            f'<tr><th scope="row">{self._said(row[0])}</th>'
            + "".join(f"<td>{self._said(cell)}</td>" for cell in row[1:])
            + "</tr>"
            for row in rows
        )
        return (
            f'<div class="wide" role="region" tabindex="0" aria-label="{escape(about)}"><table>'
            f"<caption>{caption}</caption><thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table></div>"
        )

    def _below(self, notes: tuple[Note, ...]) -> str:
        if not notes:
            return ""
        return f'<p class="quiet">{self.report.words.source} {"".join(map(html, self.report.note(notes)))}</p>'

    def _end_notes(self) -> str:
        if not self.notes:
            return ""
        back = escape(self.report.words.back)
        items = "".join(
            f'<li id="note-{place}">{text}'
            f' <a class="back" href="#mark-{place}" role="doc-backlink" aria-label="{back}">↑</a></li>'
            for place, text in enumerate(self.notes, start=1)
        )
        return (
            '<section class="notes" role="doc-endnotes" aria-labelledby="notes-title">'
            f'<h2 id="notes-title">{self.report.words.notes}</h2><ol{self._indic()}>{items}</ol></section>'
        )

    def _sources(self) -> str:
        if not self.document.sources:
            return ""
        entry = self.report.last()
        items = ""
        for place, source in enumerate(self.document.sources, start=1):
            said = html(self.report.line(source.text, source.language))
            items += f'<li id="source-{place}">{said}{_address(source.address)}</li>'
        return (
            f'<section class="sources" id="{entry.key}" aria-labelledby="{entry.key}-title">{self._heading(entry)}'
            f"<ol{self._indic()}>{items}</ol></section>"
        )

    def _contents(self) -> str:
        """A list of chapters, and in each of them one of its headings."""
        found, open_ = "", False
        for entry in (one for one in self.report.entries if one.level < 3):
            number = f'<span class="number">{self._said(entry.number)}</span>' if entry.number else ""
            target = entry.key if entry.level == 1 else f"{entry.key}-title"
            link = f'<a href="#{target}">{number}{self._said(entry.title)}</a>'
            if entry.level == 1:
                found += ("</ol>" if open_ else "") + ("</li>" if found else "") + f"<li>{link}"
                open_ = False
            else:
                found += ("" if open_ else "<ol>") + f"<li>{link}</li>"
                open_ = True
        return f"<ol>{found}{'</ol>' if open_ else ''}</li></ol>" if found else ""

    def _indic(self) -> str:
        return ' class="indic"' if self.report.indic else ""

    def _said(self, text: str) -> str:
        return html(self.report.line(text))


def _address(address: str) -> str:
    if not address:
        return ""
    shown = f'<bdi dir="ltr">{escape(address)}</bdi>'
    if not address.startswith(("https://", "http://")):
        return f"<br>{shown}"
    return f'<br><a href="{escape(address)}" rel="noreferrer noopener">{shown}</a>'


def _look(tlp: str) -> str:
    return tlp.removeprefix("TLP:").lower().replace("+", "-")


@cache
def _style() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")
