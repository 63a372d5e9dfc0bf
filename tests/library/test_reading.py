"""Notes, collections and what one follows: one's own until they are shared, and never more than a reader may see."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from muntada.access.actor import CLERK, Actor, Role
from muntada.access.models import Audience
from muntada.evidence.actions.given import Given, HandlingRefused
from muntada.evidence.values import ValueRefused
from muntada.library.actions import reading as verbs
from muntada.library.models import Clause, ClauseText, Collection, Expression, Note, NoteRevision, Relation, Work
from muntada.library.queries import reading as queries
from muntada.library.queries.clause_names import clause_names
from muntada.marking.tlp import TLP
from muntada.people.models import User
from muntada.search import queries as search
from muntada.search.entries import Entry as Found
from muntada.search.indexing import keep_up
from muntada.search.queries import Result, Version
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.library.readable import a_text

pytestmark = pytest.mark.django_db


def reader(name: str, role: Role = Role.READER, **more: Any) -> Actor:
    user = User.objects.create(email=f"{name}@example.org", name=name)
    return Actor(f"user:{user.pk}", name, frozenset({role, Role.PERSON}), **more)


@pytest.fixture
def work() -> Work:
    return a_text()


def clause(of: Work, wid: str = "sec_1__para_1") -> Clause:
    return Clause.objects.get(work=of, wid=wid)


def test_a_note_is_read_by_nobody_but_its_writer(work: Work) -> None:
    hind, luay = reader("Hind"), reader("Luay", Role.SECRETARIAT)
    made = verbs.write_note(hind, work, clause(work), text=" سبعون يوماً أم تسعون؟ ")
    assert made.text == "سبعون يوماً أم تسعون؟"
    assert list(queries.own_notes(hind)) == [made]
    assert not queries.own_notes(luay).exists()
    assert queries.note(luay, made.pk) is None
    assert not queries.shared_notes(luay).exists()
    for verb in (lambda: verbs.change_note(luay, made, text="x"), lambda: verbs.delete(luay, made)):
        with pytest.raises(Refused):
            verb()


def test_a_note_that_is_changed_keeps_what_it_said(work: Work) -> None:
    hind = reader("Hind")
    made = verbs.write_note(hind, work, text="First.")
    verbs.change_note(hind, made, text="Second.")
    verbs.change_note(hind, made, text="Second.")
    assert [one.text for one in queries.revisions(hind, made)] == ["First."]
    assert not queries.revisions(reader("Luay"), made).exists()
    with pytest.raises(ValueRefused):
        verbs.change_note(hind, made, text="  ")
    verbs.delete(hind, made)
    assert not Note.objects.exists()
    assert not NoteRevision.objects.exists()
    assert Entry.objects.latest("pk").operation == "erase"


def test_a_note_is_shared_with_whom_it_is_said_and_taken_back(work: Work) -> None:
    hind, luay, stranger = reader("Hind"), reader("Luay"), reader("Stranger")
    made = verbs.write_note(hind, work, clause(work), text="For Luay.")
    verbs.share(hind, made, Given(audience=(luay.key,)))
    assert made.sharing.tlp == TLP.RED
    line = Entry.objects.filter(permission="reading.share").latest("pk")
    assert line.operation == "disclose"
    assert luay.key in line.recipient
    assert [one.note for one in queries.shared_notes(luay)] == [made]
    assert not queries.shared_notes(hind).exists(), "one's own is not shared with oneself"
    assert not queries.shared_notes(stranger).exists()
    assert queries.notes_on(luay, work, clause(work)) == ([], [made.sharing])
    verbs.unshare(hind, made)
    assert not queries.shared_notes(luay).exists()


def test_what_is_shared_under_green_is_for_members_and_says_where_it_may_not_be_seen(work: Work) -> None:
    hind, luay = reader("Hind"), reader("Luay")
    hidden = a_text("hidden", tlp="TLP:AMBER", originator="EG", audience=Audience.of([hind.key]))
    on_open = verbs.write_note(hind, work, text="Open.")
    on_hidden = verbs.write_note(hind, hidden, text="Hidden.")
    verbs.share(hind, on_open, Given(tlp=TLP.GREEN))
    with pytest.raises(HandlingRefused):
        verbs.share(hind, on_hidden, Given(tlp=TLP.GREEN))
    verbs.share(hind, on_hidden, Given(tlp=TLP.RED, audience=(luay.key,)))
    assert [one.note for one in queries.shared_notes(luay)] == [on_open], "of a text that one may not see no note"
    with pytest.raises(HandlingRefused):
        verbs.share(hind, on_open, Given())


def test_a_note_on_a_clause_whose_words_one_may_not_see_is_not_seen(work: Work) -> None:
    hind, luay = reader("Hind"), reader("Luay")
    made = verbs.write_note(hind, work, clause(work), text="On a clause.")
    verbs.share(hind, made, Given(tlp=TLP.GREEN))
    assert queries.shared_notes(luay).exists()
    Expression.objects.filter(work=work).update(tlp="TLP:AMBER", originator="EG")
    assert not queries.shared_notes(luay).exists()


def test_a_collection_keeps_its_order_and_shows_each_reader_what_they_may_see(work: Work) -> None:
    hind, luay = reader("Hind"), reader("Luay")
    hidden = a_text("hidden", tlp="TLP:AMBER", originator="EG", audience=Audience.of([hind.key]))
    shelf = verbs.make_collection(hind, name="  On   records ", about="For the review.")
    assert shelf.name == "On records"
    with pytest.raises(ValueRefused):
        verbs.make_collection(hind, name="On records")
    one = verbs.collect(hind, shelf, work)
    two = verbs.collect(hind, shelf, hidden)
    three = verbs.collect(hind, shelf, work, clause(work), remark="The days.")
    assert verbs.collect(hind, shelf, work).pk == one.pk, "what is in it is not put in twice"
    verbs.move(hind, three, -1)
    verbs.move(hind, one, -1)
    assert [item.pk for item in queries.items(hind, shelf)] == [one.pk, three.pk, two.pk]
    assert queries.collection(luay, shelf.pk) is None
    verbs.share(hind, shelf, Given(tlp=TLP.GREEN))
    assert queries.collection(luay, shelf.pk) == shelf
    assert [item.pk for item in queries.items(luay, shelf)] == [one.pk, three.pk]
    with pytest.raises(Refused):
        verbs.collect(luay, shelf, work)
    one.refresh_from_db()
    verbs.take_out(hind, one)
    assert [item.order for item in queries.items(hind, shelf)] == [1, 2]
    verbs.delete(hind, shelf)
    assert not Collection.objects.exists()


def test_what_one_follows_tells_when_words_versions_or_relations_change(work: Work) -> None:
    hind = reader("Hind")
    on_work = verbs.follow(hind, work)
    on_clause = verbs.follow(hind, work, clause(work))
    on_topic = verbs.follow(hind, topic="borders")
    assert verbs.follow(hind, work) == on_work
    assert [verbs.look_again(CLERK, one, hind) for one in (on_work, on_clause, on_topic)] == [None, None, None]
    ClauseText.objects.filter(clause=clause(work), expression__language="en").update(text="Decides otherwise.")
    told = [verbs.look_again(CLERK, one, hind) for one in (on_work, on_clause, on_topic)]
    assert [one.changes for one in told if one] == [["words", "open"]] * 3
    on_work.refresh_from_db()
    assert verbs.look_again(CLERK, on_work, hind) is None, "what was told is not told again"
    Expression.objects.create(work=work, language="en", quality="pdf", version="2022")
    assert verbs.look_again(CLERK, on_work, hind) is None, "what nobody has checked is no news"
    Relation.objects.create(subject_work=work, predicate="recalls", object_work=a_text("older"))
    Expression.objects.create(work=work, language="fr", quality="pdf", version="2021", state="replaced")
    Expression.objects.create(work=work, language="fr", quality="pdf", version="2022")
    found = verbs.look_again(CLERK, on_work, hind)
    assert found is not None
    assert found.changes == ["versions", "relations", "open"]
    assert next(one.changes for one in queries.news(hind)) == ["versions", "relations", "open"]
    assert not queries.news(reader("Luay")).exists()
    verbs.unfollow(hind, on_work)
    assert on_work not in queries.follows(hind)


def test_a_change_above_what_mail_may_say_is_news_on_the_page_alone(work: Work) -> None:
    hind = reader("Hind")
    shared = {"tlp": "TLP:AMBER", "originator": "EG", "audience": Audience.of([hind.key])}
    on_topic, on_work = verbs.follow(hind, topic="borders"), verbs.follow(hind, work)
    closed = a_text("closed", **shared)
    Relation.objects.create(subject_work=work, predicate="recalls", object_work=closed, **shared)
    told = [verbs.look_again(CLERK, one, hind) for one in (on_topic, on_work)]
    assert [one.changes for one in told if one] == [["words", "versions"], ["relations"]]


def test_a_change_that_its_reader_may_not_see_is_no_news(work: Work) -> None:
    hind = reader("Hind")
    on_work = verbs.follow(hind, work)
    closed = a_text("closed", tlp="TLP:AMBER", originator="EG")
    Relation.objects.create(
        subject_work=work, predicate="recalls", object_work=closed, tlp="TLP:AMBER", originator="EG"
    )
    Expression.objects.create(work=work, language="fr", quality="pdf", tlp="TLP:AMBER", originator="EG")
    assert verbs.look_again(CLERK, on_work, hind) is None
    Work.objects.filter(pk=work.pk).update(tlp="TLP:AMBER", originator="EG")
    assert on_work not in queries.follows(hind), "what one may see no more is not named"


def test_a_search_that_is_followed_tells_when_it_finds_something_new_and_once(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    hind, asked = reader("Hind"), []
    there = [clause(work)]

    def find(actor: Actor, typed: str, *, tags: Any, reader: str) -> Any:
        asked.append((actor.key, typed, tags, reader))
        found = [Found(f"clause:{one.pk}:ar", "ar", "", whole=f"clause/{one.pk}") for one in there]
        return SimpleNamespace(results=[Result((Version("clause", None, one, ()),)) for one in found])

    monkeypatch.setattr(queries, "find", find)
    made = verbs.follow(hind, sought="kind=clause&q=records++of passage&kind=clause&page=7")
    assert made.sought == "q=records%20of%20passage&kind=clause"
    assert asked == [(hind.key, "records of passage", {"kind": ["clause"]}, "ar")] * 2, (
        "as itself, and what may be told"
    )
    assert verbs.follow(hind, sought="q=records of passage&kind=clause") == made, "the same search in other words"
    assert verbs.look_again(CLERK, made, hind) is None
    first, second = there[0], clause(work, "sec_1__para_1__point_a")
    there[:] = [second, first]
    made.refresh_from_db()
    told = verbs.look_again(CLERK, made, hind)
    assert told is not None
    assert told.changes == ["found", "open"]
    there[:] = [first]
    made.refresh_from_db()
    assert verbs.look_again(CLERK, made, hind) is None
    there[:] = [first, second]
    made.refresh_from_db()
    assert verbs.look_again(CLERK, made, hind) is None, "what was told once is not told again"
    with pytest.raises(ValueRefused):
        verbs.follow(hind, sought="q=+&kind=clause")


def test_a_search_is_followed_through_the_index_itself(
    work: Work, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SEARCH, settings.SEARCH_ENCODER = tmp_path / "search", "off"
    monkeypatch.setattr(search, "_open", {})
    hind = reader("Hind")
    made = verbs.follow(hind, sought="q=lighthouses")
    keep_up(CLERK)
    assert verbs.look_again(CLERK, made, hind) is None
    closed = a_text("closed", "lighthouses", tlp="TLP:AMBER", originator="EG")
    keep_up(CLERK)
    assert verbs.look_again(CLERK, made, hind) is None, "what one may not see is found by nobody"
    ClauseText.objects.filter(clause=clause(work), expression__language="en").update(text="Kept in lighthouses.")
    keep_up(CLERK)
    made.refresh_from_db()
    told = verbs.look_again(CLERK, made, hind)
    assert told is not None
    assert closed.pk not in str(made.seen)
    made.refresh_from_db()
    assert len(made.seen["found"]) == 1


def test_a_clause_is_called_by_the_number_that_it_bears_now_in_the_reader_s_language(work: Work) -> None:
    hind = reader("Hind")
    named = [clause(work), clause(work, "sec_1__para_1__point_b"), clause(work, "recitals_1__rec_1")]
    said = {one: clause_names(hind, named, one) for one in ("ar", "en", "fr")}
    assert [said["en"][one.pk] for one in named] == [
        "sect. I, para. 1", "sect. I, para. 1 (b)", "first preambular paragraph",
    ]  # fmt: skip
    assert said["ar"][named[1].pk] == "الفرع الأول، الفقرة 1 (ب)"
    assert said["fr"][named[2].pk] == "premier alinéa du préambule"
    ClauseText.objects.filter(clause=named[0], expression__language="en").update(number="2.")
    assert clause_names(hind, named, "en")[named[1].pk] == "sect. I, para. 2 (b)"
    Expression.objects.update(tlp="TLP:AMBER", originator="EG")
    assert "2" not in clause_names(hind, named, "en")[named[0].pk], "what may not be read gives no number"


def test_only_a_person_keeps_something_of_their_own(work: Work) -> None:
    with pytest.raises(Refused):
        verbs.write_note(CLERK, work, text="x")
