"""The pages of a report's edition: begun, proposed, written in pairs, cleared, frozen, taken along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from muntada.followup.models import Institution
from muntada.parties.models import Party
from muntada.printing.pdf import NotSet
from muntada.reports.actions import editions as verbs
from muntada.reports.actions.paragraphs import propose
from muntada.reports.exports.printed import FORMS
from muntada.reports.models import Edition, Paragraph
from muntada.reports.queries.checking import wants_of
from tests.web.conftest import Forum, acting

pytestmark = pytest.mark.usefixtures("english")
ClientOf = Callable[[str], Client]


@pytest.fixture
def edition(forum: Forum, settings: Any, tmp_path: Path) -> Edition:
    """The forum's own edition on Morocco for 2020, with what the record proposes."""
    settings.STORE = tmp_path / "store"
    made = verbs.begin_edition(acting("secretariat"), party=Party.objects.get(pk="MA"), year=2020)
    propose(acting("secretariat"), made)
    Institution.objects.create(key="x.moj", party=made.party, name_ar="وزارة العدل", name_en="Ministry of Justice")
    return made


def first(edition: Edition) -> Paragraph:
    found: Paragraph = Paragraph.objects.filter(chapter__edition=edition, kind="text").order_by("pk")[0]
    return found


def do(client: Client, one: Paragraph, deed: str, **said: object) -> Any:
    return client.post(reverse("paragraph-do", args=[one.pk, deed]), {"seen": one.version, **said})


def test_a_report_is_begun_on_its_page(forum: Forum, client_of: ClientOf) -> None:
    client = client_of("secretariat")
    said = {"party": "MA", "year": "2020", "languages": "ar,en", "like": ""}
    given = client.post(reverse("edition-new"), said)
    made = Edition.objects.get()
    assert given.headers["Location"] == reverse("edition", args=[made.pk])
    assert made.chapters.count() == 10
    again = client.post(reverse("edition-new"), said)
    assert again.status_code == 422
    assert "There is an edition of this party for this year already" in again.content.decode()


def test_what_the_record_proposes_is_shown_and_what_is_chosen_is_taken_in(forum: Forum, client_of: ClientOf) -> None:
    made = verbs.begin_edition(acting("secretariat"), party=Party.objects.get(pk="MA"), year=2020)
    client, where = client_of("secretariat"), reverse("edition-proposals", args=[made.pk])
    page = client.get(where).content.decode()
    assert f'value="forum.meeting:{forum.meeting.pk}"' in page
    client.post(where, {"key": f"forum.meeting:{forum.meeting.pk}"})
    assert [one.proposal for one in Paragraph.objects.all()] == [f"forum.meeting:{forum.meeting.pk}"]
    assert f'value="forum.meeting:{forum.meeting.pk}"' not in client.get(where).content.decode()


def test_the_page_says_what_lacks_its_other_language_and_what_is_out_of_date(
    edition: Edition, client_of: ClientOf
) -> None:
    client, one = client_of("secretariat"), first(edition)
    do(client, one, "save", text_ar=f"{one.text_ar} وهذه جملة جديدة.", text_en=one.text_en)
    page = client.get(reverse("edition", args=[edition.pk])).content.decode()
    assert "The other side was changed since: this one is out of date" in page
    assert '<mark class="unsourced">وهذه جملة جديدة.</mark>' in page
    one.refresh_from_db()
    do(client, one, "save", text_ar=one.text_ar, text_en="")
    page = client.get(reverse("edition", args=[edition.pk])).content.decode()
    assert "This paragraph lacks its English text" in page


def test_who_comes_second_sees_both_texts_and_loses_nothing(edition: Edition, client_of: ClientOf) -> None:
    one = first(edition)
    do(client_of("secretariat"), one, "save", text_ar="نصّ الأول.", text_en="The first.")
    late = do(client_of("analyst"), one, "save", text_ar="نصّ الثاني.", text_en="The second.")
    assert late.status_code == 409
    page = late.content.decode()
    assert "Somebody else changed this paragraph in the meantime" in page
    assert "نصّ الأول." in page
    assert "نصّ الثاني." in page
    one.refresh_from_db()
    assert one.text_ar == "نصّ الأول."


def test_a_paragraph_is_sourced_moved_divided_joined_and_removed(edition: Edition, client_of: ClientOf) -> None:
    client, one = client_of("secretariat"), first(edition)
    do(client, one, "save", text_ar="جملة أولى. جملة ثانية.", text_en="One. Two.")
    for number, deed, said in (
        (1, "source", {"source": "parties.party:MA", "sentence": "1"}),
        (2, "source", {"source": "parties.party:MA", "sentence": "2"}),
        (3, "split", {"after": "1"}),
    ):
        one.refresh_from_db()
        assert do(client, one, deed, **said).status_code == 302, number
    one.refresh_from_db()
    assert one.text_en == "One."
    do(client, one, "join")
    one.refresh_from_db()
    assert one.text_en == "One. Two."
    assert wants_of(edition).paragraphs[one.pk].nothing
    goal = edition.chapters.get(topic="rights")
    do(client, one, "move", chapter=goal.pk)
    one.refresh_from_db()
    assert one.chapter == goal
    footing = one.footings.filter(sentence=1)[0]
    do(client, one, "unsource", footing=footing.pk)
    one.refresh_from_db()
    do(client, one, "remove")
    assert not Paragraph.objects.filter(pk=one.pk).exists()
    history = client.get(reverse("paragraph-history", args=[edition.pk, one.pk])).content.decode()
    for word in ("Removed", "Divided", "Joined to another", "Moved", "Proposed from the record"):
        assert word in history


