"""What texts cite and how they bear on each other."""

from __future__ import annotations

import pytest

from muntada.access.actor import CLERK, LOADER, Actor, Role
from muntada.evidence.values import ValueRefused
from muntada.forum.imports import load_facts
from muntada.library.actions import relating as verbs
from muntada.library.bearing import bearing
from muntada.library.models import Citation, ClauseText, Expression, Relation, Symbol, Title, Work
from muntada.library.naming import work_symbols
from muntada.library.queries import relating as queries
from muntada.trail.deed import Refused
from tests.library.readable import a_text

NADIA = Actor("user:1", "Nadia", frozenset({Role.SECRETARIAT, Role.PERSON}))
READER = Actor("user:2", "Hind", frozenset({Role.READER, Role.PERSON}))
VISITOR = Actor("visitor", "", frozenset({Role.VISITOR}))


@pytest.mark.parametrize(
    ("text", "opening", "predicate"),
    [
        ("Recalling its resolution 1373 (2001)", "recalling", "recalls"),
        ("وإذ يشير إلى القرار 1373 (2001)", "", "recalls"),
        ("Rappelant sa résolution 1373 (2001)", "", "recalls"),
        ("Acting pursuant to resolution 1373 (2001)", "", "implements"),
        ("تنفيذا للقرار 1373 (2001)", "", "implements"),
        ("en application de la résolution 1373 (2001)", "", "implements"),
        ("This text supersedes resolution 1373 (2001)", "", "supersedes"),
        ("يحل محل القرار 1373 (2001)", "", "supersedes"),
        ("amends resolution 1373 (2001)", "", "amends"),
        ("يعدل القرار 1373 (2001)", "", "amends"),
        ("building on resolution 1373 (2001)", "", "elaborates"),
        ("contrary to resolution 1373 (2001)", "", "contradicts"),
        ("Reiterating resolution 1373 (2001)", "", "repeats"),
        ("The list under resolution 1373 (2001)", "decides", ""),
    ],
)
def test_the_words_before_a_citation_say_what_it_does(text: str, opening: str, predicate: str) -> None:
    at = next(place for place, letter in enumerate(text) if letter.isdigit())
    assert bearing(text, at, opening) == predicate


def words(version: Expression, wid: str, text: str) -> None:
    ClauseText.objects.filter(expression=version, clause__wid=wid).update(text=text)


@pytest.fixture
def work() -> Work:
    one = a_text()
    other = Work.objects.create(key="sc1373", kind="security_council_resolution", symbol="S/RES/1373 (2001)")
    Symbol.objects.create(work=other, text="S/RES/1373 (2001)")
    english = Expression.objects.get(work=one, language="en")
    words(english, "recitals_1__rec_1", "Recalling resolutions 1373 (2001), 2178 (2014), 1540 (2004) and 1267 (2003),")
    words(
        english, "sec_1__para_1", "Decides, in implementation of paragraph 2 (b) of that resolution, to keep records;"
    )
    return one


def english(work: Work) -> Expression:
    return Expression.objects.get(work=work, language="en")


@pytest.mark.django_db
def test_citations_are_noted_with_their_standing(work: Work) -> None:
    assert verbs.note_citations(CLERK, english(work)) == 5
    found = {(one.symbol, one.standing, one.work_id) for one in Citation.objects.filter(text__expression=english(work))}
    assert ("S/RES/1373 (2001)", "known", "sc1373") in found
    assert ("S/RES/1540 (2004)", "possible", None) in found
    assert ("S/RES/1267 (2003)", "impossible", None) in found
    for one in Citation.objects.filter(text__expression=english(work)):
        assert one.text.text[one.start : one.end] == one.quote
    that = Citation.objects.get(text__clause__wid="sec_1__para_1", text__expression=english(work))
    assert (that.symbol, that.provision) == ("S/RES/1267 (2003)", "para_2__point_b")
    assert verbs.note_citations(CLERK, english(work)) == 5
    words(english(work), "recitals_1__rec_1", "Recalling nothing,")
    words(english(work), "sec_1__para_1", "Decides to keep records;")
    assert verbs.note_citations(CLERK, english(work)) == 0
    with pytest.raises(Refused):
        verbs.note_citations(READER, english(work))


