"""The reading room's shelves and the page of one source."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muntada.forum.models import Term
from muntada.marking.tlp import TLP
from muntada.sources.actions.deciding import accept, reject
from muntada.sources.models import Finding
from muntada.sources.queries import cut, finding_of, open_source, shelf
from tests.cast import ANALYST, FOCAL_POINT, READER
from tests.sources.desk import bring
from tests.sources.examples import EXAMPLES, TOLD

ARTICLE = " ".join(f"On day {number} the committee heard speaker {number}." for number in range(40))


@pytest.mark.usefixtures("desk")
def test_a_shelf_counts_what_was_drafted_accepted_and_rejected() -> None:
    source = bring(*[told for told in TOLD if told[0] in {"term", "post", "meeting"}])
    accept(ANALYST, source.findings.get(type="term"))
    reject(ANALYST, source.findings.get(type="post"))
    (listed,) = shelf(ANALYST)
    assert (listed.drafts, listed.accepted, listed.rejected, listed.copies) == (1, 1, 1, 0)


@pytest.mark.usefixtures("desk")
def test_a_shelf_is_narrowed_by_words_language_and_state() -> None:
    one = bring(("term", *EXAMPLES["term"]))
    two = bring(text=ARTICLE)
    assert list(shelf(ANALYST)) == [two, one]
    assert list(shelf(ANALYST, text="SPEAKER 7")) == [two]
    assert list(shelf(ANALYST, text="مجموعة")) == [one]
    assert list(shelf(ANALYST, language="fr")) == []
    assert list(shelf(ANALYST, state="draft")) == [one]
    assert list(shelf(ANALYST, state="none")) == [two]


@pytest.mark.usefixtures("desk")
def test_nobody_hears_of_a_source_above_their_label() -> None:
    seen = bring(text=ARTICLE)
    hidden = bring(text=f"A copy elsewhere: {ARTICLE}", tlp=TLP.AMBER)
    (listed,) = shelf(READER)
    assert (listed, listed.copies) == (seen, 0)
    assert [source.copies for source in shelf(ANALYST)] == [1, 1]
    assert open_source(READER, hidden.pk) is None
    opened = open_source(FOCAL_POINT, seen.pk)
    assert opened is not None
    assert opened.copies == ()
    assert list(shelf(None)) == []


@pytest.mark.usefixtures("desk")
def test_a_source_opens_with_findings_in_order_and_their_records() -> None:
    source = bring(*[told for told in TOLD if told[0] in {"term", "meeting"}])
    accept(ANALYST, source.findings.get(type="term"))
    opened = open_source(READER, source.pk)
    assert opened is not None
    assert [(one.finding.type, one.finding.state) for one in opened.findings] == [
        ("meeting", "draft"),
        ("term", "accepted"),
    ]
    assert opened.findings[1].record in list(Term.objects.all())
    assert opened.findings[1].decision is not None
    assert "".join(source.document.text[piece.start : piece.end] for piece in opened.segments) == source.document.text
    finding = Finding.objects.get(type="term")
    assert finding_of(READER, finding.pk) == finding
    assert finding_of(None, finding.pk) is None


@given(st.data())
def test_segments_cover_the_text_once_and_know_every_finding_over_them(data: st.DataObject) -> None:
    length = data.draw(st.integers(1, 40))
    points = st.integers(0, length)
    pairs = data.draw(st.lists(st.tuples(points, points).filter(lambda pair: pair[0] < pair[1]), max_size=6))
    spans = [(start, end, number) for number, (start, end) in enumerate(pairs)]
    segments = cut(length, spans)
    assert segments[0].start == 0
    assert segments[-1].end == length
    assert all(one.end == other.start for one, other in pairwise(segments))
    for at in range(length):
        (over,) = [segment for segment in segments if segment.start <= at < segment.end]
        assert set(over.findings) == {pk for start, end, pk in spans if start <= at < end}