def test_what_cannot_be_is_said_in_a_sentence(edition: Edition, client_of: ClientOf) -> None:
    client, one = client_of("secretariat"), first(edition)
    for deed, said, sentence in (
        ("source", {"source": "no.such:1", "sentence": "1"}, "There is no such source"),
        ("source", {"source": "evidence.passage:x", "sentence": "1"}, "There is no such source"),
        ("split", {"after": "9"}, "There is nothing to divide here"),
        ("clear", {}, "Nobody was asked to clear this paragraph"),
        ("save", {"text_ar": "", "text_en": ""}, "There are no words in it"),
        ("move", {"chapter": "987654"}, "This is of another edition"),
    ):
        given = do(client, one, deed, **said)
        assert given.status_code == 422, deed
        assert sentence in given.content.decode(), deed


def test_chapters_are_named_moved_added_and_taken_out(edition: Edition, client_of: ClientOf) -> None:
    client = client_of("secretariat")
    chapter = edition.chapters.get(topic="response")
    client.post(reverse("chapter-do", args=[chapter.pk, "chapter-name"]), {"title_ar": "ردّ", "title_en": "Answer"})
    client.post(reverse("chapter-do", args=[chapter.pk, "chapter-up"]))
    chapter.refresh_from_db()
    assert (chapter.title_en, chapter.order) == ("Answer", 5)
    client.post(reverse("edition-do", args=[edition.pk, "chapter"]), {"title_ar": "ملحق", "title_en": "Annex"})
    annex = edition.chapters.get(title_en="Annex")
    client.post(reverse("chapter-do", args=[annex.pk, "add"]), {"text_ar": "فقرة.", "text_en": "A paragraph."})
    assert annex.paragraphs.get().text_en == "A paragraph."
    held = client.post(reverse("chapter-do", args=[annex.pk, "chapter-remove"]))
    assert "This chapter holds paragraphs" in held.content.decode()
    client.post(reverse("chapter-do", args=[chapter.pk, "chapter-remove"]))
    assert not edition.chapters.filter(pk=chapter.pk).exists()


def test_only_who_speaks_for_the_originator_clears_and_a_reader_only_reads(
    edition: Edition, client_of: ClientOf
) -> None:
    one = first(edition)
    do(client_of("secretariat"), one, "assign", institution="x.moj")
    assert do(client_of("analyst"), one, "clear").status_code == 403
    assert do(client_of("reader"), one, "save", text_en="No.").status_code == 403
    page = client_of("reader").get(reverse("edition", args=[edition.pk]), {"at": one.pk}).content.decode()
    assert "Save the pair" not in page
    assert do(client_of("secretariat"), one, "send-back", words="Name the day.").status_code == 302
    assert "Name the day." in client_of("reader").get(reverse("edition", args=[edition.pk])).content.decode()
    assert do(client_of("secretariat"), one, "clear").status_code == 302
    one.refresh_from_db()
    assert one.state == "cleared"


def test_a_draft_and_a_kept_file_are_taken_along(edition: Edition, client_of: ClientOf) -> None:
    client = client_of("reader")
    draft = client.get(reverse("edition-paper", args=[edition.pk, "ar", "html"]))
    assert draft.headers["Content-Disposition"].startswith("attachment")
    assert "مسودة" in draft.content.decode()
    assert client.get(reverse("edition-paper", args=[edition.pk, "fr", "html"])).status_code == 404
    assert client.get(reverse("edition-paper", args=[edition.pk, "ar", "exe"])).status_code == 404


def test_a_file_that_cannot_be_set_is_told_of_on_the_page(
    edition: Edition, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(_document: object) -> bytes:
        raise NotSet("Setting the sheet took too long; take a part of it.")

    monkeypatch.setitem(FORMS, "pdf", late)
    given = client_of("reader").get(reverse("edition-paper", args=[edition.pk, "ar", "pdf"]), follow=True)
    assert given.redirect_chain == [(reverse("edition", args=[edition.pk]), 302)]
    assert "This file cannot be made or read just now." in given.content.decode()


def test_freezing_first_asks_who_it_is(edition: Edition, client_of: ClientOf) -> None:
    given = client_of("secretariat").post(reverse("edition-settle", args=[edition.pk, "freeze"]))
    assert given.status_code == 302
    assert "step-up" in given.headers["Location"]
    edition.refresh_from_db()
    assert edition.state == "drafting"


def test_what_changed_since_last_year_is_marked_by_words(edition: Edition, client_of: ClientOf) -> None:
    later = verbs.begin_edition(acting("secretariat"), party=edition.party, year=2021, like=edition)
    chapter = later.chapters.get(topic="rights")
    client = client_of("secretariat")
    client.post(reverse("chapter-do", args=[chapter.pk, "add"]), {"text_ar": "فقرة جديدة.", "text_en": "New words."})
    page = client.get(reverse("edition-changes", args=[later.pk]), {"language": "en"}).content.decode()
    assert '<ins class="new">New words.</ins>' in page
    assert '<del class="gone">' in page
    assert "There is no earlier edition" in client.get(reverse("edition-changes", args=[edition.pk])).content.decode()
