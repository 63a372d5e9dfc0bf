"""The numbers that Word counts itself stand in the captured text, as they are printed."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from muntada.sources.capture import capture
from muntada.sources.capture.numbering import shown

Level = tuple[str, str]  # format, text


def element(tag: str, parent: Any, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    parent.append(made)
    return made


class Paper:
    """A Word file whose lists are counted by Word."""

    def __init__(self) -> None:
        self.file = docx.Document()
        self.numbering = self.file.part.numbering_part.element
        for one in list(self.numbering):
            self.numbering.remove(one)

    def rule(self, number: str, *levels: Level, start: str = "1") -> None:
        abstract = element("w:abstractNum", self.numbering, abstractNumId=number)
        for depth, (form, text) in enumerate(levels):
            level = element("w:lvl", abstract, ilvl=str(depth))
            element("w:start", level, val=start)
            element("w:numFmt", level, val=form)
            element("w:lvlText", level, val=text)

    def instance(self, number: str, rule: str, begins: str = "") -> None:
        instance = element("w:num", self.numbering, numId=number)
        element("w:abstractNumId", instance, val=rule)
        if begins:
            override = element("w:lvlOverride", instance, ilvl="0")
            element("w:startOverride", override, val=begins)

    def say(self, text: str, of: str = "", depth: int = 0, style: str = "") -> None:
        paragraph = self.file.add_paragraph(text)
        if style:
            paragraph.style = self.file.styles[style]
        if of:
            self.count(paragraph._p.get_or_add_pPr(), of, depth)

    @staticmethod
    def count(props: Any, of: str, depth: int | None = 0) -> None:
        numbered = element("w:numPr", props)
        if depth is not None:
            element("w:ilvl", numbered, val=str(depth))
        element("w:numId", numbered, val=of)

    def lines(self) -> list[str]:
        file = io.BytesIO()
        self.file.save(file)
        return [line for line in capture(file.getvalue(), name="a.docx").text.split("\n") if line]


def test_paragraphs_and_their_points_carry_the_numbers_of_their_list() -> None:
    paper = Paper()
    paper.rule("0", ("decimal", "%1 -"), ("arabicAbjad", "(%2)"), ("lowerRoman", "%3."))
    paper.instance("1", "0")
    for text, depth in (("يقرر ما يلي:", 0), ("أول", 1), ("ثان", 1), ("فرع", 2), ("يطلب", 0), ("أول آخر", 1)):
        paper.say(text, "1", depth)
    assert paper.lines() == ["1 - يقرر ما يلي:", "(أ) أول", "(ب) ثان", "i. فرع", "2 - يطلب", "(أ) أول آخر"]


def test_a_number_may_hold_those_around_it() -> None:
    paper = Paper()
    paper.rule("0", ("upperRoman", "%1."), ("decimal", "%1.%2"))
    paper.instance("1", "0")
    for text, depth in (("One", 0), ("Within", 1), ("Two", 0), ("Within two", 1)):
        paper.say(text, "1", depth)
    assert paper.lines() == ["I. One", "I.1 Within", "II. Two", "II.1 Within two"]


def test_an_instance_that_begins_anew_does_and_others_count_on() -> None:
    paper = Paper()
    paper.rule("0", ("decimal", "%1."))
    paper.instance("1", "0")
    paper.instance("2", "0", begins="1")
    paper.instance("3", "0")
    for text, of in (("a", "1"), ("b", "1"), ("c", "2"), ("d", "2"), ("e", "3")):
        paper.say(f"word {text}", of)
    assert paper.lines() == ["1. word a", "2. word b", "1. word c", "2. word d", "3. word e"]


def test_a_style_brings_its_list_and_a_paragraph_may_stand_out_of_it() -> None:
    paper = Paper()
    paper.rule("0", ("lowerLetter", "(%1)"), start="3")
    paper.instance("7", "0")
    props = paper.file.styles["List Number"].element.get_or_add_pPr()
    props.remove(props.find(qn("w:numPr")))
    paper.count(props, "7", None)
    paper.say("three", style="List Number")
    paper.say("out of it", "0", style="List Number")
    paper.say("", style="List Number")
    paper.say("five", style="List Number")
    assert paper.lines() == ["(c) three", "out of it", "(e) five"]


def test_bullets_stand_before_their_lines_and_what_has_no_rule_is_left() -> None:
    paper = Paper()
    paper.rule("0", ("bullet", "\uf0b7"), ("none", ""))
    paper.instance("1", "0")
    paper.say("a point", "1")
    paper.say("a plain line", "1", 1)
    paper.say("of no list", "99")
    paper.say("too deep", "1", 7)
    assert paper.lines() == ["• a point", "a plain line", "of no list", "too deep"]


def test_numbers_stand_in_the_cells_of_tables() -> None:
    paper = Paper()
    paper.rule("0", ("decimal", "%1."))
    paper.instance("1", "0")
    table = paper.file.add_table(1, 2)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].text = "in a cell"
        paper.count(cell.paragraphs[0]._p.get_or_add_pPr(), "1")
    assert paper.lines() == ["1. in a cell\t2. in a cell"]


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [
        (5, "arabicAbjad", "ه"), (3, "arabicAlpha", "ت"), (29, "arabicAbjad", "أأ"), (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"), (14, "upperRoman", "XIV"), (4, "decimalZero", "04"), (12, "chicago", "12"),
        (0, "lowerLetter", "0"),
    ],
)  # fmt: skip
def test_counts_as_lists_show_them(count: int, form: str, printed: str) -> None:
    assert shown(count, form) == printed


def test_a_rule_that_makes_no_sense_numbers_nothing() -> None:
    paper = Paper()
    paper.rule("0", ("decimal", "%1."), start="-4")
    instance = element("w:num", paper.numbering, numId="1")
    element("w:abstractNumId", instance, val="404")
    paper.instance("2", "0")
    paper.say("one", "1")
    paper.say("two", "2")
    assert paper.lines() == ["one", "0. two"]
