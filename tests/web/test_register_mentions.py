"""What open sources say of an entity: a name in a text is found, and a person alone says that it is this one."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.evidence.models import Document
from muntada.register.models import Entity, Mention
from muntada.register.queries.mentions import mention_of, mentions_of, places_of
from muntada.trail.models import Entry as Line
from tests.register.drawn import a_group_and_what_it_did
from tests.register.officers import DESK, OFFICER
from tests.web.conftest import Forum
from tests.web.registered import officer_of
from tests.web.test_register_pages import page

Clients = Callable[[str], Client]
TEXT = "عُقد اللقاء أمس. وقال المتحدث إن «الجبهة السمراء» لم تعد قائمة. وغادر كريم زيدانوف القاعة. Samra Fronts."


def told(forum: Forum, text: str = TEXT, **handled: str) -> Document:
    """A source of the reading room with this text."""
    document = forum.source.document
    Document.objects.filter(pk=document.pk).update(text=text, language="ar", **handled)
    document.refresh_from_db()
    return document


def send(client: Client, name: str, *arguments: object, **said: object) -> int:
    with override("en"):
        return client.post(reverse(name, args=arguments), said).status_code


def test_a_passage_is_tied_by_a_person_and_parted_again(forum: Forum, client_of: Clients) -> None:
    group = a_group_and_what_it_did(acts=0)
    document = told(forum)
    places = places_of(OFFICER, group)
    assert [one.quote for one in places] == ["وقال المتحدث إن «الجبهة السمراء» لم تعد قائمة."]
    assert places_of(OFFICER, Entity.objects.get(pk="own-p")) == [], "another man's name begins like his"
    assert not Mention.objects.exists(), "nothing is tied by itself"
    client = officer_of(client_of)
    place = {"document": document.pk, "start": places[0].start, "end": places[0].end}
    assert "لم تعد قائمة" in page(client, "register-mentions", "own-g")
    assert send(client, "register-mentions", "own-g", **place) == 302
    assert send(client, "register-mentions", "own-g", **place) == 302, "the same once more changes nothing"
    assert send(client, "register-mentions", "own-g", **{**place, "end": 10**6}) == 302
    one = Mention.objects.get()
    assert one.passage.quote == places[0].quote
    assert places_of(OFFICER, group) == []
    assert "لم تعد قائمة" in page(client, "register-entity", "own-g")
    assert Line.objects.filter(permission="entity.keep", thing_key="own-g").exists()
    for language, word in (("ar", "فكّ الارتباط"), ("fr", "Détacher")):
        assert word in page(client, "register-mentions", "own-g", language=language)
    assert send(client, "register-mention-end", one.pk) == 302
    assert send(client, "register-mention-end", one.pk) == 404
    assert [each.quote for each in places_of(OFFICER, group)] == [places[0].quote]
    assert send(officer_of(client_of, "focal_point"), "register-mentions", "own-g", **place) == 404


def test_whoever_may_not_read_the_source_is_told_of_no_mention(forum: Forum, client_of: Clients) -> None:
    group = a_group_and_what_it_did(acts=0)
    document = told(forum)
    place = places_of(OFFICER, group)[0]
    client = officer_of(client_of)
    send(client, "register-mentions", "own-g", document=document.pk, start=place.start, end=place.end)
    one = Mention.objects.get()
    assert mention_of(DESK, one.pk) == one
    told(forum, tlp="TLP:AMBER", originator="FR")
    for actor in (OFFICER, DESK):
        assert not mentions_of(actor, group).exists()
        assert mention_of(actor, one.pk) is None
        assert places_of(actor, group) == []
    told(forum, tlp="TLP:CLEAR")
    Entity.objects.filter(pk="own-g").update(restricted=True)
    assert not mentions_of(OFFICER, group).exists()
    assert mention_of(OFFICER, one.pk) is None
