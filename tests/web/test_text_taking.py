"""A text is taken along from its page: the choice, the file, the page for paper; what is for few asks for a proof."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import docx
import pytest
from django.test import Client
from django.urls import reverse

from muntada.access import clock
from muntada.library.models import Collection, CollectionItem, Expression, Work
from muntada.library.structure.akn import faults
from muntada.signin.models import Session
from muntada.trail.models import Entry
from tests.library.readable import a_text
from tests.web.conftest import Forum, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
ClientOf = Callable[[str], Client]


@pytest.fixture
def text(english: None, forum: Forum) -> Work:
    return a_text()


def fresh(client_of: ClientOf, role: str) -> Client:
    """Somebody who has just proved to be that person."""
    client = client_of(role)
    Session.objects.filter(user=person(role)).update(proved_at=clock.now())
    return client


def test_the_choice_offers_the_languages_that_there_are_and_every_form(text: Work, client_of: ClientOf) -> None:
    Expression.objects.filter(language="fr").update(state="proposed")
    page = client_of("reader").get(reverse("text-take", args=["tangier"])).content.decode()
    assert 'value="ar"' in page
    assert 'value="fr"' not in page
    for form in ("pdf", "docx", "xlsx", "csv", "akn", "json"):
        assert f'name="form" value="{form}"' in page
    assert reverse("text-print", args=["tangier"]) in page


@pytest.mark.parametrize(
    ("form", "start", "ending"),
    [("pdf", b"%PDF-", "pdf"), ("docx", b"PK", "docx"), ("xlsx", b"PK", "xlsx"), ("csv", "\ufeff".encode(), "csv"),
     ("akn", b"PK", "zip"), ("json", b"{", "json")],
)  # fmt: skip
def test_a_text_is_taken_along_in_any_form(
    form: str, start: bytes, ending: str, text: Work, client_of: ClientOf
) -> None:
    given = client_of("reader").get(reverse("text-take", args=["tangier"]), {"l": ["ar", "en"], "form": form})
    assert given.status_code == 200
    assert given.content.startswith(start)
    assert given["Content-Disposition"] == f'attachment; filename="tangier.TLP-CLEAR.ar-en.{ending}"'
    assert Entry.objects.filter(permission="list.export", operation="disclose").exists()


def test_one_language_as_akoma_ntoso_is_one_valid_file(text: Work, client_of: ClientOf) -> None:
    given = client_of("reader").get(reverse("text-take", args=["tangier"]), {"l": "fr", "form": "akn"})
    assert given["Content-Type"] == "application/akn+xml"
    assert faults(given.content) == []


def test_a_sheet_speaks_the_language_of_the_page_where_it_is_one_of_its_own(text: Work, client_of: ClientOf) -> None:
    given = client_of("reader").get(reverse("text-take", args=["tangier"]), {"l": ["ar", "en"], "form": "docx"})
    document = docx.Document(io.BytesIO(given.content))
    assert document.paragraphs[0].text == "Tangier Memorandum on Routes of Passage"
    assert [cell.text for cell in document.tables[1].rows[0].cells] == ["English", "العربية"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"l": ["ar", "en", "fr"], "form": "pdf"}, "at most two languages"),
        ({"form": "pdf"}, "Choose at least one language"),
        ({"l": "de", "form": "pdf"}, "Choose at least one language"),
        ({"l": "ar", "form": "exe"}, "no such form"),
    ],
)
def test_what_cannot_be_is_said_beside_the_choice(
    asked: dict[str, object], said: str, text: Work, client_of: ClientOf
) -> None:
    given = client_of("reader").get(reverse("text-take", args=["tangier"]), asked)
    assert given.status_code == 422
    assert said in given.content.decode()


def test_what_is_too_long_to_be_set_says_so(text: Work, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("muntada.printing.pdf.MOST", 10)
    given = client_of("reader").get(reverse("text-take", args=["tangier"]), {"l": "ar", "form": "pdf"})
    assert given.status_code == 422
    assert "too long to be set" in given.content.decode()


def test_what_is_for_few_is_for_who_proves_to_be_themselves(forum: Forum, client_of: ClientOf) -> None:
    a_text("narrow", tlp="TLP:AMBER", originator="MA")
    where, asked = reverse("text-take", args=["narrow"]), {"l": "en", "form": "csv"}
    assert client_of("reader").get(where, asked).status_code == 404
    own = client_of("focal_point")
    assert own.get(where).status_code == 200
    given = own.get(where, asked)
    assert given.status_code == 302
    assert given["Location"].startswith(reverse("step-up"))
    taken = fresh(client_of, "focal_point").get(where, asked)
    assert taken["Content-Disposition"] == 'attachment; filename="narrow.TLP-AMBER.en.csv"'


def test_a_version_for_few_makes_the_whole_file_one_for_few(text: Work, client_of: ClientOf) -> None:
    Expression.objects.filter(language="ar").update(tlp="TLP:AMBER", originator="MA")
    where = reverse("text-take", args=["tangier"])
    own = client_of("focal_point")
    assert own.get(where, {"l": "en", "form": "csv"}).status_code == 200
    assert own.get(where, {"l": ["ar", "en"], "form": "csv"}).status_code == 302
    page = client_of("reader").get(where).content.decode()
    assert 'value="ar"' not in page


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("en", "ltr")])
def test_a_page_for_paper_has_its_label_and_each_column_its_direction(
    language: str, way: str, text: Work, client_of: ClientOf
) -> None:
    page = client_of("reader").get(
        reverse("text-print", args=["tangier"]).replace("/en/", f"/{language}/"), {"l": ["en", "ar"]}
    )
    body = page.content.decode()
    assert f'dir="{way}"' in body[:200]
    assert body.count('class="tlp clear"') >= 2
    first, second = body.index('<td lang="ar" dir="rtl">'), body.index('<td lang="en" dir="ltr">')
    # Arabic is in the right column: the first of a page from the right, the last of one from the left.
    assert (first < second) is (language == "ar")
    assert "يقرر أن تُحفظ" in body


def test_a_text_without_words_offers_nothing_to_take(forum: Forum, client_of: ClientOf) -> None:
    page = client_of("reader").get(reverse("text-take", args=[forum.work.pk])).content.decode()
    assert 'name="form"' not in page
    assert "does not have the words" in page


def test_a_collection_of_ones_own_is_taken_along_and_nobody_elses(text: Work, client_of: ClientOf) -> None:
    collection = Collection.objects.create(user=person("reader"), name="Passage")
    CollectionItem.objects.create(collection=collection, order=1, work=text)
    where = reverse("collection-take", args=[collection.pk])
    assert client_of("reader").get(where).status_code == 200
    given = client_of("reader").get(where, {"l": "en", "form": "json"})
    assert [one["work"] for one in json.loads(given.content)["texts"]] == ["tangier"]
    assert client_of("analyst").get(where, {"l": "en", "form": "json"}).status_code == 404
