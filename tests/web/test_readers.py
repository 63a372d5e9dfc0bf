"""Texts as they are read on pages, and what readers do with them there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from muntada.access import clock
from muntada.library.models import (
    Citation,
    Clause,
    ClauseText,
    Collection,
    Expression,
    Follow,
    News,
    Note,
    Relation,
    Work,
)
from muntada.signin.models import ApiToken, Session
from muntada.trail.models import Entry
from tests.library.readable import TITLES, a_text
from tests.web.conftest import Forum, acting, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(forum: Forum) -> Work:
    return a_text()


@pytest.fixture
def reader(client_of: Callable[[str], Client]) -> Client:
    return client_of("reader")


def page(client: Client, name: str, *arguments: object, **query: Any) -> str:
    answer = client.get(reverse(name, args=arguments), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_languages_stand_side_by_side_each_in_its_own_direction(work: Work, reader: Client, english: None) -> None:
    said = page(reader, "work-read", work.pk, l=["ar", "en", "fr"])
    assert 'class="text columns-3"' in said
    assert '<div class="cell" lang="ar" dir="rtl">' in said
    assert '<div class="cell" lang="en" dir="ltr">' in said
    assert said.index("Decides that records") < said.index("يقرر أن تُحفظ") < said.index("Décide que"), (
        "the page's first"
    )
    assert '<bdi class="number" dir="rtl">1 -</bdi>' in said
    assert 'id="sec_1__para_1"' in said


def test_a_clause_that_a_language_lacks_is_said_to_be_missing(work: Work, reader: Client, english: None) -> None:
    said = page(reader, "work-read", work.pk, l=["en", "fr"])
    assert "Not in this language version" in said
    assert "clause is not in French." in said
    assert "The text in French does not have this clause." in page(reader, "clause", work.pk, "sec_1__para_1__point_b")


def test_the_languages_that_were_chosen_are_kept(work: Work, reader: Client, english: None) -> None:
    page(reader, "work-read", work.pk, l=["fr"])
    said = page(reader, "work-read", work.pk)
    assert 'class="text columns-1"' in said
    assert "Décide que" in said
    assert "Decides that" not in said


def test_a_version_is_chosen_and_a_proposal_is_for_those_who_keep_the_records(
    work: Work, reader: Client, client_of: Callable[[str], Client], english: None
) -> None:
    older = Expression.objects.create(work=work, language="en", state="replaced", quality="ocr", version="2019")
    clause = Clause.objects.get(work=work, wid="sec_1__para_1")
    ClauseText.objects.create(clause=clause, expression=older, order=1, number="1.", text="Decides as it once did;")
    assert "as it once did" not in page(reader, "work-read", work.pk, l=["en"])
    said = page(reader, "work-read", work.pk, l=["en"], v=[older.pk])
    assert "as it once did" in said
    assert "An earlier version" in said
    assert "Read from a picture, with possible mistakes" in said
    assert "as it once did" in page(reader, "clause", work.pk, clause.wid)
    Expression.objects.filter(work=work, language="fr").update(state="proposed")
    assert "Décide que" not in page(reader, "work-read", work.pk, l=["fr"])
    assert "Décide que" not in page(reader, "clause", work.pk, clause.wid)
    said = page(client_of("analyst"), "work-read", work.pk, l=["fr"])
    assert "Décide que" in said
    assert "nobody has checked its clauses yet" in said, "those who keep the records read it, as what it is"


def test_what_a_text_cites_is_a_link_where_the_library_has_it_and_flagged_where_it_cannot_be(
    work: Work, reader: Client, english: None
) -> None:
    cited = a_text("cited")
    assert "2178" in page(reader, "work-read", work.pk, l=["en"])
    Citation.objects.filter(text__clause__work=work).update(standing="known", work=cited, provision="sec_1__para_1")
    link = f'<a href="{reverse("work-read", args=["cited"])}#sec_1__para_1">2178 (2014)</a>'
    assert link in page(reader, "work-read", work.pk, l=["en"])
    assert "Cited by" in page(reader, "clause", "cited", "sec_1__para_1")
    Work.objects.filter(pk="cited").update(tlp="TLP:AMBER", originator="EG")
    assert link not in page(reader, "work-read", work.pk, l=["en"]), "to what one may not know of there is no way"
    Citation.objects.filter(text__clause__work=work).update(standing="impossible", work=None)
    said = page(reader, "work-read", work.pk, l=["en"])
    assert '<span class="impossible">2178 (2014) <span class="flag">(there is no such text)</span></span>' in said


def test_words_are_found_in_any_spelling_and_marked(work: Work, reader: Client, english: None) -> None:
    said = page(reader, "work-read", work.pk, l=["ar"], text="سجلات العبور")
    assert "<mark>سجلات العبور</mark>" in said
    assert "clause." in said
    assert "Found in" in page(reader, "work-read", work.pk, l=["ar"], text="لا شيء كهذا")
    risky = page(reader, "work-read", work.pk, text="<script>alert(1)</script>")
    assert "<script>alert" not in risky


def test_words_that_somebody_typed_into_a_text_are_no_markup(work: Work, reader: Client) -> None:
    ClauseText.objects.filter(clause__work=work).update(
        text='<img src=x onerror="1">', heading="<b>h</b>", number="<i>"
    )
    for said in (page(reader, "work-read", work.pk), page(reader, "clause", work.pk, "sec_1__para_1")):
        assert "<img" not in said
        assert "<b>h" not in said
        assert "<i>" not in said


def test_a_clause_is_cited_in_each_language(work: Work, reader: Client, english: None) -> None:
    said = page(reader, "clause", work.pk, "sec_1__para_1__point_a")
    assert "مذكرة طنجة بشأن مسالك العبور، الفرع الأول، الفقرة 1 (أ)" in said
    assert "Tangier Memorandum on Routes of Passage, sect. I, para. 1 (a)" in said
    assert "Mémorandum de Tanger sur les voies de passage, sect. I, par. 1 a)" in said
    assert said.count("readonly") == 3


def test_a_clause_leads_to_what_relates_to_it_and_to_its_neighbours(work: Work, reader: Client, english: None) -> None:
    other = a_text("other")
    clause = Clause.objects.get(work=work, wid="sec_1__para_1")
    Relation.objects.create(
        subject_work=other, subject_clause=Clause.objects.get(work=other, wid="sec_1__para_1"), predicate="repeats",
        object_work=work, object_clause=clause,
    )  # fmt: skip
    said = page(reader, "clause", work.pk, clause.wid)
    assert reverse("clause", args=["other", "sec_1__para_1"]) in said
    assert "repeats" in said
    assert f'rel="prev" href="{reverse("clause", args=[work.pk, "sec_1"])}"' in said
    assert f'rel="next" href="{reverse("clause", args=[work.pk, "sec_1__para_1__point_a"])}"' in said
    assert reader.get(reverse("clause", args=[work.pk, "para_99"])).status_code == 404


def test_a_text_without_words_says_so_and_its_own_page_says_which_languages_there_are(
    work: Work, forum: Forum, reader: Client, english: None
) -> None:
    assert "does not have the words of this text yet" in page(reader, "work-read", forum.work.pk)
    Expression.objects.filter(work=work, language="fr").delete()
    said = page(reader, "instrument", work.pk)
    assert reverse("work-read", args=[work.pk]) in said
    assert "The library does not have it in this language" in said


def test_a_long_text_in_three_languages_takes_few_questions(work: Work, reader: Client) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(reader, "work-read", work.pk, l=["ar", "en", "fr"])
        return len(asked)

    questions()
    before = questions()
    clauses = Clause.objects.bulk_create(
        Clause(work=work, wid=f"para_{number}", order=number, kind="operative") for number in range(10, 210)
    )
    for version in Expression.objects.filter(work=work):
        ClauseText.objects.bulk_create(
            ClauseText(clause=one, expression=version, order=one.order, number=f"{one.order}.", text="Decides;")
            for one in clauses
        )
    assert questions() == before
    assert before < 30


def test_a_note_is_written_changed_shared_and_deleted(
    work: Work, client_of: Callable[[str], Client], english: None
) -> None:
    reader, other = client_of("reader"), client_of("analyst")
    where = reverse("work-do", args=[work.pk, "note"])
    answer = reader.post(where, {"wid": "sec_1__para_1", "text": "هل تكفي سبعون يوماً؟"}, follow=True)
    assert "هل تكفي سبعون يوماً؟" in answer.content.decode()
    assert "You have a note here" in page(reader, "work-read", work.pk)
    assert "<bdi>sect. I, para. 1</bdi>" in page(reader, "notes"), "a clause is called as it is cited"
    note = Note.objects.get()
    assert other.get(reverse("note", args=[note.pk])).status_code == 404
    assert "سبعون يوماً؟" not in page(other, "clause", work.pk, "sec_1__para_1")
    reader.post(reverse("note", args=[note.pk]), {"text": "تكفي."})
    assert "هل تكفي سبعون يوماً؟" in page(reader, "note", note.pk), "what it said before"
    share = reverse("note-do", args=[note.pk, "share"])
    assert reader.post(share, {}).status_code == 422
    assert reader.post(share, {"tlp": "TLP:GREEN"}).status_code == 302
    assert "تكفي." in page(other, "notes")
    assert "تكفي." in page(other, "clause", work.pk, "sec_1__para_1")
    assert other.post(reverse("note-do", args=[note.pk, "delete"])).status_code == 404
    reader.post(reverse("note-do", args=[note.pk, "unshare"]))
    assert "تكفي." not in page(other, "notes")
    reader.post(reverse("note-do", args=[note.pk, "delete"]))
    assert not Note.objects.exists()
    assert reader.post(where, {"text": ""}, follow=True).status_code == 200
    assert not Note.objects.exists()


def test_a_note_stays_when_its_text_was_closed_and_names_it_no_more(work: Work, reader: Client, english: None) -> None:
    reader.post(reverse("work-do", args=[work.pk, "note"]), {"wid": "sec_1__para_1", "text": "Mine."})
    Work.objects.filter(pk=work.pk).update(tlp="TLP:AMBER", originator="EG")
    note = Note.objects.get()
    for said in (page(reader, "notes"), page(reader, "note", note.pk)):
        assert "Mine." in said
        assert "A text that you may see no more" in said
        assert not [word for word in (TITLES["en"], work.pk, "para. 1") if word in said]


def test_whoever_reads_what_is_shared_is_in_the_trail(work: Work, client_of: Callable[[str], Client]) -> None:
    reader, other = client_of("reader"), client_of("analyst")
    reader.post(reverse("work-do", args=[work.pk, "note"]), {"text": "Seen by others."})
    reader.post(reverse("note-do", args=[Note.objects.get().pk, "share"]), {"tlp": "TLP:GREEN"})
    for name, arguments in (("work-read", [work.pk]), ("notes", [])):
        before = Entry.objects.latest("pk").pk
        assert "Seen by others." in page(other, name, *arguments)
        assert Entry.objects.filter(pk__gt=before, operation="consult", thing_type="library.sharing").exists(), name


def test_a_note_is_shared_with_persons_by_their_addresses(work: Work, client_of: Callable[[str], Client]) -> None:
    reader, other = client_of("reader"), client_of("analyst")
    reader.post(reverse("work-do", args=[work.pk, "note"]), {"text": "For one alone."})
    note = Note.objects.get()
    share = reverse("note-do", args=[note.pk, "share"])
    assert reader.post(share, {"tlp": "TLP:RED", "persons": "nobody@example.org"}).status_code == 422
    assert reader.post(share, {"tlp": "TLP:RED", "persons": person("analyst").email}).status_code == 302
    assert "For one alone." in page(other, "notes")
    assert "For one alone." not in page(client_of("secretariat"), "notes")


def test_a_collection_is_made_filled_ordered_and_shared(
    work: Work, client_of: Callable[[str], Client], english: None
) -> None:
    reader, other = client_of("reader"), client_of("analyst")
    collect = reverse("work-do", args=[work.pk, "collect"])
    reader.post(collect, {"collection": "new", "name": "For the speech", "remark": "The whole."})
    shelf = Collection.objects.get()
    reader.post(collect, {"collection": shelf.pk, "wid": "sec_1__para_1"})
    first, second = shelf.items.all()
    assert "The whole." in page(reader, "collection", shelf.pk)
    reader.post(reverse("collection-do", args=[shelf.pk, "up"]), {"item": second.pk})
    assert [one.pk for one in shelf.items.all()] == [second.pk, first.pk]
    assert other.get(reverse("collection", args=[shelf.pk])).status_code == 404
    reader.post(reverse("collection-do", args=[shelf.pk, "share"]), {"tlp": "TLP:GREEN"})
    assert "The whole." in page(other, "collection", shelf.pk)
    assert "For the speech" in page(other, "collections")
    assert other.post(reverse("collection-do", args=[shelf.pk, "out"]), {"item": first.pk}).status_code == 404
    assert reader.post(reverse("collection-do", args=[shelf.pk, "out"]), {"item": "x"}).status_code == 404
    reader.post(reverse("collection-do", args=[shelf.pk, "change"]), {"name": "For the brief", "about": "Two pages."})
    assert "Two pages." in page(reader, "collection", shelf.pk)
    twice = reader.post(reverse("collections"), {"name": "For the brief"})
    assert twice.status_code == 422
    reader.post(reverse("collection-do", args=[shelf.pk, "delete"]))
    assert not Collection.objects.exists()


def test_one_follows_a_text_a_clause_and_a_topic_and_no_more(work: Work, reader: Client, english: None) -> None:
    for deed in ({}, {"wid": "sec_1__para_1"}):
        reader.post(reverse("work-do", args=[work.pk, "follow"]), deed)
    reader.post(reverse("following-do", args=["topic"]), {"topic": "borders"})
    assert Follow.objects.filter(user=person("reader")).count() == 3
    News.objects.create(follow=Follow.objects.get(what="clause"), changes=["words", "relations"])
    said = page(reader, "following")
    assert "Changed: its words, its relations" in said
    assert TITLES["en"] in said
    reader.post(reverse("following-do", args=["search"]), {"q": "سجلات العبور"})
    reader.post(reverse("following-do", args=["search"]), {"sought": "q=سجلات العبور&kind=clause"})
    reader.post(reverse("following-do", args=["search"]), {"q": " "})
    assert Follow.objects.filter(what="search").count() == 2
    said = page(reader, "following")
    assert "سجلات العبور · clause" in said
    assert f"{reverse('search')}?q=%D8%B3" in said
    assert 'name="sought" value="q=%D8%B3' in page(reader, "search", q="سجلات العبور"), "followed from its own page"
    Follow.objects.filter(what="search").delete()
    reader.post(reverse("following-do", args=["end"]), {"follow": Follow.objects.get(what="topic").pk})
    reader.post(reverse("work-do", args=[work.pk, "unfollow"]))
    assert [one.what for one in Follow.objects.all()] == ["clause"]


def test_the_feed_tells_what_changed_to_whoever_has_its_secret_and_nothing_closed(
    work: Work, reader: Client, client_of: Callable[[str], Client], english: None
) -> None:
    Session.objects.filter(user=person("reader")).update(proved_at=clock.now())
    closed = a_text("closed", "Zqclosedxj")
    for one in (work, closed):
        reader.post(reverse("work-do", args=[one.pk, "follow"]))
    for followed in Follow.objects.all():
        News.objects.create(follow=followed, changes=["words", "open"])
    Work.objects.filter(pk="closed").update(tlp="TLP:AMBER", originator=acting("reader").key)
    made = reader.post(reverse("following-feed-make")).content.decode()
    assert ApiToken.objects.get().feed == "followed"
    secret = made.partition("/library/following/feed/")[2].partition(".atom")[0]
    feed = Client().get(reverse("following-feed", args=[secret]))
    assert feed.status_code == 200
    assert feed["Content-Type"].startswith("application/atom+xml")
    said = feed.content.decode()
    assert TITLES["en"] in said
    assert "Zqclosedxj" not in said
    again = Client().get(reverse("following-feed", args=[secret]), headers={"If-None-Match": feed["ETag"]})
    assert again.status_code == 304
    assert Client().get(reverse("calendar-feed", args=[secret])).status_code == 404, "it is no calendar"
    reader.post(reverse("following-feed-make"))
    assert Client().get(reverse("following-feed", args=[secret])).status_code == 404, "a new address ends the old one"
