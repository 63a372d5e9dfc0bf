"""The rights of persons in the register: what is given to them, kept from use, corrected, disputed and erased."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from muntada import web
from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.models import LegalBasis, Processing
from muntada.access.rows import rows
from muntada.access.rules import RULES, Permission, decide
from muntada.evidence.actions.releases import NotFree, answer_release, ask_release
from muntada.marking.tlp import TLP
from muntada.register.actions.approving import ask_special, decide_neutrality, decide_special, flag
from muntada.register.actions.entering import next_tide
from muntada.register.actions.leads import decide_lead
from muntada.register.actions.own import correct, state
from muntada.register.actions.screening import Right, screen
from muntada.register.exports import export_entities
from muntada.register.models import Entity, Lead, Listing, ListingChange, Statement, Waiting
from muntada.register.queries import names
from muntada.register.queries.entities import entities, statements
from muntada.register.queries.names import save_index
from muntada.reports.actions.paragraphs import _may_rest
from muntada.reports.models import Edition
from muntada.rights.actions import concerning, correcting, erasing, requests
from muntada.rights.exports import pack
from muntada.rights.models import Correction
from muntada.screening.model import Query
from muntada.signin.actors import actor_of
from muntada.trail.looking import note_disclosure
from muntada.web.register.approving import _told
from tests.register.officers import OFFICER, SECOND
from tests.register.own import SAID, person, ready, thing, told
from tests.web.canaries import member
from tests.web.conftest import Forum, acting
from tests.web.conftest import person as somebody
from tests.web.registered import officer_of

RIGHT = Right("prevention", "un_sanctions")


@pytest.fixture
def reviewer(forum: Forum) -> Actor:
    found = actor_of(member("reviewer"))
    assert found is not None
    return found


@pytest.fixture
def here(forum: Forum, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Entity]:
    """A person with papers and a tie to an act, listed here; and another person."""
    monkeypatch.setattr(names, "_root", lambda: tmp_path / "screening")
    names.forget()
    ready("suspect", "other")
    one = person("Zqsalim Alqarin", alias="زقسالم القرن", notes="Seen with Zqomar Albayda.")
    other = person("Zqomar Albayda", notes="A neighbour of Zqsalim Alqarin.")
    act = thing("Act", name="Fire at Qarn")
    paper = thing("Passport", holder=one.pk, number="K4711")
    tie = thing("Participation", SAID, subject=one.pk, object=act.pk, basis="charged")
    listing = Listing.objects.create(entity=one, dataset="own", reference="Own-1")
    ListingChange.objects.create(listing=listing, what="decided", by="user:0", at=clock.now(), tide=next_tide())
    return {"one": one, "other": other, "act": act, "paper": paper, "tie": tie}


def unpacked(data: bytes) -> tuple[dict[str, Any], str]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return json.loads(file.read("data.json")), file.read("data.html").decode()


def asks(name: str = "Zqsalim Alqarin") -> list[Any]:
    (answer,) = screen(OFFICER, [Query(name)], RIGHT)
    return list(answer.met)


def test_row_18_the_pack_holds_the_register_s_rows_of_the_person_and_of_nobody_else(
    here: dict[str, Entity], reviewer: Actor
) -> None:
    (met,) = asks()
    secretariat = acting("secretariat")
    request = requests.take(secretariat, "access", names=["Zqsalim Alqarin"], address="z@example.org", language="en")
    requests.identify(secretariat, request, how="A passport, seen in person")
    said, page = unpacked(pack(reviewer, request))
    of = {(one["kind"], one["key"]): one for one in said["records"]}
    assert set(of) == {("register.entity", here["one"].pk), ("register.lead", str(met.lead.pk))}
    whole = of["register.entity", here["one"].pk]
    stated = set(Statement.objects.filter(entity=here["one"]).values_list("prop", "value"))
    blotted = ("notes", "Seen with " + "█" * len("Zqomar Albayda") + ".")
    oracle = {pair for pair in stated if pair[0] != "notes"} | {blotted}
    assert {(one["property"], one["value"]) for one in whole["statements"]} == oracle
    assert {one["grades"] for one in whole["statements"]} == {"B2"}
    assert {one["key"] for one in whole["ties"]} == {here["paper"].pk, here["tie"].pk}
    assert [one["reference"] for one in whole["listings"]] == ["Own-1"]
    assert [one["purpose"] for one in whole["checks"]] == ["prevention"]
    assert "Zqomar" not in json.dumps(said, ensure_ascii=False) + page


def test_row_20_who_is_kept_from_use_is_in_no_list_and_met_by_no_check_with_papers_and_ties(
    here: dict[str, Entity], reviewer: Actor, client_of: Callable[[str], Client]
) -> None:
    page, at = officer_of(client_of), reverse("register-entity", args=[here["one"].pk])
    before, exported = entities(OFFICER).count(), len(list(export_entities(OFFICER)))
    assert asks()
    concern = concerning.restrict(reviewer, here["one"], statement="I am not he.")
    assert entities(OFFICER).count() == before - 3, "the person, the passport and the participation"
    assert len(list(export_entities(OFFICER))) == exported - 3
    assert asks() == []
    assert page.get(at).status_code == 404
    concerning.end(reviewer, concern, outcome="A namesake.")
    assert entities(OFFICER).count() == before
    assert page.get(at).status_code == 200
    assert asks()


def test_row_55_a_dispute_shows_wherever_the_entry_does(
    here: dict[str, Entity], reviewer: Actor, client_of: Callable[[str], Client]
) -> None:
    (met,) = asks()
    client = officer_of(client_of)
    client.cookies["django_language"] = "en"
    one = here["one"].pk
    pages = [f"/en/register/entities/{one}/", f"/en/register/leads/{met.lead.pk}/", "/en/register/entities/"]
    pages += ["/en/register/leads/", f"/en/register/entities/{here['act'].pk}/", f"/en/register/entities/{one}/flag/"]
    assert not any("isputed" in client.get(at).content.decode() for at in pages)
    concern = concerning.dispute(reviewer, here["one"], statement="The date is another’s.")
    for at in pages:
        assert "isputed" in client.get(at).content.decode(), at
    lines = {one["id"]: one for one in map(json.loads, export_entities(OFFICER))}
    assert lines[here["one"].pk]["disputed"] is True
    assert "disputed" not in lines[here["other"].pk]
    asked = {"name": "Zqsalim Alqarin", "purpose": "prevention", "basis": "un_sanctions"}
    assert "disputed" in client.post("/en/register/", asked).content.decode().lower()
    concerning.end(reviewer, concern, outcome="Corrected.")
    assert not any("isputed" in client.get(at).content.decode() for at in pages)


def test_row_55_no_page_of_the_register_names_an_entry_without_saying_that_it_is_disputed() -> None:
    folder = Path(web.__file__).parent / "templates" / "register"
    for file in sorted(folder.glob("*.html")):
        named = re.findall(r"\{\{ ([a-z_.]+)\.caption\|isolated \}\}(.{0,40})", file.read_text(encoding="utf-8"))
        for name, after in named:
            assert name == "hit" or after.startswith("{{ " + name + "|disputed }}"), f"{file.name}: {name}"


def test_rows_12_54_what_is_flagged_or_disputed_is_released_to_nobody_before_the_reviewer_decides(
    here: dict[str, Entity], reviewer: Actor
) -> None:
    one = here["act"]
    Entity.objects.filter(pk=one.pk).update(tlp="TLP:GREEN")
    one.refresh_from_db()
    held = flag(OFFICER, one, aspect="religious", reason="A temple is named.")
    release = ask_release(acting("reader"), one, why="A seminar.", to_label=TLP.CLEAR)
    with pytest.raises(NotFree):
        answer_release(acting("secretariat"), release, yes=True, reason="It is harmless.")
    assert one.pk not in {json.loads(line)["id"] for line in export_entities(OFFICER)}
    decide_neutrality(reviewer, held, may_go=False, reason="Not yet.")
    assert one.pk not in {json.loads(line)["id"] for line in export_entities(OFFICER)}
    held.refresh_from_db()
    held.state = "passes"
    held.save()
    assert one.pk in {json.loads(line)["id"] for line in export_entities(OFFICER)}
    answer_release(acting("secretariat"), release, yes=True, reason="It is harmless.")


def test_row_13_a_corrected_value_reaches_whoever_received_the_entry(
    here: dict[str, Entity], django_capture_on_commit_callbacks: Any
) -> None:
    note_disclosure(OFFICER, here["one"], recipients=["MA", "CA"])
    with django_capture_on_commit_callbacks(execute=True):
        correct(OFFICER, Statement.objects.get(entity=here["one"], prop="birthDate"), value="1981", reason="A slip.")
    made = Correction.objects.get()
    assert (made.record_key, made.field) == (here["one"].pk, "birthDate")
    assert set(made.tellings.values_list("recipient", flat=True)) == {"MA", "CA"}


def test_row_59_no_state_decider_or_list_of_the_register_is_corrected_in_passing(
    here: dict[str, Entity], client_of: Callable[[str], Client]
) -> None:
    (met,) = asks()
    for record, field in ((here["one"], "dataset"), (here["one"], "schema"), (met.lead, "state"), (met.lead, "reason")):
        with pytest.raises(ValueError, match="no such field"):
            correcting.correct(SECOND, record, field, "other")
    client = officer_of(client_of, "secretariat")
    page = reverse("concern-begin") + f"?type=register.entity&key={here['one'].pk}"
    assert 'value="dispute"' in client.get(page).content.decode()
    sent = client.post(page, {"deed": "correct", "field": "dataset", "value": "own"})
    assert (sent.status_code, 'value="correct"' in sent.content.decode()) == (422, False)


def test_row_54_no_report_rests_on_what_is_flagged(here: dict[str, Entity]) -> None:
    one = here["one"]
    edition = Edition(tlp=one.tlp, originator=one.originator, audience=one.audience)
    assert _may_rest(OFFICER, edition, "register.entity", one.pk)
    flag(OFFICER, one, aspect="political", reason="It may be about politics.")
    assert not _may_rest(OFFICER, edition, "register.entity", one.pk)


def test_row_15_a_special_category_is_closed_to_all_but_those_whom_two_persons_named(here: dict[str, Entity]) -> None:
    one, until = here["one"], clock.today() + timedelta(30)
    asked: dict[str, Any] = {"prop": "religion", "purpose": "prevention", "category": "suspect", "assessment": 1}
    made = ask_special(
        OFFICER, **asked, persons=(f"user:{somebody('analyst').pk}",), necessity="Threats name it.", until=until
    )
    assert not decide(OFFICER, Permission.SPECIAL_OPEN, made), "whoever asks opens nothing"
    decide_special(SECOND, made, agrees=True, reason="Needed.")
    with pytest.raises(Exception, match="Nobody opened this to you"):
        state(OFFICER, one, told(religion="canary-creed"))
    Statement.objects.create(
        entity=one, prop="religion", value="canary-creed", dataset="own", first_seen=clock.now(), last_seen=clock.now()
    )
    named = next(iter(made.persons))
    granted = replace(OFFICER, key=named)
    assert statements(granted, one).filter(prop="religion").exists()
    assert not statements(OFFICER, one).filter(prop="religion").exists()
    assert b"canary" not in b"".join(export_entities(granted)), "it is given out to nobody"
    given = {"kind": "fact", "reliability": "B", "credibility": 2, "passage": None}
    says = {"prop": "religion", "value": "canary-creed", "original": "", "language": "", "grades": given}
    waits = Waiting(entity=one, schema="Person", told=[says])
    assert len(_told(granted, waits)) == 1
    assert _told(OFFICER, waits) == [], "nor to others who approve what is entered about a child"
    Processing.objects.filter(category="suspect").update(until=clock.today())
    assert not statements(granted, one).filter(prop="religion").exists(), "what it rested on has ended"


def test_row_21_the_reviewer_and_the_overseer_write_nothing_of_the_register() -> None:
    writes = {
        one
        for one in Permission
        if one.value.split(".")[0] in {"list", "entity", "listing", "lead", "likeness", "special", "names"}
    } - {Permission.LIST_EXPORT}
    for role in ("reviewer", "overseer"):
        held = {one for one in writes for rule in RULES[one] if role in {each.value for each in rule.roles}}
        assert held == set()


def test_row_09_who_is_erased_leaves_no_tie_no_paper_and_no_name_in_the_index(
    here: dict[str, Entity], tmp_path: Path, reviewer: Actor
) -> None:
    (met,) = asks()
    decide_lead(OFFICER, met.lead, same=True, reason="The same passport.")
    save_index()
    made = erasing.propose_record(acting("secretariat"), here["one"], why="unlawful")
    erasing.decide(reviewer, made, yes=True)
    erasing.erase(CLERK, made)
    gone = [here[name].pk for name in ("one", "paper", "tie")]
    assert not Entity.objects.filter(pk__in=gone).exists()
    assert not Lead.objects.exists()
    assert Entity.objects.filter(pk__in=[here["act"].pk, here["other"].pk]).count() == 2


def test_row_10_no_victim_or_witness_is_returned_among_a_thousand_random_records(here: dict[str, Entity]) -> None:
    basis = LegalBasis.objects.get(pk="un_sanctions")
    chance, now = random.Random(10), clock.now()
    kinds = ("victim", "witness", "suspect", "other")
    made = [
        Entity(
            key=f"r-{number}", schema="Person", caption="Zqnadia Alwadi", dataset="un", first_seen=now, last_seen=now,
            changed_at=now, tlp="TLP:GREEN", purpose="prevention", legal_basis=basis, retention="case",
            category=chance.choice(kinds), review_by=clock.today() + timedelta(30),
        )
        for number in range(1_000)
    ]  # fmt: skip
    Entity.objects.bulk_create(made)
    Statement.objects.bulk_create(
        [
            Statement(entity=one, prop="name", value="Zqnadia Alwadi", dataset="un", first_seen=now, last_seen=now)
            for one in made
        ]
    )
    Listing.objects.bulk_create([Listing(entity=one, dataset="un", reference=one.key) for one in made])
    names.forget()
    (answer,) = screen(OFFICER, [Query("Zqnadia Alwadi")], RIGHT, limit=1_000)
    assert {met.entity.category for met in answer.met} <= {"suspect", "other"}
    assert answer.met
    assert not rows(OFFICER, Permission.RECORD_READ, Lead).filter(entity__category__in=("victim", "witness")).exists()