@pytest.mark.django_db
def test_what_follows_is_proposed_and_a_person_decides(work: Work) -> None:
    verbs.note_citations(CLERK, english(work))
    held = Relation.objects.get(subject_work=work, object_work="sc1373")
    assert (held.predicate, held.standing, held.subject_clause.wid) == ("recalls", "proposed", "recitals_1__rec_1")  # type: ignore[union-attr]
    assert [one.relation for one in queries.bearings(NADIA, work).proposed if one.other.pk == "sc1373"] == [held]
    assert queries.bearings(READER, work).proposed == ()
    assert "sc1373" not in {one.other.pk for those in queries.bearings(READER, work).of.values() for one in those}

    verbs.confirm_relation(NADIA, held, predicate="repeats")
    assert [one.other.pk for one in queries.bearings(READER, work).of["repeats"]] == ["sc1373"]
    older = Work.objects.get(key="sc1373")
    assert [one.other.pk for one in queries.bearings(READER, older).to["repeats"]] == [work.pk]
    assert list(queries.cited_by(READER, older)) == [work]

    verbs.remove_relation(NADIA, held)
    verbs.note_citations(CLERK, english(work))
    assert Relation.objects.get(pk=held.pk).standing == "removed"
    assert Relation.objects.filter(subject_work=work, object_work="sc1373").count() == 1
    with pytest.raises(ValueRefused):
        verbs.confirm_relation(NADIA, held, predicate="dislikes")
    with pytest.raises(Refused):
        verbs.remove_relation(READER, held)


@pytest.mark.django_db
def test_what_is_said_no_more_is_proposed_no_more(work: Work) -> None:
    verbs.note_citations(CLERK, english(work))
    words(english(work), "recitals_1__rec_1", "Recalling nothing,")
    verbs.note_citations(CLERK, english(work))
    assert not Relation.objects.filter(subject_work=work, object_work="sc1373").exists()


@pytest.mark.django_db
def test_a_person_relates_works_and_clauses(work: Work) -> None:
    held = verbs.relate(NADIA, work, predicate="implements", other="s/res/1373(2001)", clause="sec_1__para_1")
    assert (held.object_work_id, held.standing) == ("sc1373", "confirmed")
    assert verbs.relate(NADIA, work, predicate="implements", other="sc1373", clause="sec_1__para_1") == held
    for wrong in ({"predicate": "likes"}, {"other": "nothing"}, {"other": work.pk}, {"clause": "para_99"}):
        with pytest.raises(ValueRefused):
            verbs.relate(NADIA, work, **{"predicate": "implements", "other": "sc1373", **wrong})


@pytest.mark.django_db
def test_works_that_are_for_few_are_not_named_by_what_is_for_all(work: Work) -> None:
    hidden = Work.objects.create(key="hidden", kind="memorandum", tlp="TLP:AMBER", originator="EG")
    Title.objects.create(work=hidden, language="en", text="Secret Harbour Memorandum", preferred=True)
    shown = Work.objects.create(key="shown", kind="memorandum")
    Title.objects.create(work=shown, language="en", text="Open Harbour Memorandum", preferred=True)
    words(english(work), "sec_1__para_1", "Recalls the Secret Harbour Memorandum and the Open Harbour Memorandum.")
    verbs.note_citations(CLERK, english(work))
    cited = set(Citation.objects.filter(text__clause__wid="sec_1__para_1").values_list("symbol", flat=True))
    assert "shown" in cited
    assert "hidden" not in cited

    Work.objects.filter(pk="sc1373").update(tlp="TLP:AMBER", originator="EG")
    assert "sc1373" not in {one.work.pk for one in queries.named_by(VISITOR, work) if one.work}


@pytest.mark.django_db
def test_several_forms_of_a_symbol_lead_to_one_work() -> None:
    load_facts(LOADER)
    load_facts(LOADER)
    assert Symbol.objects.count() == len(work_symbols())
    for text in ("A/RES/54/109", "a/res/54/109", "A / RES / ٥٤ / ١٠٩", "A/RES/54/109/Corr.1"):
        assert [one.work.pk for one in queries.look_up(VISITOR, text) if one.work] == ["financing1999"]
    (wrong,) = queries.look_up(VISITOR, "S/RES/1373 (2002)")
    assert wrong.doubt is not None
    assert (wrong.doubt.code, wrong.doubt.bound) == ("number_of_other_year", "2001")
