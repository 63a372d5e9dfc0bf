"""The public door for petitions, its own page, and the way to the second person; told to nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.access import clock
from muntada.parties.models import Party
from muntada.register.models import Entity, Listing, Proposal
from muntada.rights.actions import requests
from muntada.rights.identity import Identity
from muntada.rights.models import Petition, Request
from muntada.web.rights.words import KINDS
from tests.api.conftest import Program, token_for
from tests.rights.petitioners import IN_SIX, fifty
from tests.web.conftest import Forum, acting
from tests.web.registered import here, officer_of
from tests.web.test_matrix import browser, text_of

Clients = Callable[[str], Client]
WORD = "Zqpetitionxj"
NAME = {"ism": "يوسف", "father": "أحمد", "grandfather": "علي", "nisba": f"الحلبي{WORD}"}
SENT = {
    "kind": "delisting", "said": f"I am not that person. {WORD}", "capacity": "self", "written_in": "en",
    "language": "fr", "entry": f"OWN {WORD}", **NAME,
}  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sent(language: str = "en", **more: str) -> str:
    """The secret address that whoever sent it was shown."""
    given = Client().post(f"/{language}/redress/", {**SENT, **more})
    assert given.status_code == 201, re.findall(r'class="wrong"[^>]*>([^<]*)', given.content.decode())
    found = re.search(rf'href="(/{language}/redress/[\w-]{{43}}/)"', given.content.decode())
    assert found is not None
    assert f">http://testserver{found[1]}<" in given.content.decode(), "it is shown as it was reached"
    assert given["Cache-Control"].count("no-store")
    return found[1]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", ("طلب انتصاف", "الكنية", "مكتب أمين المظالم")),
        ("en", ("Ask for redress", "Kunya", "Office of the Ombudsperson")),
        ("fr", ("Présenter une requête", "Kunya", "Bureau du Médiateur")),
    ],
)
def test_row_26_anybody_asks_in_three_languages_and_reads_the_answer_at_a_secret_address(
    forum: Forum, language: str, words: tuple[str, ...]
) -> None:
    page = Client().get(f"/{language}/redress/").content.decode()
    assert all(word in page for word in words)
    assert '<option value="" selected>—</option>' in page, "nothing is chosen beforehand"
    own = sent(language)
    made = Petition.objects.get()
    assert (made.identity, made.request.language) == (NAME, "fr")
    read = Client().get(own)
    for said in (WORD, NAME["ism"], NAME["grandfather"]):
        assert said in read.content.decode()
    assert read["X-Robots-Tag"] == "noindex, nofollow"
    assert Client().get(own[:-2] + "/").status_code == 404
    for other in ("ar", "en", "fr"):
        assert Client().get(f"/{other}{own[3:]}").status_code == 200
    Client().post(own)
    made.request.refresh_from_db()
    assert made.request.state == "withdrawn"


def test_row_25_each_of_fifty_names_is_read_back_part_by_part_from_its_page(forum: Forum) -> None:
    for who in fifty()[::7]:
        own = sent(kind="access", **{"others": "", **_empty(), **who.as_json()})
        said = Client().get(own).content.decode()
        assert all(f'<bdi dir="auto">{part}</bdi>' in said for part in who.as_json().values())
    assert Petition.objects.count() == 8


def _empty() -> dict[str, str]:
    return dict.fromkeys(Identity.__dataclass_fields__, "")


@pytest.mark.parametrize("language", list(IN_SIX))
def test_row_25_the_form_takes_the_six_languages_of_the_united_nations(forum: Forum, language: str) -> None:
    who, said = IN_SIX[language]
    typed = {**_empty(), **{name: value for name, value in who.as_json().items() if name != "others"}}
    typed["others"] = "\n".join(who.others)
    own = sent(written_in=language, said=said, **typed)
    page = Client().get(own).content.decode()
    for one in (said, *who.others, *(who.as_json()[name] for name in typed if typed[name] and name != "others")):
        assert one in page


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ({"kind": ""}, "This field is required"),
        ({"ism": "", "father": "", "grandfather": "", "nisba": ""}, "at least two parts of it"),
        ({"born": "once upon"}, "This is no date"),
        ({"capacity": "heir"}, "Say who speaks for the person"),
        ({"said": "\x00"}, "plain text"),
        ({"address": "no address"}, "valid email"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    forum: Forum, typed: dict[str, str], word: str
) -> None:
    given = Client().post("/en/redress/", {**SENT, **typed})
    assert given.status_code == 422
    assert word in given.content.decode().replace("Null characters are not allowed", "plain text")
    assert WORD in given.content.decode()
    assert not Request.objects.exists()


def test_a_petition_is_taken_up_decided_by_another_and_answered_in_three_languages(
    forum: Forum, client_of: Clients
) -> None:
    here()
    own = sent()
    one = Request.objects.get()
    desk, reviewer = officer_of(client_of, "secretariat"), browser("reviewer")
    with override("en"):
        page, take = reverse("request", args=[one.pk]), reverse("petition-take-up", args=[one.pk])
        assert WORD in desk.get(page).content.decode()
        assert "Take it up" not in desk.get(page).content.decode(), "first it is made sure who asks"
        requests.identify(acting("secretariat"), one, how="A passport")
        assert "Take it up" in desk.get(page).content.decode()
        assert "No listing that you may see" in desk.get(take).content.decode()
        Listing.objects.filter(entity="un-here").update(dataset="own")
        Proposal.objects.all().delete()
        listing = Listing.objects.get(entity="un-here")
        looked = desk.post(take, {"entry": listing.reference, "look": "1"}).content.decode()
        assert f'value="{listing.pk}"' in looked
        assert "checked" not in looked, "none is chosen beforehand"
        assert desk.post(take, {"entry": listing.reference}).status_code == 422
        assert desk.post(take, {"entry": listing.reference, "listing": listing.pk}).status_code == 302
        proposal = Proposal.objects.get()
        assert WORD not in desk.get(reverse("register-proposal", args=[proposal.pk])).content.decode()
        assert proposal.until == clock.today() + timedelta(60)
        assert "Without a decision it takes effect on" in Client().get(own).content.decode()
        refusing = {"ground": "accurate", "reason": "Two courts found it so."}
        where = reverse("request-do", args=[one.pk, "refuse"])
        assert "A second person decides" in reviewer.post(where, refusing, follow=True).content.decode()
        deciding = reverse("register-proposal", args=[proposal.pk])
        officer_of(client_of).post(deciding, {"agrees": "no", "reason": "The convoy."})
        reviewer.post(where, refusing)
    for language, word in (("ar", "أسباب القرار"), ("en", "The reasons"), ("fr", "Les motifs")):
        said = Client().get(f"/{language}{own[3:]}").content.decode()
        assert word in said
        assert "Two courts found it so." in said
        assert "convoy" not in said


@pytest.mark.parametrize("role", ["focal_point", "reader", "partner"])
def test_row_26_a_pending_petition_leaves_no_trace_where_others_read(
    role: str, forum: Forum, client_of: Clients
) -> None:
    """What a partner and the public are given is the same to the letter, before and after."""
    from muntada.web.access.exports import LISTS
    from tests.web.registered import for_prevention

    here()
    Proposal.objects.all().delete()
    Listing.objects.filter(entity="un-here").update(dataset="own")
    Entity.objects.filter(pk="un-here").update(tlp="TLP:CLEAR")
    Party.objects.create(key="NL", kind="state")  # whom one of the cast speaks for
    client = browser(role, fresh=True)
    if role != "partner":
        for_prevention(role)
    with override("en"):
        places = [
            *(reverse("export", args=[name, "jsonl"]) for name in LISTS),
            *(reverse(name) for name in ("start", "your-data", "register", "register-leads", "policy", "search")),
            reverse("register-entity", args=["un-here"]),
        ]
        before = {where: _said(client, where) for where in places}
        assert (client.get(places[-1]).status_code == 200) == (role == "focal_point"), "who may see the entry sees it"
        given = _given(role)
        sent()
        one = Request.objects.get()
        requests.identify(acting("secretariat"), one, how="A passport")
        take = reverse("petition-take-up", args=[one.pk])
        listing = Listing.objects.get(entity="un-here")
        taken = officer_of(client_of, "secretariat").post(take, {"entry": "x", "listing": listing.pk})
        assert taken.status_code == 422, "what was not looked for is not chosen"
        taken = officer_of(client_of, "secretariat").post(take, {"entry": listing.reference, "listing": listing.pk})
        assert taken.status_code == 302
        for where in places:
            assert _said(client, where) == before[where], where
        assert _given(role) == given
        for where in (take, reverse("request", args=[one.pk]), reverse("register-proposals")):
            assert client.get(where).status_code in {403, 404}


def _given(role: str) -> list[str]:
    """What the API gives a program of somebody who reads for prevention."""
    if role != "focal_point":
        return []
    program = Program(token_for(role, purpose="prevention"))
    answers = [program.get(f"/{where}") for where in ("entities", "entities/un-here", "listings", "leads")]
    assert [one.status_code for one in answers] == [200] * 4
    return [one.content.decode() for one in answers]


def _said(client: Client, where: str) -> str:
    said = text_of(client.get(where))
    assert WORD not in said
    varies = r'name="csrfmiddlewaretoken" value="\w+"|X-Request-ID: \w+|[\d:]{8} GMT'
    return re.sub(varies, "", said)


def test_every_kind_of_request_has_its_word() -> None:
    assert set(KINDS) == set(Request.Kind.values)
