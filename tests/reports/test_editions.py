"""An edition from its beginning to the day on which it is frozen: proposed, written in pairs, sourced, cleared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction

from muntada.access.actor import Actor, Role
from muntada.access.models import Audience
from muntada.evidence.actions.releases import NotFree, answer_release, ask_release
from muntada.evidence.models import Citation, Document, Passage
from muntada.followup.models import Institution, Measure
from muntada.forum.models import Meeting
from muntada.marking.tlp import TLP
from muntada.reports.actions import clearing, editions
from muntada.reports.actions import paragraphs as verbs
from muntada.reports.actions.refusals import NotPossible
from muntada.reports.models import Chapter, Edition, Footing, Paragraph, Revision
from muntada.reports.queries import editions as asked
from muntada.reports.queries.checking import digest_of, wants_of
from muntada.reports.queries.comparing import compared, edition_before
from muntada.reports.queries.proposals import proposals
from muntada.reports.showing import bring_sample_edition
from muntada.reports.still import FrozenForGood
from muntada.sources.actions.deciding import accept, undo
from muntada.sources.models import Finding, Source, Story
from muntada.trail.deed import Refused
from tests.cast import FOCAL_POINT, READER, SECRETARIAT
from tests.reports.yearly import a_year

VALIDATOR = Actor("user:8", "Mona, validator of Egypt", frozenset({Role.VALIDATOR}), party="EG")
MOROCCAN = Actor("user:9", "Youssef, focal point of Morocco", frozenset({Role.FOCAL_POINT}), party="MA")


@pytest.fixture
def edition(db: None) -> Edition:
    return editions.begin_edition(FOCAL_POINT, party=a_year(), year=2021)


@pytest.fixture
def full(edition: Edition) -> Edition:
    """An edition with all that the record proposes."""
    verbs.propose(FOCAL_POINT, edition)
    return edition


def of(edition: Edition, key: str) -> Paragraph:
    return Paragraph.objects.get(chapter__edition=edition, proposal__startswith=key)


def finished(edition: Edition) -> Edition:
    """Every chapter that holds nothing taken out, every paragraph cleared, given in."""
    for chapter in edition.chapters.filter(paragraphs=None):
        editions.remove_chapter(FOCAL_POINT, chapter)
    ministry = Institution.objects.get(pk="eg.moj")
    for one in Paragraph.objects.filter(chapter__edition=edition):
        one = clearing.assign(FOCAL_POINT, one, seen=one.version, institution=ministry)
        clearing.clear(VALIDATOR, one, seen=one.version)
    return editions.hand_in(FOCAL_POINT, edition)


def test_an_edition_begins_with_the_plan_and_a_title_in_each_language(edition: Edition) -> None:
    assert edition.title_ar == "التقرير الوطني لعام 2021: مصر"
    assert edition.title_en == "National report for 2021: Egypt"
    assert edition.chapters.count() == 10
    assert (edition.tlp, edition.originator) == ("TLP:AMBER", "EG")
    assert asked.edition(READER, edition.pk) is None


def test_there_is_one_edition_of_a_party_and_year(edition: Edition) -> None:
    with pytest.raises(NotPossible, match="already"):
        editions.begin_edition(FOCAL_POINT, party=edition.party, year=2021)


def test_the_forum_and_the_party_each_keep_their_own_and_find_it_first(edition: Edition) -> None:
    forum = editions.begin_edition(SECRETARIAT, party=edition.party, year=2021)
    assert asked.edition_of(SECRETARIAT, "EG", 2021) == forum
    assert asked.edition_of(FOCAL_POINT, "EG", 2021) == edition
    assert asked.edition_of(READER, "EG", 2021) == forum


def test_nobody_begins_or_writes_an_edition_for_another_party(edition: Edition) -> None:
    with pytest.raises(Refused):
        editions.begin_edition(READER, party=edition.party, year=2022)
    with pytest.raises(Refused):
        verbs.propose(MOROCCAN, edition)


def test_chapters_come_from_the_edition_before_and_are_added_moved_renamed_removed(edition: Edition) -> None:
    first = edition.chapters.get(order=1)
    editions.name_chapter(FOCAL_POINT, first, title_ar="الأساس", title_en="Ground")
    editions.add_chapter(FOCAL_POINT, edition, title_ar="ملاحق", title_en="Annexes")
    editions.move_chapter(FOCAL_POINT, edition.chapters.get(title_en="Annexes"), place=1)
    editions.remove_chapter(FOCAL_POINT, edition.chapters.get(topic="response"))
    later = editions.begin_edition(FOCAL_POINT, party=edition.party, year=2022, like=edition)
    titles = [one.title_en for one in later.chapters.order_by("order")]
    assert titles[:2] == ["Annexes", "Ground"]
    assert len(titles) == 10
    with pytest.raises(NotPossible):
        editions.add_chapter(FOCAL_POINT, edition, title_ar="بلا عنوان إنكليزي")


def test_a_chapter_that_holds_something_is_not_removed(full: Edition) -> None:
    with pytest.raises(NotPossible, match="holds paragraphs"):
        editions.remove_chapter(FOCAL_POINT, of(full, "forum.meeting").chapter)


def test_what_is_proposed_is_said_in_both_languages_and_every_sentence_has_its_source(full: Edition) -> None:
    meeting = of(full, "forum.meeting")
    assert (
        meeting.text_ar
        == "عُقدت ورشة عمل للجنة التنسيقية في 4 مارس 2021 في القاهرة، برئاسة مصر. وكان موضوعها «أمن الحدود»."
    )
    assert meeting.text_en.startswith("A workshop of the Coordinating Committee was held on 4 March 2021 in Cairo")
    assert meeting.footings.filter(sentence=1).get().passage is not None
    term = of(full, "forum.term")
    assert term.text_ar == "تولّت مصر الرئاسة المشتركة للجنة التنسيقية طوال عام 2021، بالاشتراك مع كندا."
    work = of(full, "library.work")
    assert work.text_ar == "اعتُمد في 17 ديسمبر 2021 القرار S/RES/9999 (2021) «الجزاءات» الصادر عن المنتدى العالمي."
    assert work.text_en == "The Global Forum adopted resolution S/RES/9999 (2021), “Sanctions”, on 17 December 2021."
    assert work.chapter.topic == "pursuit"
    checked = wants_of(full)
    assert all(one.nothing for one in checked.paragraphs.values())
    assert not checked.gone


def test_a_measure_is_proposed_with_its_evidence_and_the_passage_behind_it(full: Edition) -> None:
    measure = of(full, "followup.measure")
    assert measure.text_ar.startswith(
        "أُنجز التدبير «قانون التعاون القضائي» (قانون، المرجع EG/2021/1) في يونيو 2021. والجهة المسؤولة عنه وزارة العدل."
    )
    shown = measure.footings.get(record_type="followup.evidence")
    assert shown.passage == Passage.objects.get()
    assert shown.sentence == 4
    commitment = of(full, "followup.commitment")
    assert commitment.text_ar.startswith("أيّدت مصر ما ورد في")
    assert commitment.text_ar.endswith("وتُسند قيادة التنفيذ إلى وزارة العدل.")


def test_charts_and_tables_come_with_their_data_in_each_language(full: Edition) -> None:
    charts = Paragraph.objects.filter(chapter__edition=full, kind="chart")
    assert charts.count() >= 5
    months = of(full, "chart:meetings_month")
    assert months.data["ar"]["rows"][2] == ["مارس", 1]
    assert months.data["en"]["rows"][2] == ["March", 1]
    assert months.footings.get().sentence == 0
    measures = of(full, "chart:measures")
    assert measures.data["en"]["rows"] == [["law", 1]]


def test_nothing_is_proposed_twice_not_even_what_was_removed(full: Edition) -> None:
    meeting = of(full, "forum.meeting")
    verbs.remove_paragraph(FOCAL_POINT, meeting, seen=meeting.version)
    before = Paragraph.objects.count()
    assert proposals(FOCAL_POINT, full) == []
    assert verbs.propose(FOCAL_POINT, full) == []
    assert Paragraph.objects.count() == before
    assert [one.of for one in asked.removed(full)] == [meeting.pk]


def test_only_the_proposals_that_are_chosen_are_taken(edition: Edition) -> None:
    key = next(one.key for one in proposals(FOCAL_POINT, edition) if one.key.startswith("forum.term"))
    assert [one.proposal for one in verbs.propose(FOCAL_POINT, edition, [key])] == [key]


def test_what_is_for_fewer_than_the_edition_is_never_proposed(edition: Edition) -> None:
    Measure.objects.update(tlp="TLP:AMBER+STRICT")
    Meeting.objects.update(tlp="TLP:AMBER", originator="MA")
    keys = {one.key.partition(":")[0] for one in proposals(FOCAL_POINT, edition)}
    assert not keys & {"followup.measure", "forum.meeting"}
    Edition.objects.filter(pk=edition.pk).update(tlp="TLP:CLEAR")
    edition.refresh_from_db()
    keys = {one.key.partition(":")[0] for one in proposals(FOCAL_POINT, edition)}
    assert not keys & {"followup.commitment", "institutions"}
    assert "library.work" in keys


def test_a_pair_changed_on_one_side_is_out_of_date_until_the_other_follows(full: Edition) -> None:
    one = of(full, "forum.term")
    one = verbs.write_paragraph(
        FOCAL_POINT, one, seen=1, texts={"ar": "تولّت مصر الرئاسة المشتركة للجنة التنسيقية عام 2021."}
    )
    assert wants_of(full).paragraphs[one.pk].behind == ("en",)
    one = verbs.write_paragraph(FOCAL_POINT, one, seen=2, texts={"en": "Egypt was co-chair of the committee in 2021."})
    assert wants_of(full).paragraphs[one.pk].nothing
    one = verbs.write_paragraph(FOCAL_POINT, one, seen=3, texts={"en": "Egypt was its co-chair in 2021."})
    assert wants_of(full).paragraphs[one.pk].behind == ("ar",)
    one = verbs.write_paragraph(FOCAL_POINT, one, seen=4, texts={}, agree=True)
    assert wants_of(full).paragraphs[one.pk].nothing
    assert [each.did for each in asked.history(full, one.pk)] == ["paired", "written", "written", "written", "proposed"]


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(full: Edition) -> None:
    one = of(full, "forum.term")
    verbs.write_paragraph(FOCAL_POINT, one, seen=1, texts={"en": "Egypt was co-chair throughout the year."})
    with pytest.raises(NotPossible) as refused:
        verbs.write_paragraph(FOCAL_POINT, one, seen=1, texts={"en": "Something else."})
    assert refused.value.code == "stale"
    one.refresh_from_db()
    assert one.text_en == "Egypt was co-chair throughout the year."
    assert Revision.objects.filter(of=one.pk, version=1).get().text_en.startswith("Egypt served as co-chair")


def test_a_new_sentence_has_no_source_and_those_after_it_keep_theirs(full: Edition) -> None:
    one = of(full, "forum.meeting")
    first, second = "عُقدت ورشة عمل للجنة التنسيقية في 4 مارس 2021 في القاهرة، برئاسة مصر.", "وكان موضوعها «أمن الحدود»."
    one = verbs.write_paragraph(FOCAL_POINT, one, seen=1, texts={"ar": f"{first} وهذه جملة بلا مصدر. {second}"})
    assert wants_of(full).paragraphs[one.pk].unsourced["ar"] == (2,)
    assert sorted(one.footings.values_list("sentence", flat=True)) == [1, 3]
    key = str(Meeting.objects.get().pk)
    one = verbs.rest_on(FOCAL_POINT, one, seen=2, record_type="forum.meeting", record_key=key, sentence=2)
    assert not wants_of(full).paragraphs[one.pk].unsourced.get("ar")
    one = verbs.rest_no_more(FOCAL_POINT, one, one.footings.get(sentence=2), seen=3)
    assert wants_of(full).paragraphs[one.pk].unsourced["ar"] == (2,)


def test_a_sentence_rests_on_nothing_that_the_edition_s_readers_may_not_see(full: Edition) -> None:
    one = of(full, "forum.meeting")
    hidden = Meeting.objects.create(kind="meeting", when="2021", tlp="TLP:AMBER", originator="MA")
    with pytest.raises(NotPossible, match="no such source"):
        verbs.rest_on(FOCAL_POINT, one, seen=1, record_type="forum.meeting", record_key=str(hidden.pk), sentence=1)
    with pytest.raises(NotPossible, match="no such sentence"):
        verbs.rest_on(FOCAL_POINT, one, seen=1, passage=Passage.objects.get().pk, sentence=9)
    one = verbs.rest_on(FOCAL_POINT, one, seen=1, passage=Passage.objects.get().pk, sentence=2)
    assert one.footings.filter(record_type="evidence.passage", sentence=2).exists()


def test_a_paragraph_is_divided_and_joined_again_with_its_sources(full: Edition) -> None:
    one = of(full, "forum.meeting")
    before = (one.text_ar, one.text_en)
    rests = sorted(one.footings.values_list("record_type", "sentence"))
    first, second = verbs.split_paragraph(FOCAL_POINT, one, seen=1, after=1)
    assert second.text_ar == "وكان موضوعها «أمن الحدود»."
    assert sorted(second.footings.values_list("record_type", "sentence")) == [("forum.meeting", 1)]
    assert all(each.nothing for each in wants_of(full).paragraphs.values())
    joined = verbs.join_paragraphs(FOCAL_POINT, first, seen=2)
    assert (joined.text_ar, joined.text_en) == before
    assert sorted(joined.footings.values_list("record_type", "sentence")) == rests
    assert all(each.nothing for each in wants_of(full).paragraphs.values())
    with pytest.raises(NotPossible):
        verbs.split_paragraph(FOCAL_POINT, joined, seen=joined.version, after=2)


def test_a_paragraph_goes_to_another_chapter_and_place(full: Edition) -> None:
    one = of(full, "forum.meeting")
    goal = full.chapters.get(topic="cooperation")
    verbs.move_paragraph(FOCAL_POINT, one, seen=1, chapter=goal, place=1)
    assert goal.paragraphs.order_by("order").first() == one
    assert [each.order for each in goal.paragraphs.order_by("order")] == [*range(1, goal.paragraphs.count() + 1)]


def test_an_institution_clears_or_sends_back_and_a_change_takes_the_clearance_away(full: Edition) -> None:
    one = of(full, "forum.term")
    with pytest.raises(NotPossible, match="assign"):
        clearing.clear(VALIDATOR, one, seen=1)
    one = clearing.assign(FOCAL_POINT, one, seen=1, institution=Institution.objects.get())
    with pytest.raises(Refused):
        clearing.clear(FOCAL_POINT, one, seen=1)
    one = clearing.send_back(VALIDATOR, one, seen=1, words="يرجى ذكر تاريخ البداية.")
    assert one.note == "يرجى ذكر تاريخ البداية."
    one = clearing.clear(VALIDATOR, one, seen=1)
    assert (one.state, one.cleared_by, one.note) == ("cleared", "user:8", "")
    one = verbs.write_paragraph(FOCAL_POINT, one, seen=1, texts={"ar": "تولّت مصر الرئاسة المشتركة للجنة التنسيقية."})
    assert (one.state, one.cleared_by) == ("written", "")
    with pytest.raises(NotPossible, match="lacks"):
        clearing.clear(VALIDATOR, one, seen=2)


def test_an_edition_is_frozen_by_a_second_person_once_everything_is_cleared(full: Edition) -> None:
    with pytest.raises(NotPossible, match="given in"):
        editions.freeze(VALIDATOR, full)
    editions.hand_in(FOCAL_POINT, full)
    with pytest.raises(NotPossible, match="sourced, paired and cleared"):
        editions.freeze(VALIDATOR, full)
    editions.take_back(FOCAL_POINT, full)
    finished(full)
    own = replace(VALIDATOR, key="user:4")
    with pytest.raises(Refused, match="another one freezes"):
        editions.freeze(own, full)
    frozen = editions.freeze(VALIDATOR, full)
    assert frozen.sha256 == digest_of(frozen)
    assert frozen.frozen_by == "user:8"
    assert editions.publish(VALIDATOR, frozen).state == "published"


def test_a_frozen_edition_never_changes_whatever_door_is_used(full: Edition) -> None:
    one = of(full, "forum.term")
    frozen = editions.freeze(VALIDATOR, finished(full))
    before = digest_of(frozen)
    one.refresh_from_db()
    ways: list[Callable[[], object]] = [
        lambda: verbs.write_paragraph(FOCAL_POINT, one, seen=one.version, texts={"ar": "كلام آخر."}),
        lambda: clearing.send_back(VALIDATOR, one, seen=one.version, words="لا"),
        lambda: editions.add_chapter(FOCAL_POINT, frozen, title_ar="فصل", title_en="Chapter"),
    ]
    for way in ways:
        with pytest.raises(NotPossible, match="never change"):
            way()
    under: list[Callable[[], object]] = [
        lambda: Paragraph.objects.filter(pk=one.pk).update(text_ar="آخر"),
        lambda: Paragraph.objects.filter(pk=one.pk).delete(),
        lambda: one.save(),
        lambda: one.delete(),
        lambda: Footing.objects.all().delete(),
        lambda: Footing.objects.create(paragraph=one, record_type="forum.meeting", record_key="1", sentence=1),
        lambda: Chapter.objects.bulk_create([Chapter(edition=frozen, order=99, title_ar="فصل")]),
        lambda: Chapter.objects.filter(edition=frozen).update(title_ar="آخر"),
        lambda: Edition.objects.filter(pk=frozen.pk).update(sha256="0" * 64),
        lambda: Edition.objects.filter(pk=frozen.pk).update(state="drafting"),
        lambda: Edition.objects.bulk_update([_set_back(frozen)], ["state"]),
        lambda: Paragraph.objects.bulk_update([one], ["text_ar"]),
        lambda: Edition.objects.filter(pk=frozen.pk).delete(),
        lambda: frozen.delete(),
        lambda: _again(frozen, title_ar="عنوان آخر"),
        lambda: _again(frozen, state="drafting", sha256=""),
    ]
    for deed in under:
        with pytest.raises(FrozenForGood), transaction.atomic():
            deed()
    assert digest_of(Edition.objects.get()) == before


def _again(edition: Edition, **values: str) -> None:
    now = Edition.objects.get(pk=edition.pk)
    for name, value in values.items():
        setattr(now, name, value)
    now.save()


def _set_back(edition: Edition) -> Edition:
    held = Edition.objects.get(pk=edition.pk)
    held.state = "drafting"
    return held


def test_a_second_edition_is_frozen_beside_the_first(full: Edition) -> None:
    editions.freeze(VALIDATOR, finished(full))
    later = editions.begin_edition(FOCAL_POINT, party=full.party, year=2022)
    verbs.propose(FOCAL_POINT, later)
    assert Footing.objects.filter(paragraph__chapter__edition=later).exists()
    assert editions.freeze(VALIDATOR, finished(later)).state == "frozen"


def test_a_frozen_edition_may_still_be_handled_otherwise(full: Edition) -> None:
    frozen = editions.freeze(VALIDATOR, finished(full))
    Edition.objects.filter(pk=frozen.pk).update(tlp="TLP:CLEAR")
    assert asked.edition(READER, frozen.pk) is not None


def test_an_edition_is_released_no_further_than_what_others_shared_of_its_sources(edition: Edition) -> None:
    shared = Document.objects.create(
        sha256="d" * 64, name="note.txt", media_type="text/plain", size=7, text="Between", language="en",
        title="Between us", captured_by="user:1", tlp="TLP:AMBER", originator="MA", audience=Audience.of(["EG"]),
    )  # fmt: skip
    passage = Passage.objects.create(document=shared, start=0, end=7, quote="Between")
    chapter = edition.chapters.get(order=1)
    one = verbs.add_paragraph(FOCAL_POINT, chapter, texts={"ar": "جملة.", "en": "A sentence."})
    one = verbs.rest_on(FOCAL_POINT, one, seen=one.version, passage=passage.pk, sentence=1)
    asked_for = ask_release(FOCAL_POINT, edition, why="It is to go out.", to_label=TLP.CLEAR)
    with pytest.raises(NotFree):
        answer_release(VALIDATOR, asked_for, yes=True, reason="It is our report.")
    assert Edition.objects.get().tlp == "TLP:AMBER"
    verbs.rest_no_more(FOCAL_POINT, one, one.footings.get(), seen=one.version)
    answer_release(VALIDATOR, asked_for, yes=True, reason="It is our report.")
    assert Edition.objects.get().tlp == "TLP:CLEAR"


def test_what_a_paragraph_rested_on_and_is_gone_stops_freezing(full: Edition) -> None:
    finished(full)
    Footing.objects.filter(record_type="forum.meeting", sentence=1).update(record_key="987654")
    assert wants_of(full).gone
    with pytest.raises(NotPossible, match="Not every paragraph"):
        editions.freeze(VALIDATOR, full)


def test_what_changed_since_last_year_is_shown_paragraph_by_paragraph(full: Edition) -> None:
    later = editions.begin_edition(FOCAL_POINT, party=full.party, year=2022, like=full)
    term = of(full, "forum.term")
    verbs.propose(FOCAL_POINT, later)
    verbs.add_paragraph(
        FOCAL_POINT, later.chapters.get(topic="rights"), texts={"ar": "فقرة جديدة.", "en": "A new one."}
    )
    assert edition_before(FOCAL_POINT, later) == full
    assert edition_before(READER, later) is None
    lines = {one.chapter.topic: one.paragraphs for one in compared(later, full, "ar")}
    again = next(one for one in lines["cooperation"] if one.before == term)
    assert again.kind == "changed"
    assert "".join(piece.text for piece in again.pieces if piece.kind != "new") == term.text_ar
    assert [piece.text for piece in again.pieces if piece.kind == "gone"] == ["2021"]
    assert [one.kind for one in lines["rights"]] == ["new"]
    assert any(one.kind == "gone" for one in lines["pursuit"])


def test_a_finding_is_taken_back_while_an_edition_rests_on_its_passage(full: Edition) -> None:
    passage = Passage.objects.get()
    source = Source.objects.create(document=passage.document, story=Story.objects.create(), reader="1")
    attrs = {"kind": "session", "body": "gctf.coco", "when": "2021-05"}
    found = Finding.objects.create(
        source=source, type="meeting", attrs=attrs, start=passage.start, end=passage.end, quote=passage.quote,
        rule="example", confidence=0.9, reader="1",
    )  # fmt: skip
    decision = accept(SECRETARIAT, found)
    Citation.objects.exclude(finding=found.pk).delete()
    undo(SECRETARIAT, decision)
    assert Passage.objects.get() == passage


def test_the_forum_s_own_edition_is_kept_by_its_secretariat(db: None) -> None:
    made = editions.begin_edition(SECRETARIAT, party=a_year(), year=2021, languages=["ar", "en", "fr"])
    assert made.originator == "muntada"
    verbs.propose(SECRETARIAT, made)
    assert "followup.measure" not in {one.proposal.partition(":")[0] for one in Paragraph.objects.all()}
    with pytest.raises(Refused):
        verbs.propose(FOCAL_POINT, made)


def test_the_sample_edition_is_brought_in_once_and_shows_what_the_pages_can(db: None) -> None:
    a_year()
    Measure.objects.update(tlp="TLP:CLEAR", originator="muntada")
    Institution.objects.update(tlp="TLP:CLEAR", originator="muntada")
    for number in (2, 3):
        Measure.objects.create(
            reference=f"EG/2021/{number}", party_id="EG", kind="training", title_ar="دورة", title_en="Course",
            status="in_progress", start="2020",
        )  # fmt: skip
    assert bring_sample_edition(SECRETARIAT, party="EG", year=2021) > 10
    assert bring_sample_edition(SECRETARIAT, party="EG", year=2021) == 0
    made = Edition.objects.get(year=2021)
    found = Paragraph.objects.filter(chapter__edition=made)
    assert found.filter(state="cleared").count() == 1
    assert found.exclude(note="").count() == 1
    checked = wants_of(made)
    assert sum(bool(one.behind) for one in checked.paragraphs.values()) == 1
    assert sum(bool(one.unsourced) for one in checked.paragraphs.values()) == 1
    assert edition_before(SECRETARIAT, made) is not None
