"""The library's window: closed unless the installation opens it, and then strangers see what is TLP:CLEAR alone."""

from __future__ import annotations

import json
import re
from typing import Any

import lxml.etree
import pytest
from django.conf import settings as installation
from django.test import Client
from django.urls import reverse

from muntada.library.models import Citation, ClauseText, Expression, Relation, Work
from muntada.trail.models import Entry
from tests.library.readable import a_text
from tests.web.conftest import Forum

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
CANARY = "kanarienvogel"
NARROW = {"tlp": "TLP:AMBER", "originator": "EG"}


@pytest.fixture
def opened(settings: Any) -> None:
    settings.PUBLIC_LIBRARY = True


@pytest.fixture
def shelf(english: None, forum: Forum) -> Work:
    """A public text, in French for few; one for few alone; and what relates the public one to it."""
    text = a_text("open", symbol="A/RES/88/1")
    Work.objects.filter(pk=text.pk).update(body=forum.body.party)
    Expression.objects.filter(work=text, language="fr").update(**NARROW, title=CANARY)
    ClauseText.objects.filter(expression__work=text, expression__language="fr").update(text=CANARY)
    hidden = a_text(CANARY, CANARY, **NARROW)
    seen = Work.objects.create(key="rested-on", kind="resolution", symbol="S/RES/2178 (2014)")
    Relation.objects.create(subject_work=text, predicate="implements", object_work=hidden)
    Relation.objects.create(subject_work=text, predicate="recalls", object_work=seen)
    Citation.objects.filter(text__expression__work=text).update(work=hidden, standing="known")
    return text


def stranger(path: str, **query: str) -> Any:
    client = Client()
    client.cookies[installation.LANGUAGE_COOKIE_NAME] = "en"
    return client.get(path, query)


def test_unless_the_installation_opens_it_there_is_no_window(shelf: Work) -> None:
    for path in (reverse("public-texts"), reverse("public-text", args=["open"]), reverse("sitemap")):
        assert stranger(path).status_code == 404
    assert stranger(reverse("robots")).content.decode() == "User-agent: *\nDisallow: /\n"


@pytest.mark.usefixtures("opened")
def test_strangers_read_a_public_text_in_its_public_languages(shelf: Work) -> None:
    page = stranger(reverse("public-text", args=["open"])).content.decode()
    assert "Decides that records of passage are kept" in page
    assert 'id="sec_1__para_1"' in page
    both = stranger(reverse("public-text", args=["open"]) + "?l=ar&l=en&l=fr").content.decode()
    assert "يقرر أن تُحفظ" in both
    assert '<td lang="fr"' not in both


@pytest.mark.usefixtures("opened")
def test_nothing_that_is_not_public_is_seen_through_it(shelf: Work) -> None:
    paths = [reverse("public-texts"), reverse("sitemap"), reverse("robots"), reverse("public-text", args=["open"])]
    paths += [reverse("public-text", args=["open"]) + "?l=fr&l=en", reverse("public-texts") + f"?text={CANARY}"]
    for path in paths:
        given = stranger(path)
        assert given.status_code == 200
        said = given.content.decode()
        if CANARY in path:
            said = said.replace(f'value="{CANARY}"', "").replace(f"text={CANARY}", "")
        assert CANARY not in said, path
    for key in (CANARY, "no-such", "rested-on"):
        assert stranger(reverse("public-text", args=[key])).status_code == 404


@pytest.mark.usefixtures("opened")
def test_a_member_sees_through_it_what_the_public_sees(shelf: Work, client_of: Any) -> None:
    page = client_of("focal_point").get(reverse("public-text", args=["open"])).content.decode()
    assert CANARY not in page
    assert client_of("analyst").get(reverse("public-text", args=[CANARY])).status_code == 404


@pytest.mark.usefixtures("opened")
def test_the_site_map_names_each_public_text_in_each_language_with_the_others(shelf: Work) -> None:
    given = stranger(reverse("sitemap"))
    assert given["Content-Type"] == "application/xml; charset=utf-8"
    tree = lxml.etree.fromstring(given.content)
    places = [one.text for one in tree.iter("{*}loc")]
    assert places == [f"http://testserver/{code}/public/open/" for code in ("ar", "en", "fr")]
    links = [(one.get("hreflang"), one.get("href")) for one in tree[0].iter("{*}link")]
    assert [code for code, _where in links] == ["ar", "en", "fr"]
    assert "Sitemap: http://testserver/sitemap.xml" in stranger(reverse("robots")).content.decode()


@pytest.mark.usefixtures("opened")
def test_a_public_text_says_to_search_engines_what_it_is(shelf: Work) -> None:
    page = stranger(reverse("public-text", args=["open"])).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    said = json.loads(found[1])
    assert said["@type"] == "Legislation"
    assert said["legislationIdentifier"] == "A/RES/88/1"
    assert said["legislationDate"] == "2020-05-06"
    assert said["legislationPassedBy"]["name"] == "Coordinating Committee"
    assert said["inLanguage"] == ["ar", "en"]
    assert [one["identifier"] for one in said["isBasedOn"]] == ["S/RES/2178 (2014)"]
    assert {"@language": "ar", "@value": "مذكرة طنجة بشأن مسالك العبور"} in said["name"]
    assert page.count('rel="alternate" hreflang=') == 3


@pytest.mark.usefixtures("opened")
def test_no_title_ends_the_data_that_it_stands_in(shelf: Work) -> None:
    shelf.titles.filter(language="en").update(text="</script><script>alert(1)</script> & co")
    page = stranger(reverse("public-text", args=["open"])).content.decode()
    assert "<script>alert" not in page
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    assert {"@language": "en", "@value": "</script><script>alert(1)</script> & co"} in json.loads(found[1])["name"]


@pytest.mark.usefixtures("opened")
def test_who_looks_through_it_is_noted_nowhere(shelf: Work) -> None:
    before = Entry.objects.count()
    for path in (reverse("public-texts"), reverse("public-text", args=["open"]), reverse("sitemap")):
        stranger(path)
    assert Entry.objects.count() == before
