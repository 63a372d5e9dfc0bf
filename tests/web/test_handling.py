"""How a source may be handled is said where it is brought in, and where it is marked anew."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from muntada.access import clock
from muntada.access.models import Processing
from muntada.evidence.models import Document
from muntada.trail.models import Entry
from tests.web.conftest import Forum, person
from tests.web.test_matrix import browser

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path) -> None:
    settings.STORE = tmp_path / "store"


def bring(**given: object) -> Any:
    return browser("analyst").post(reverse("sources"), {"pasted": "The group met in Rabat.", **given})


def where(document: Document) -> str:
    return f"{reverse('mark')}?type=evidence.document&key={document.pk}"


def marking(document: Document, role: str = "analyst", **given: object) -> Any:
    """The page's own form, sent with what is given changed."""
    client = browser(role)
    page = client.get(where(document))
    form = page.context["form"]
    sent = {name: value for name, value in form.initial.items() if value not in (None, "")}
    if sent.get("review_by"):
        sent["review_by"] = sent["review_by"].isoformat()
    return client.post(where(document), {**sent, "why": "It names somebody.", **given})


def test_a_first_user_says_nothing_of_it(forum: Forum) -> None:
    page = browser("analyst").get(reverse("sources")).content.decode()
    assert '<details class="beyond">' in page
    assert bring().status_code == 302
    document = Document.objects.latest("pk")
    assert (document.tlp, document.originator, document.audience_keys) == ("TLP:CLEAR", "muntada", frozenset())
    assert (document.category, document.review_by) == (None, None)


def test_all_of_it_is_said_at_intake(forum: Forum) -> None:
    reader = person("reader")
    day = (clock.today() + timedelta(30)).isoformat()
    given = {"tlp": "TLP:AMBER", "originator": "MA", "audience": ["CA"], "persons": reader.email.upper()}
    about = {"legal_basis": "public_office", "category": "witness", "retention": "case", "review_by": day}
    assert bring(**given, **about).status_code == 422, "nobody has assessed what keeping this of a witness means"
    Processing.objects.create(
        purpose="conduct_of_the_forum", category="witness", assessment=1, until=clock.today() + timedelta(30)
    )
    assert bring(**given, **about, purpose="conduct_of_the_forum").status_code == 302
    document = Document.objects.latest("pk")
    assert document.audience_keys == {"CA", f"user:{reader.pk}", "muntada"}
    assert (document.originator, document.category, str(document.review_by)) == ("MA", "witness", day)
    assert "Review on" in browser("analyst").get(reverse("source", args=[document.source.pk])).content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"pasted": "TLP:AMBER\n\nThe group met.", "tlp": "TLP:GREEN"}, "marked more strictly"),
        ({"tlp": "TLP:RED", "audience": ["CA"]}, "shared with persons"),
        ({"tlp": "TLP:GREEN", "audience": ["CA"]}, "name nobody"),
        ({"persons": "nobody@example.org"}, "Nobody here has this name"),
        ({"audience": ["XX"]}, "XX"),
        ({"category": "author"}, "needs its legal basis"),
        ({"review_by": "2020-01-01"}, "after today"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(
    given: dict[str, object], words: str, forum: Forum
) -> None:
    before = Document.objects.count()
    answer = bring(**given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Document.objects.count() == before


def test_what_is_brought_wrongly_shows_the_fields_that_are_folded_away(forum: Forum) -> None:
    assert '<details class="beyond" open>' in bring(category="author").content.decode()


def test_it_is_marked_more_strictly_and_says_whom_it_had_gone_to(forum: Forum) -> None:
    bring()
    document = Document.objects.latest("pk")
    answer = marking(document, tlp="TLP:AMBER", audience=["CA"])
    assert answer.headers["Location"] == reverse("source", args=[document.source.pk])
    assert "It had gone to" in answer.client.get(answer.headers["Location"]).content.decode()
    document.refresh_from_db()
    assert (document.tlp, document.audience_keys) == ("TLP:AMBER", {"CA"})
    assert Entry.objects.filter(permission="record.mark", allowed=True).latest("pk").detail["things"][-1]["why"]


def test_nothing_is_marked_without_a_reason_or_more_widely(forum: Forum) -> None:
    bring(tlp="TLP:AMBER", audience=["CA"])
    document = Document.objects.latest("pk")
    assert marking(document, why="").status_code == 422
    assert marking(document, tlp="TLP:GREEN").status_code == 422
    assert marking(document, audience=["CA", "MA"]).status_code == 422
    assert marking(document, persons=person("reader").email).status_code == 422
    document.refresh_from_db()
    assert (document.tlp, document.audience_keys) == ("TLP:AMBER", {"CA"})


def test_what_was_marked_meanwhile_is_not_overwritten(forum: Forum) -> None:
    bring()
    document = Document.objects.latest("pk")
    answer = marking(document, tlp="TLP:GREEN", seen="0123456789abcdef")
    assert answer.status_code == 409
    assert "Somebody marked this" in answer.content.decode()


def test_whoever_keeps_it_to_themselves_goes_on_seeing_it(forum: Forum) -> None:
    bring()
    document = Document.objects.latest("pk")
    assert marking(document, tlp="TLP:RED").status_code == 302
    assert browser("analyst").get(reverse("source", args=[document.source.pk])).status_code == 200
    assert browser("secretariat").get(reverse("source", args=[document.source.pk])).status_code == 404
