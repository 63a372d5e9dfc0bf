"""A source is taken in once, whole or not at all, and reading it again forgets nothing that a person decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from muntada.evidence.models import Document
from muntada.sources.actions.deciding import accept, correct, reject, undo
from muntada.sources.actions.intake import ReadAgain, read_again, take_in
from muntada.sources.actions.reader import Misread, Reader
from muntada.sources.capture import Captured, CaptureRefused
from muntada.sources.models import Finding, Source, Story
from muntada.trail.deed import Refused
from tests.cast import ADMINISTRATOR, ANALYST, FOCAL_POINT, READER
from tests.sources.desk import Draft, Reading, Told, bring, reader_of, tables

pytestmark = pytest.mark.usefixtures("desk")
State = Finding.State

TEXT = "Egypt has led the group since 2017. Morocco joined it later. The committee met in Cairo."
TERM: Told = ("term", {"body": "gctf.wg.ea", "role": "co_chair", "party": ["EG"], "start": "2017"}, TEXT[:34])
JOINED: Told = ("membership", {"body": "gctf", "party": ["MA"], "kind": "member"}, "Morocco joined it later")
MET: Told = ("meeting", {"kind": "meeting", "body": "gctf.coco", "place": "Cairo"}, "The committee met in Cairo")


def of(source: Source, state: State) -> list[str]:
    return list(source.findings.filter(state=state).order_by("start").values_list("type", flat=True))


def again(source: Source, *told: Told, version: str = "2") -> ReadAgain:
    return read_again(ANALYST, source, reader_of(*told, text=TEXT, version=version))


def test_a_plain_text_is_captured_read_and_shelved() -> None:
    taken = take_in(ANALYST, TEXT.encode(), name="note.txt", reader=reader_of(TERM, MET, text=TEXT))
    assert taken.new
    assert (taken.source.document.text, taken.source.reader) == (TEXT, "1")
    assert of(taken.source, State.DRAFT) == ["term", "meeting"]


def test_the_same_bytes_are_the_same_source_and_are_not_read_again() -> None:
    first = take_in(ANALYST, TEXT.encode(), name="note.txt", reader=reader_of(TERM, text=TEXT))
    accept(ANALYST, first.source.findings.get())
    second = take_in(ANALYST, TEXT.encode(), name="other.txt", reader=reader_of(MET, text=TEXT))
    assert (second.source, second.new) == (first.source, False)
    assert of(first.source, State.ACCEPTED) == ["term"]
    assert Document.objects.count() == Source.objects.count() == Finding.objects.count() == 1


def test_a_rule_that_misquotes_leaves_nothing_behind() -> None:
    wrong = Reader(lambda text, published=None, furniture=(): Reading((Draft("term", {}, 0, 5, "Nobody"),)), "1")
    with pytest.raises(Misread):
        take_in(ANALYST, TEXT.encode(), name="note.txt", reader=wrong)
    assert not Source.objects.exists()
    assert not Document.objects.exists()


def test_a_failure_half_way_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Finding.objects, "bulk_create", fail)
    with pytest.raises(OSError, match="disk"):
        bring(TERM, text=TEXT)
    assert not Source.objects.exists()
    assert not Document.objects.exists()


def test_a_given_day_stands_above_a_read_one() -> None:
    assert bring(TERM, text=TEXT, published=date(2019, 3, 1)).document.published == date(2019, 3, 1)


@pytest.mark.parametrize("actor", [ADMINISTRATOR, FOCAL_POINT, READER, None])
def test_only_the_staff_brings_sources_in(actor: Any) -> None:
    with pytest.raises(Refused):
        take_in(actor, b"text", name="a.txt", reader=reader_of(text="text"), captured=Captured("text", "text/plain"))
    source = bring(TERM, text=TEXT)
    with pytest.raises(Refused):
        read_again(actor, source, reader_of(text=TEXT))


ARTICLE = " ".join(f"sentence {number} tells of what the committee heard on day {number}." for number in range(40))


def test_copies_of_an_article_are_one_story() -> None:
    one = bring(text=ARTICLE)
    two = bring(text=f"Home | News | Contact\n{ARTICLE}\nShare this page")
    three = bring(text=" ".join(f"Another report, part {number}, of a workshop." for number in range(40)))
    assert one.story == two.story
    assert three.story != one.story
    assert Story.objects.count() == 2


def test_reading_again_with_the_same_rules_changes_nothing() -> None:
    source = bring(TERM, JOINED, MET, text=TEXT)
    before = list(source.findings.values_list("pk", "state", "start"))
    assert again(source, TERM, JOINED, MET) == ReadAgain(kept=3, drafted=0, withdrawn=0)
    assert list(source.findings.values_list("pk", "state", "start")) == before
    assert Source.objects.get().reader == "2"


def test_better_rules_withdraw_undecided_drafts_and_draft_new_ones() -> None:
    source = bring(TERM, JOINED, text=TEXT)
    assert again(source, TERM, MET) == ReadAgain(kept=1, drafted=1, withdrawn=1)
    assert of(source, State.DRAFT) == ["term", "meeting"]
    assert of(source, State.WITHDRAWN) == ["membership"]
    assert again(source, TERM, JOINED, MET).kept == 3
    assert of(source, State.WITHDRAWN) == []
    assert source.findings.count() == 3


def test_an_accepted_finding_is_never_lost() -> None:
    source = bring(TERM, JOINED, text=TEXT)
    accept(ANALYST, source.findings.get(type="term"))
    before = tables()
    again(source)
    assert of(source, State.ACCEPTED) == ["term"]
    assert tables() == before


def test_a_rejected_finding_does_not_come_back() -> None:
    source = bring(TERM, MET, text=TEXT)
    reject(ANALYST, source.findings.get(type="meeting"))
    fewer: Told = ("meeting", {"kind": "meeting", "body": "gctf.coco"}, "committee met in Cairo")
    elsewhere: Told = ("meeting", MET[1], "Morocco joined")
    for told in (MET, fewer, elsewhere):
        again(source, TERM, told)
        assert of(source, State.DRAFT) == ["term"]
    assert of(source, State.REJECTED) == ["meeting"]


def test_what_says_more_than_the_rejected_finding_is_new() -> None:
    source = bring(MET, text=TEXT)
    reject(ANALYST, source.findings.get())
    again(source, ("meeting", MET[1] | {"when": "2019"}, MET[2]))
    assert of(source, State.DRAFT) == ["meeting"]


def test_a_corrected_finding_is_not_drafted_again_as_it_was_or_as_it_is() -> None:
    source = bring(TERM, text=TEXT)
    correct(ANALYST, source.findings.get(), TERM[1] | {"start": "2018"})
    again(source, TERM)
    again(source, ("term", TERM[1] | {"start": "2018"}, "Egypt has led the group"))
    assert source.findings.count() == 1


def test_an_undecided_twin_of_a_decided_finding_stays() -> None:
    twin: Told = (MET[0], MET[1], "Morocco joined")
    source = bring(MET, twin, text=TEXT)
    reject(ANALYST, source.findings.get(quote=MET[2]))
    again(source, MET, twin)
    assert of(source, State.DRAFT) == ["meeting"]


def test_a_withdrawn_finding_is_not_decided() -> None:
    source = bring(TERM, text=TEXT)
    finding = source.findings.get()
    again(source)
    for deed in (accept, reject):
        with pytest.raises(ValueError, match="no longer read"):
            deed(ANALYST, finding)


def test_undo_after_reading_again_gives_the_finding_back() -> None:
    source = bring(TERM, text=TEXT)
    before = tables()
    decision = accept(ANALYST, source.findings.get())
    again(source)
    assert undo(ANALYST, decision).state == State.DRAFT
    assert tables() == before


@pytest.mark.parametrize(("name", "most"), [("DAY_FILES", 1), ("DAY_MEGABYTES", 0)])
def test_one_person_brings_in_so_much_a_day_and_no_more(name: str, most: int, settings: Any) -> None:
    settings.DAY_FILES, settings.DAY_MEGABYTES = 1, 1
    first = take_in(ANALYST, TEXT.encode(), name="note.txt", reader=reader_of(TERM, text=TEXT))
    settings.DAY_FILES = 10
    setattr(settings, name, most)
    more = f"{TEXT} And more."
    with pytest.raises(CaptureRefused, match="within a day") as refused:
        take_in(ANALYST, more.encode(), name="more.txt", reader=reader_of(TERM, text=more))
    assert refused.value.code == "quota"
    again = take_in(ANALYST, TEXT.encode(), name="note.txt", reader=reader_of(TERM, text=TEXT))
    assert (again.source, again.new) == (first.source, False), "what is here already counts no more"
    settings.DAY_FILES, settings.DAY_MEGABYTES = 1, 1
    other = replace(ANALYST, key="user:987")
    assert take_in(other, more.encode(), name="more.txt", reader=reader_of(TERM, text=more)).new, "each has their own"
