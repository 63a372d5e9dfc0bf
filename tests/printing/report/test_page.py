"""A report as a page by itself: nothing is fetched, everything is named, and its notes lead there and back."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from muntada.marking.tlp import TLP
from muntada.printing.report import page as module
from muntada.printing.report.page import as_html
from muntada.printing.report.shape import Chapter, Document, Heading, Sentence, Text
from tests.printing.report import samples

REPORTS = [samples.arabic(), samples.arabic("arabic-indic"), samples.english()]


@pytest.mark.parametrize("report", REPORTS)
def test_a_page_is_whole_by_itself_and_the_same_whenever_it_is_made(report: Document) -> None:
    said = as_html(report)
    assert said == as_html(report)
    tree = html.fromstring(said)
    assert not tree.xpath("//script | //link | //img | //iframe | //*[@onclick] | //*[@style]")
    assert not re.search(r"url\(|@import|src=", said)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize("report", REPORTS)
def test_every_address_on_the_page_leads_to_something_and_no_id_stands_twice(report: Document) -> None:
    tree = html.fromstring(as_html(report))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    wanted = [one[1:] for one in tree.xpath("//a/@href") if one.startswith("#")]
    for list_ in tree.xpath("//@aria-labelledby"):
        wanted += list_.split()
    assert set(wanted) <= set(ids)


def test_notes_lead_there_and_back() -> None:
    tree = html.fromstring(as_html(samples.arabic()))
    marks = tree.xpath("//a[@role='doc-noteref']")
    assert [one.get("href") for one in marks] == ["#note-1", "#note-2", "#note-3"]
    assert tree.xpath("//a[@role='doc-backlink']/@href") == [f"#{one.get('id')}" for one in marks]
    said = tree.xpath("//li[@id='note-3']")[0].text_content()
    assert said.startswith("المرسوم رقم 12 لسنة 2021 بشأن أمن المطارات، الجريدة الرسمية، العدد 18، المادة 5 [2]")


def test_headings_and_contents_follow_each_other() -> None:
    tree = html.fromstring(as_html(samples.english()))
    levels = [int(one.tag[1]) for one in tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    contents = [" ".join(one.text_content().split()) for one in tree.xpath("//nav//a")]
    assert contents == ["1The legal framework", "1.1Laws", "2Figures", "Sources"]


@pytest.mark.parametrize("report", REPORTS)
def test_tables_name_their_heads_and_charts_their_words(report: Document) -> None:
    tree = html.fromstring(as_html(report))
    tables = tree.xpath("//table")
    assert len(tables) == 6
    for table in tables:
        assert table.find("caption").text_content()
        assert {one.get("scope") for one in table.xpath("./thead//th")} == {"col"}
        assert {one.get("scope") for one in table.xpath("./tbody/tr/th")} == {"row"}
    figures = tree.xpath("//figure")
    assert len(figures) == 5
    for figure in figures:
        picture = figure.find("svg")
        assert picture.get("role") == "img"
        assert picture.find("desc").text_content()
        assert figure.find("figcaption").text_content()


def test_a_paragraph_that_lacks_its_translation_says_its_language() -> None:
    paragraph = html.fromstring(as_html(samples.arabic())).xpath("//p[@lang='en']")
    assert [(one.get("dir"), one.text_content()) for one in paragraph] == [
        ("ltr", "This paragraph is not yet in Arabic (2021).")
    ]


def test_the_label_stands_at_head_and_foot() -> None:
    tree = html.fromstring(as_html(samples.arabic()))
    assert tree.xpath("//header//strong[@class='label amber']/text()") == ["TLP:AMBER"]
    assert tree.xpath("//footer//strong/text()") == ["TLP:AMBER"]


def test_nothing_in_a_report_is_taken_for_markup() -> None:
    hostile = '<script>alert(1)</script> " onload="x" &lt; </title> ]]>'
    chapter = Chapter(1, hostile, (Heading(hostile), Text((Sentence(hostile),))))
    sources = (replace(samples.SOURCES[0], text=hostile, address='javascript:alert("1")'),)
    tree = html.fromstring(as_html(Document("en", hostile, TLP.RED, "2022-03-04", (chapter,), sources)))
    assert not tree.xpath("//script | //*[@onload]")
    assert not [one for one in tree.xpath("//a/@href") if one.startswith("javascript")]
    assert tree.xpath("//h1")[0].text_content() == hostile


def test_its_sheet_uses_logical_properties_only() -> None:
    sheet = Path(module.__file__).with_name("page.css").read_text(encoding="utf-8")
    sides = r"(?<![\w-])(?:margin|padding|border)-(?:left|right|top|bottom)|text-align: *(?:left|right)"
    assert not re.search(sides, sheet)
