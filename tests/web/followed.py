"""What parties undertook and did in the small forum, for the tests that walk every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from muntada.access import clock
from muntada.evidence.models import Document, Passage
from muntada.followup.models import (
    Commitment,
    Contribution,
    Evidence,
    EvidenceRevision,
    Institution,
    Mapping,
    Measure,
    Report,
)
from muntada.library.models import Clause, Work
from muntada.marking.handling import THE_FORUM
from tests.web import judged
from tests.web.conftest import CAST
from tests.web.readers import an_open_clause

EVERYBODY = dict.fromkeys(CAST, 200)
NOWHERE = dict.fromkeys(CAST, 404)
THE_STAFF = {**dict.fromkeys(CAST, 403), "secretariat": 200, "analyst": 200}
KEEPERS = {**THE_STAFF, "focal_point": 200}
# name: (arguments, method, what each of the cast gets), as in the table of every address
ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "commitments": ("", "GET", EVERYBODY),
    # Of nothing nobody enters anything; to which clause stands behind the address.
    "commitment-new": ("", "GET", {**dict.fromkeys(KEEPERS, 404), "administrator": 403, "reader": 403}),
    "commitment": ("a-commitment", "GET", EVERYBODY),
    "commitment-change": ("a-commitment", "GET", THE_STAFF),
    "measures": ("", "GET", EVERYBODY),
    "measure-new": ("", "GET", KEEPERS),
    "measure": ("a-measure", "GET", EVERYBODY),
    "measure-change": ("a-measure", "GET", THE_STAFF),
    "measure-serve": ("a-measure", "GET", THE_STAFF),
    "measure-evidence": ("a-measure", "GET", THE_STAFF),
    "measure-report": ("a-due-day", "GET", THE_STAFF),
    "measure-do": ("no-deed", "POST", NOWHERE),
    "evidence-revise": ("a-piece", "GET", THE_STAFF),
    "evidence-file": ("absent", "GET", NOWHERE),
    "measure-report-change": ("a-report", "GET", THE_STAFF),
    "passage-shows": ("absent", "GET", NOWHERE),
    "institutions": ("", "GET", EVERYBODY),
    "institution-new": ("", "GET", KEEPERS),
    "institution-change": ("an-institution", "GET", THE_STAFF),
    "mappings": ("", "GET", EVERYBODY),
    "mapping-new": ("", "GET", {**dict.fromkeys(KEEPERS, 404), "administrator": 403, "reader": 403}),
    "mapping-change": ("a-mapping", "GET", THE_STAFF),
}
ARGUMENTS: dict[str, Callable[[Any], list[object]]] = {
    "a-commitment": lambda forum: [open_in(forum.work)["commitment"]],
    "a-measure": lambda forum: [open_in(forum.work)["measure"]],
    "a-due-day": lambda forum: [open_in(forum.work)["measure"], "2020-04-30"],
    "no-deed": lambda forum: [open_in(forum.work)["measure"], "nothing"],
    "a-piece": lambda forum: [open_in(forum.work)["evidence"]],
    "a-report": lambda forum: [open_in(forum.work)["report"]],
    "an-institution": lambda forum: [open_in(forum.work)["institution"]],
    "a-mapping": lambda forum: [open_in(forum.work)["mapping"]],
}
# What looking at each of these writes into the trail.
LOOKS: dict[str, str | None] = {
    "commitment": "followup.commitment",
    "commitment-change": "followup.commitment",
    "measure": "followup.measure",
    "measure-change": "followup.measure",
    "measure-serve": "followup.measure",
    "measure-evidence": "followup.measure",
    "measure-report": "followup.measure",
    "evidence-revise": "followup.evidence",
    "measure-report-change": "followup.report",
    "institution-change": "followup.institution",
    "mapping-change": "followup.mapping",
}
_KEEPS = {"validator": {"own"}, "focal_point": {"own"}, "secretariat": {"draft"}, "analyst": {"draft"}}
_ENTER = dict.fromkeys(("secretariat", "analyst", "focal_point", "validator"), 200)


def _of(kind: str, *more: object) -> Callable[[Any], list[object]]:
    return lambda state: [state.done[kind], *more]


# A route about a record in a state, as the closed matrix asks it: of what one sees only its keepers change it.
ABOUT: dict[str, dict[str, Any]] = {
    "commitment": {"arguments": _of("commitment")},
    "measure": {"arguments": _of("measure")},
    "measure-do": {"arguments": _of("measure", "nothing"), "method": "POST", "otherwise": 404},
    "evidence-file": {"arguments": _of("revision"), "otherwise": 404},
    "passage-shows": {"arguments": _of("passage"), "seen": _ENTER, "otherwise": 403},
    **{
        name: {"arguments": _of(*arguments), "otherwise": 403, "mine": _KEEPS}
        for name, arguments in {
            "commitment-change": ("commitment",),
            "measure-change": ("measure",),
            "measure-serve": ("measure",),
            "measure-evidence": ("measure",),
            "measure-report": ("measure", "2020-04-30"),
            "evidence-revise": ("evidence",),
            "measure-report-change": ("report",),
            "institution-change": ("institution",),
            "mapping-change": ("mapping",),
        }.items()
    },
}
ADDRESSES |= judged.ADDRESSES
ARGUMENTS |= judged.ARGUMENTS
LOOKS |= judged.LOOKS
ABOUT |= judged.ABOUT


def open_in(work: Work) -> dict[str, Any]:
    """One of each that is open to all, made where it is not there."""
    found = Measure.objects.filter(reference="MA/2020/open").first()
    if found is None:
        return done_in(work, lambda kind: f"Open {kind}.", "open", {"originator": THE_FORUM})
    piece = found.evidence.get()
    return {
        "measure": found.pk,
        "commitment": found.contributions.get().commitment_id,
        "evidence": piece.pk,
        "report": found.reports.get().pk,
        "institution": "ma.open",
        "mapping": Mapping.objects.get(by="user:open").pk,
        **judged.open_judged(),
    }


def done_in(
    work: Work, word: Callable[[str], str], state: str, marking: dict[str, Any], document: Document | None = None
) -> dict[str, Any]:
    """What a party undertook by a clause of this work and did for it: each text is a word of its own, each row handled
    as the state says. Their keys, by kind."""
    an_open_clause(work)
    clause = Clause.objects.get(work=work, wid="para_1")
    other, _new = Clause.objects.get_or_create(work=work, wid="para_2", defaults={"order": 2, "kind": "operative"})
    institution = Institution.objects.create(
        key=f"ma.{state}", party_id="MA", name_ar=word("instar"), name_en=word("insten"), contact=word("contact"),
        email=f"{word('mail').lower()}@example.org" if state == "open" else "", **marking,
    )  # fmt: skip
    commitment = Commitment.objects.create(
        party_id="MA", clause=clause, response="supported", words_ar=word("wordsar"), words_en=word("wordsen"),
        lead=institution, authority=institution, cycle=word("cycle"), since="2020", **marking,
    )  # fmt: skip
    measure = Measure.objects.create(
        reference=f"MA/2020/{state}", party_id="MA", kind="law", title_ar=word("titlear"), title_en=word("titleen"),
        text_ar=word("textar"), text_fr=word("textfr"), owner=institution, target_note=word("targetnote"),
        report_every=3, report_from=date(2020, 1, 31), report_until=date(2020, 12, 31), **marking,
    )  # fmt: skip
    Contribution.objects.create(measure=measure, commitment=commitment, extent="part", note=word("how"))
    piece = Evidence.objects.create(
        measure=measure, kind=word("evkind"), title_en=word("evidence"), holder=institution, **marking
    )
    passage = None
    if document is not None:
        passage = Passage.objects.create(document=document, start=0, end=1, quote=document.text[:1])
    revision = EvidenceRevision.objects.create(
        evidence=piece, number=1, address="https://example.org/gazette", note=word("evnote"), passage=passage,
        received=date(2020, 3, 1), by="user:0", at=clock.now(),
    )  # fmt: skip
    report = Report.objects.create(
        measure=measure, due=date(2020, 1, 31), text_ar=word("reportar"), status="in_progress", by="user:0",
        at=clock.now(), **marking,
    )  # fmt: skip
    mapping = Mapping.objects.create(
        source=clause, target=other, relationship="intersects", rationale="semantic", why=word("why"),
        by=f"user:{state}", at=clock.now(), **marking,
    )  # fmt: skip
    done = {
        "institution": institution.pk, "commitment": commitment.pk, "measure": measure.pk, "evidence": piece.pk,
        "revision": revision.pk, "report": report.pk, "mapping": mapping.pk,
        "passage": passage.pk if passage is not None else None,
    }  # fmt: skip
    return done | judged.judged_in(done, word, state, marking)


def places(work: Work) -> list[tuple[str, list[object], str]]:
    """The pages as a browser opens them: name, arguments, query."""
    done = open_in(work)
    clause = Clause.objects.get(work=work, wid="para_1")
    return [
        ("commitments", [], ""),
        ("commitment", [done["commitment"]], ""),
        ("commitment-new", [], f"?clause={clause.pk}"),
        ("commitment-change", [done["commitment"]], ""),
        ("measures", [], ""),
        ("measure", [done["measure"]], ""),
        ("measure-new", [], f"?commitment={done['commitment']}"),
        ("measure-serve", [done["measure"]], ""),
        ("measure-evidence", [done["measure"]], ""),
        ("measure-report", [done["measure"], "2020-04-30"], ""),
        ("evidence-revise", [done["evidence"]], ""),
        ("institutions", [], ""),
        ("institution-new", [], ""),
        ("mappings", [], ""),
        ("mapping-new", [], f"?clause={clause.pk}"),
        *judged.places(done, work),
    ]
