"""Pages of what is entered by hand: a guest finds the way, what is wrong is said beside its field, others decide."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.access import clock
from muntada.access.models import Audience, Processing
from muntada.register.actions.approving import flag
from muntada.register.models import Approval, Entity, Judgement, Neutrality, Special, Statement, Waiting
from muntada.trail.models import Entry as Line
from tests.register.officers import OFFICER
from tests.register.own import person as entered
from tests.register.own import ready, thing
from tests.web.conftest import Forum
from tests.web.conftest import person as member
from tests.web.registered import for_prevention, officer_of

Clients = Callable[[str], Client]
SOLID: dict[str, Any] = {"kind": "fact", "reliability": "B", "credibility": "2"}
HANDLED: dict[str, Any] = {
    "tlp": "TLP:AMBER",
    "purpose": "prevention",
    "legal_basis": "un_sanctions",
    "category": "suspect",
}
SOMEBODY: dict[str, Any] = {
    **SOLID,
    **HANDLED,
    "p_name": "سالم القرن",
    "p_birthDate": "١٩٨٠",
    "p_alias": "أبو غصن\nThe Reed",
}


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def send(client: Client, name: str, *arguments: object, answers: int = 302, tongue: str = "en", **said: Any) -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = tongue
    with override(tongue):
        given = client.post(reverse(name, args=arguments), said)
    assert given.status_code == answers, words(given.content.decode())[:2000]
    return words(given.content.decode())


def look(client: Client, name: str, *arguments: object, answers: int = 200, language: str = "en") -> str:
    with override(language):
        given = client.get(reverse(name, args=arguments))
    assert given.status_code == answers
    return words(given.content.decode())


@pytest.fixture
def analyst(forum: Forum, client_of: Clients) -> Client:
    ready("suspect", "contact")
    return officer_of(client_of)


@pytest.mark.parametrize(
    ("language", "begins", "rests"),
    [
        ("ar", "شخص", "مدى موثوقية المصدر"),
        ("en", "Person", "How reliable the source is"),
        ("fr", "Personne", "Fiabilité"),
    ],
)
def test_a_person_is_entered_from_a_form_made_of_the_schema(
    analyst: Client, language: str, begins: str, rests: str
) -> None:
    assert begins in look(analyst, "register-own", language=language)
    assert rests in look(analyst, "register-own-enter", "Person", language=language)
    send(analyst, "register-own-enter", "Person", tongue=language, **SOMEBODY)
    made = Entity.objects.get()
    assert (made.caption, made.category, made.tlp) == ("سالم القرن", "suspect", "TLP:AMBER")
    born = made.statements.get(prop="birthDate")
    assert (born.value, born.original, born.reliability, born.credibility) == ("1980", "١٩٨٠", "B", 2)
    assert set(made.statements.filter(prop="alias").values_list("value", flat=True)) == {"أبو غصن", "The Reed"}
    assert "The Reed" in look(analyst, "register-entity", made.pk, language=language)


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"p_birthDate": "soon"}, "Write 2024, 2024-05 or 2024-05-31."),
        ({"p_nationality": "Atlantis"}, "No country has this name"),
        ({"p_name": ""}, "This field is required"),
        ({"reliability": ""}, "This field is required"),
        ({"legal_basis": ""}, "This field is required"),
        ({"category": "victim"}, "Select a valid choice"),
        ({"category": "convicted"}, "A signed assessment comes first"),
        ({"passage": "4711"}, "There is no such passage"),
        ({"tlp": "TLP:GREEN", "p_birthDate": "2015"}, "may be under eighteen"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_entered(
    analyst: Client, wrong: dict[str, Any], word: str
) -> None:
    said = send(analyst, "register-own-enter", "Person", answers=422, **{**SOMEBODY, **wrong})
    assert word in said
    assert not Entity.objects.exists()
    assert not Waiting.objects.exists()


def test_no_form_chooses_a_legal_basis_a_category_or_a_grade_for_anybody(analyst: Client) -> None:
    with override("en"):
        page = analyst.get(reverse("register-own-enter", args=["Person"])).content.decode()
    for name in ("legal_basis", "category", "kind", "reliability", "credibility"):
        box = re.search(rf'<select name="{name}".*?</select>', page, re.S)
        assert box is not None
        assert re.findall(r'value="([^"]*)" selected', box[0]) in ([], [""]), name
    look(analyst, "register-own-enter", "Sanction", answers=404)


def test_row_11_a_tie_begins_at_the_entry_whose_page_one_came_from(analyst: Client) -> None:
    one = entered()
    act = thing("Act", name="Fire at Qarn")
    page = analyst.get(f"/en/register/own/Participation/?subject={one.pk}").content.decode()
    assert f'value="{one.pk}"' in page
    tie: dict[str, Any] = {
        **SOLID,
        "kind": "assessment",
        **HANDLED,
        "category": "",
        "legal_basis": "",
        "p_basis": "attributed",
    }
    ends: dict[str, Any] = {"p_subject": one.pk, "p_object": f"https://x.example/en/register/entities/{act.pk}/"}
    send(analyst, "register-own-enter", "Participation", **tie, **ends)
    made = Entity.objects.get(schema="Participation")
    assert (made.category, made.legal_basis_id) == ("suspect", "un_sanctions")
    assert "A suspicion is never a finding" in send(
        analyst, "register-own-enter", "Participation", answers=422, **{**tie, "kind": "fact"}, **ends
    )
    assert "No entry that you see" in send(
        analyst, "register-own-enter", "Participation", answers=422, **tie, **{**ends, "p_object": "Fire at Qarn"}
    )
    shown = look(analyst, "register-entity", one.pk)
    assert "Fire at Qarn" in shown
    assert "It is attributed to them Assessment" in shown, "what is no fact says so beside its value"


def test_a_value_is_added_corrected_and_ended_from_its_entry_s_page(analyst: Client) -> None:
    one = entered()
    assert "Change it" in look(analyst, "register-entity", one.pk)
    send(analyst, "register-own-state", one.pk, prop="alias", value="The Reed", **{**SOLID, "language": "eng"})
    alias = Statement.objects.get(prop="alias")
    assert alias.language == "eng"
    assert "The Reed" in look(analyst, "register-own-state", one.pk)
    assert "This is what stands there" in send(
        analyst, "register-own-correct", alias.pk, answers=422, value="The Reed", reason="x"
    )
    send(analyst, "register-own-correct", alias.pk, value="The Rush", reason="A slip.")
    rush = Statement.objects.get(prop="alias", ended_at=None)
    send(analyst, "register-own-correct", rush.pk, value="", reason="Another’s.")
    assert not Statement.objects.filter(prop="alias", ended_at=None).exists()
    look(analyst, "register-own-correct", alias.pk, answers=404)
    name = Statement.objects.get(prop="name")
    assert "nothing without it" in send(analyst, "register-own-correct", name.pk, answers=422, value="", reason="x")
    Entity.objects.update(dataset="un")
    look(analyst, "register-own-state", one.pk, answers=404)
    assert "Change it" not in look(analyst, "register-entity", one.pk)


@pytest.mark.parametrize(("language", "waits"), [("ar", "ينتظر شخصين آخرين"), ("en", "Waits for two others")])
def test_row_31_two_others_approve_what_speaks_of_a_child(
    analyst: Client, client_of: Clients, language: str, waits: str
) -> None:
    child = {**SOMEBODY, "p_birthDate": "2015", "tlp": "TLP:AMBER+STRICT", "category": "contact"}
    send(analyst, "register-own-enter", "Person", **child)
    assert not Entity.objects.exists()
    one = Waiting.objects.get()
    assert waits in look(analyst, "register-waiting", language=language)
    assert "You entered it; two others decide" in look(analyst, "register-waiting-one", one.pk)
    send(analyst, "register-waiting-one", one.pk, answers=403, agrees="yes", reason="Mine.")
    second = officer_of(client_of, "secretariat")
    assert "سالم القرن" in look(second, "register-waiting-one", one.pk)
    send(second, "register-waiting-one", one.pk, agrees="yes", reason="Needed.")
    assert not Entity.objects.exists()
    assert "It waits for another person" in look(second, "register-waiting-one", one.pk)
    Approval.objects.update(by="user:4711")
    held = Processing.objects.get(category="contact")
    Processing.objects.filter(pk=held.pk).update(until=clock.today())
    said = send(second, "register-waiting-one", one.pk, answers=422, agrees="yes", reason="Needed too.")
    assert "the assessment has ended" in said
    Processing.objects.filter(pk=held.pk).update(until=held.until)
    send(second, "register-waiting-one", one.pk, agrees="yes", reason="Needed too.")
    made = Entity.objects.get()
    assert "may be under eighteen" in look(analyst, "register-entity", made.pk)


def test_row_54_a_flagged_entry_waits_for_the_reviewer_alone(analyst: Client, client_of: Clients) -> None:
    one = entered()
    send(analyst, "register-flag", one.pk, aspect="political", reason="It is about a party’s congress.")
    assert "flagged for its neutrality" in look(analyst, "register-entity", one.pk)
    held = Neutrality.objects.get()
    assert "The reviewer decides" in look(analyst, "register-flag-one", held.pk)
    send(analyst, "register-flag-one", held.pk, answers=403, may_go="yes", reason="x")
    reviewer = officer_of(client_of, "reviewer")
    assert "Salim Alqarin" in look(reviewer, "register-flags")
    assert "1980" in look(reviewer, "register-flag-one", held.pk), "whoever decides reads what it is about"
    look(reviewer, "register-entity", one.pk, answers=404)
    Entity.objects.filter(pk=one.pk).update(tlp="TLP:RED", audience=Audience.of(["user:4711"]))
    assert "Salim Alqarin" not in look(reviewer, "register-flags"), "TLP:RED stays with those who are named"
    Entity.objects.filter(pk=one.pk).update(tlp="TLP:AMBER", audience=None)
    send(reviewer, "register-flag-one", held.pk, may_go="yes", reason="It is about an act.")
    held.refresh_from_db()
    assert (held.state, held.decided_by) == ("passes", f"user:{member('reviewer').pk}")
    assert "flagged for its neutrality" not in look(analyst, "register-entity", one.pk)


def test_row_15_a_special_category_is_opened_by_two_and_seen_by_those_who_are_named(
    analyst: Client, client_of: Clients
) -> None:
    one = entered()
    asked: dict[str, Any] = {"prop": "religion", "purpose": "prevention", "category": "suspect", "assessment": "1"}
    asked |= {"persons": member("analyst").email, "until": (clock.today() + timedelta(30)).isoformat()}
    wrongs: list[tuple[dict[str, Any], str]] = [
        ({"assessment": "2"}, "No assessment of this number"),
        ({"persons": "nobody@example.org"}, "have an account here"),
        ({"until": "2020-01-01"}, "Choose a day after today"),
        ({"necessity": ""}, "This field is required"),
    ]
    for wrong, word in wrongs:
        said = send(analyst, "register-special-ask", answers=422, **{**asked, "necessity": "Needed.", **wrong})
        assert word in said
    send(analyst, "register-special-ask", necessity="Threats name it.", **asked)
    held = Special.objects.get()
    send(analyst, "register-special", held.pk, answers=403, agrees="yes", reason="Mine.")
    creed: dict[str, Any] = {"prop": "religion", "value": "canary-creed", **SOLID}
    assert "Select a valid choice" in send(analyst, "register-own-state", one.pk, answers=422, **creed)
    second = officer_of(client_of, "secretariat")
    send(second, "register-special", held.pk, agrees="yes", reason="Strictly necessary.")
    send(analyst, "register-own-state", one.pk, **creed)
    assert "canary-creed" in look(analyst, "register-entity", one.pk)
    assert "canary-creed" not in look(second, "register-entity", one.pk), "it is for those who are named alone"
    send(second, "register-special", held.pk)
    assert "canary-creed" not in look(analyst, "register-entity", one.pk), "closed is closed at the next request"


def test_two_entries_are_looked_at_side_by_side_joined_and_parted(analyst: Client) -> None:
    one, two = entered(), entered("سالم القرن")
    assert "No other entry" in send(analyst, "register-judge-other", one.pk, answers=422, other=one.pk)
    send(analyst, "register-judge-other", one.pk, other=two.pk)
    both = look(analyst, "register-judge", one.pk, two.pk)
    assert "Salim Alqarin" in both
    assert "سالم القرن" in both
    send(analyst, "register-judge", one.pk, two.pk, said_to_be="same", reason="The same passport.")
    assert "The same, as a person said" in look(analyst, "register-entity", one.pk)
    assert "what was said of them last" in send(
        analyst, "register-judge", one.pk, two.pk, answers=422, said_to_be="same", reason="x"
    )
    send(analyst, "register-judge", two.pk, one.pk, said_to_be="open", reason="His brother’s.")
    assert "The same, as a person said" not in look(analyst, "register-entity", one.pk)
    assert [each.said for each in Judgement.objects.order_by("pk")] == ["same", "open"]
    look(analyst, "register-judge", one.pk, one.pk + "x", answers=404)


def test_looking_is_logged_and_who_keeps_no_entries_finds_no_page(analyst: Client, client_of: Clients) -> None:
    ready()
    one = entered()
    held = flag(OFFICER, one, aspect="racial", reason="x")
    look(analyst, "register-flag-one", held.pk)
    line = Line.objects.filter(operation="consult", thing_type="register.neutrality").latest("pk")
    assert line.thing_key == str(held.pk)
    for_prevention("reader")
    reader = client_of("reader")
    for name in ("register-own", "register-waiting", "register-flags", "register-specials", "register-likenesses"):
        look(reader, name, answers=403)
    for name, key in (("register-own-state", one.pk), ("register-flag", one.pk), ("register-judge-other", one.pk)):
        look(reader, name, key, answers=404)
