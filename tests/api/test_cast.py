"""Every operation answers everybody of the cast as this table says, and no operation is missing from it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from muntada.api.description import description, operations
from muntada.evidence.models import Citation, Document, Passage
from muntada.forum.models import Candidacy, Meeting
from muntada.library.models import Clause, ClauseText, Expression, Work
from muntada.parties.models import Party
from muntada.signin.tokens import FOR_PROGRAMS
from muntada.trail.writing import Line, write
from tests.api.conftest import ROOT, Forum, Program, token_for
from tests.web.conftest import CAST
from tests.web.registered import here

ALL = dict.fromkeys(CAST, 200)
STAFF = {"administrator": 403, "secretariat": 200, "analyst": 200, "focal_point": 403, "reader": 403}
NEW = {**STAFF, "secretariat": 201, "analyst": 201}
CHAIR = {**dict.fromkeys(CAST, 403), "secretariat": 200}
TRAIL = {**dict.fromkeys(CAST, 403), "administrator": 200}

NOBODY = dict.fromkeys(CAST, 404)
UNREAD = dict.fromkeys(CAST, 403)

# operation: (address, body, what each of the cast gets); nobody gets 401, and so does a token that has ended
TABLE: dict[str, tuple[str, Any, dict[str, int]]] = {
    "list_parties": ("/parties", None, ALL),
    "get_party": ("/parties/MA", None, ALL),
    "list_bodies": ("/bodies", None, ALL),
    "get_body": ("/bodies/gctf.coco", None, ALL),
    "list_memberships": ("/memberships", None, ALL),
    "get_membership": ("/memberships/{membership}", None, ALL),
    "list_terms": ("/terms", None, ALL),
    "get_term": ("/terms/{term}", None, ALL),
    "list_candidacies": ("/candidacies", None, ALL),
    "get_candidacy": ("/candidacies/{candidacy}", None, ALL),
    "list_meetings": ("/meetings", None, ALL),
    "get_meeting": ("/meetings/{meeting}", None, ALL),
    "list_instruments": ("/instruments", None, ALL),
    "get_instrument": ("/instruments/plan_2020", None, ALL),
    "list_versions": ("/versions", None, ALL),
    "get_version": ("/versions/{version}", None, ALL),
    "get_version_akn": ("/versions/{version}/akn", None, ALL),
    "list_clauses": ("/clauses?work=plan_2020", None, ALL),
    "get_clause": ("/clauses/{clause}", None, ALL),
    "search": ("/search?q=plan", None, ALL),
    "suggest": ("/search/suggestions?q=pl", None, ALL),
    "list_sources": ("/sources", None, ALL),
    "get_source": ("/sources/{source}", None, ALL),
    "take_source_in": ("/sources", {"name": "note", "text": "The Forum met in Rabat on 4 March 2021."}, NEW),
    "read_source_again": ("/sources/{source}/readings", None, STAFF),
    "decide_findings": (
        "/sources/{source}/decisions",
        {"decisions": [{"finding": "{finding}", "verdict": "reject"}]},
        STAFF,
    ),
    "list_findings": ("/findings", None, ALL),
    "get_finding": ("/findings/{finding}", None, ALL),
    "decide_finding": ("/findings/{finding}/decisions", {"verdict": "reject"}, STAFF),
    "list_citations": ("/citations?type=forum.meeting&key={meeting}", None, ALL),
    "get_citation": ("/citations/{citation}", None, ALL),
    "list_conflicts": ("/conflicts", None, ALL),
    "get_conflict": ("/conflicts/forum.meeting/{meeting}/when", None, ALL),
    "settle_conflict": (
        "/conflicts/forum.meeting/{meeting}/when/settlements",
        {"verdict": "follow", "citation": "{citation}"},
        CHAIR,
    ),
    "get_handling": ("/handling/evidence.document/{document}", None, ALL),
    "mark_record": (
        "/handling/evidence.document/{document}/markings",
        {"tlp": "TLP:CLEAR", "why": "It names somebody."},
        STAFF,
    ),
    # The register is for those who read for prevention, of whom the cast has none: tests/api/test_register.py.
    "list_entities": ("/entities", None, ALL),
    "get_entity": ("/entities/{entity}", None, NOBODY),
    "list_listings": ("/listings", None, ALL),
    "get_listing": ("/listings/{listing}", None, NOBODY),
    "list_leads": ("/leads", None, ALL),
    "get_lead": ("/leads/{lead}", None, NOBODY),
    "check_names": ("/screenings", {"names": [{"name": "Zubayr Alkhatibi"}], "basis": "un_sanctions"}, UNREAD),
    "list_screenings": ("/screenings", None, ALL),
    "get_screening": ("/screenings/{batch}", None, NOBODY),
    "list_screening_results": ("/screenings/{batch}/results", None, NOBODY),
    "get_screening_table": ("/screenings/{batch}/table", None, NOBODY),
    "list_entries": ("/trail", None, TRAIL),
    "get_entry": ("/trail/{entry}", None, TRAIL),
    "get_me": ("/me", None, ALL),
}
OFFERED = {one["operationId"]: one for one in operations(description())}
# Where what one may not know of is asked for by its own address: it looks as if it were not there.
HIDDEN = {
    "get_party": "/parties/{hidden_party}",
    "get_meeting": "/meetings/{hidden_meeting}",
    "get_version": "/versions/{hidden_version}",
    "get_version_akn": "/versions/{hidden_version}/akn",
    "get_clause": "/clauses/{hidden_clause}",
    "get_source": "/sources/{hidden}",
    "read_source_again": "/sources/{hidden}/readings",
    "decide_findings": "/sources/{hidden}/decisions",
    "get_finding": "/findings/{hidden_finding}",
    "decide_finding": "/findings/{hidden_finding}/decisions",
    "list_citations": "/citations?type=forum.meeting&key={hidden_meeting}",
    "get_citation": "/citations/{hidden_citation}",
    "get_handling": "/handling/forum.meeting/{hidden_meeting}",
    "get_entity": "/entities/{entity}",
    "get_listing": "/listings/{listing}",
    "get_lead": "/leads/{lead}",
    "get_screening": "/screenings/{batch}",
    "list_screening_results": "/screenings/{batch}/results",
    "get_screening_table": "/screenings/{batch}/table",
    "mark_record": "/handling/forum.meeting/{hidden_meeting}/markings",
    "get_conflict": "/conflicts/forum.meeting/{hidden_meeting}/when",
    "settle_conflict": "/conflicts/forum.meeting/{hidden_meeting}/when/settlements",
}


@pytest.fixture
def ids(forum: Forum) -> dict[str, int | str]:
    """The ids of what stands in the small forum, and of what in it is nobody's but the president's."""
    passage = Passage.objects.create(document=forum.source.document, start=18, end=22, quote="عقدت")
    cited = Citation.objects.create(
        record_type="forum.meeting", record_key=forum.meeting.pk, field="when", value="2020-06-03", passage=passage
    )
    Citation.objects.create(
        record_type="forum.meeting", record_key=forum.meeting.pk, field="when", value="2020-06-02", reference="A table"
    )
    candidacy = Candidacy.objects.create(body=forum.body, when="2023")
    candidacy.parties.add("MA")
    Document.objects.filter(pk=forum.hidden.document_id).update(originator="somebody.else")
    finding = forum.hidden.findings.create(
        type="agenda", attrs={}, start=0, end=1, quote="أ", rule="x", confidence=1, reader="1"
    )
    hidden: dict[str, Any] = {"tlp": "TLP:AMBER", "originator": "somebody.else"}
    Party.objects.create(key="hidden", kind="body", **hidden)
    meeting = Meeting.objects.create(kind="session", when="2020", title="canary", **hidden)
    citation = Citation.objects.create(
        record_type="forum.meeting", record_key=meeting.pk, field="when", value="2021", reference="canary"
    )
    known = here()
    version, clause = a_clause(forum.work, "The plan begins.")
    hidden_version, hidden_clause = a_clause(forum.work, "canary", **hidden)
    return {
        **{name: known[name] for name in ("entity", "listing", "lead", "batch")},
        "version": version,
        "clause": clause,
        "hidden_version": hidden_version,
        "hidden_clause": hidden_clause,
        "membership": forum.body.memberships.get().pk,
        "term": forum.body.terms.get().pk,
        "candidacy": candidacy.pk,
        "meeting": forum.meeting.pk,
        "source": forum.source.pk,
        "document": forum.source.document_id,
        "finding": forum.findings[1].pk,
        "citation": cited.pk,
        "entry": write([Line("user:1", "consult", "record.read", True, "r", "oversight")])[0],
        "hidden": forum.hidden.pk,
        "hidden_party": "hidden",
        "hidden_meeting": meeting.pk,
        "hidden_finding": finding.pk,
        "hidden_citation": citation.pk,
    }


def a_clause(work: Work, words: str, **marking: Any) -> tuple[int, int]:
    """A settled version with one clause that says this; their numbers."""
    language = "fr" if marking else "en"
    version = Expression.objects.create(work=work, language=language, state="settled", quality="typed", **marking)
    clause = Clause.objects.create(work=work, wid=f"para_{version.pk}", order=version.pk, kind="operative")
    ClauseText.objects.create(clause=clause, expression=version, order=1, number="1.", text=words)
    return version.pk, clause.pk


def filled(value: Any, ids: dict[str, int | str]) -> Any:
    if isinstance(value, dict):
        return {name: filled(each, ids) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(each, ids) for each in value]
    if isinstance(value, str) and value.startswith("{"):
        return ids[value[1:-1]]
    return value.format(**ids) if isinstance(value, str) else value


def ask(name: str, path: str, program: Program, ids: dict[str, int | str], tag: str = "") -> Any:
    method = OFFERED[name]["x-address"].partition(" ")[0]
    more: dict[str, str] = {}
    if any(one["name"] == "If-Match" for one in OFFERED[name]["parameters"]):
        more["If_Match"] = tag or '"0"'
    return program.call(method, path.format(**ids), filled(TABLE[name][1], ids), **more)


def test_no_operation_is_missing_from_the_table() -> None:
    assert set(OFFERED) == set(TABLE)


def test_every_operation_says_what_a_token_needs_for_it() -> None:
    assert all("x-needs" in one for one in OFFERED.values())


@pytest.mark.parametrize("role", CAST)
@pytest.mark.parametrize("name", TABLE)
def test_every_operation_answers_the_cast(name: str, role: str, ids: dict[str, int | str]) -> None:
    program = Program(token_for(role))
    path = TABLE[name][0]
    seen = path.format(**ids).rpartition("/")[0]
    tag = program.get(seen).headers.get("ETag", "") if path.count("/") > 2 else ""
    answer = ask(name, path, program, ids, tag)
    assert answer.status_code == TABLE[name][2][role], answer.content.decode()
    assert str(answer.status_code) in {str(status) for status in OFFERED[name]["responses"]}


@pytest.mark.parametrize("name", TABLE)
def test_nobody_is_answered_who_does_not_say_who_asks(name: str, ids: dict[str, int | str]) -> None:
    method = OFFERED[name]["x-address"].partition(" ")[0]
    for headers in ({}, {"Authorization": "Bearer muntada_" + "x" * 43}, {"Authorization": "Basic eDp5"}):
        answer = Client().generic(method, ROOT + TABLE[name][0].format(**ids), headers=headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("name", [name for name in TABLE if OFFERED[name]["x-needs"]])
def test_a_token_made_for_less_does_not_do_more(name: str, ids: dict[str, int | str]) -> None:
    for need in OFFERED[name]["x-needs"]:
        others = [one.value for one in FOR_PROGRAMS if one.value != need]
        answer = ask(name, TABLE[name][0], Program(token_for("secretariat", permissions=others)), ids)
        assert answer.json()["code"] == "narrow_token"


@pytest.mark.parametrize("role", CAST)
@pytest.mark.parametrize("name", HIDDEN)
def test_what_one_may_not_know_of_is_as_absent_as_what_is_not_there(
    name: str, role: str, ids: dict[str, int | str]
) -> None:
    program = Program(token_for(role))
    hidden = ask(name, HIDDEN[name], program, ids)
    gone = {key: "nothing" if isinstance(value, str) else 999_999 for key, value in ids.items()}
    absent = ask(name, HIDDEN[name], program, gone)
    assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content)
    assert hidden.status_code == 404


@pytest.mark.parametrize("role", CAST)
def test_no_list_holds_what_one_may_not_know_of(role: str, ids: dict[str, int | str]) -> None:
    program = Program(token_for(role))
    for name, (path, _body, _answers) in TABLE.items():
        if name.startswith("list_"):
            text = program.get(path.format(**ids)).content.decode()
            assert "canary" not in text, name
            assert "somebody.else" not in text, name
