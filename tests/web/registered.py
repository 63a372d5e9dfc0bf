"""The register in the small forum, for the tests that walk every page: nobody of the cast reads for prevention."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.test import Client

from muntada.access import clock
from muntada.access.models import LegalBasis, Processing
from muntada.marking.handling import THE_FORUM, Purpose
from muntada.marking.tlp import TLP
from muntada.people.models import Clearance
from muntada.register.models import (
    Entity,
    Lead,
    Listing,
    ListingChange,
    Proposal,
    Quarantined,
    Run,
    Screening,
    Statement,
)
from tests.web import batched, by_hand, listed, lists_in
from tests.web.conftest import CAST, person

BARRED = dict.fromkeys(CAST, 403)
NOWHERE = dict.fromkeys(CAST, 404)
# name: (arguments, method, what each of the cast gets), as in the table of every address
ADDRESSES: dict[str, tuple[str, str, dict[str, int]]] = {
    "register": ("", "GET", BARRED),
    "register-leads": ("", "GET", BARRED),
    "register-lead": ("absent", "GET", NOWHERE),
    "register-lead-reopen": ("absent", "POST", NOWHERE),
    "register-runs": ("", "GET", BARRED),
    "register-run": ("absent", "GET", NOWHERE),
    "register-proposals": ("", "GET", BARRED),
    "register-proposal": ("absent", "GET", NOWHERE),
    "register-entities": ("", "GET", BARRED),
    "register-acts": ("", "GET", BARRED),
    "register-counts": ("", "GET", BARRED),
    "register-acts-picture": ("drawn", "GET", NOWHERE),
    "register-entity": ("absent", "GET", NOWHERE),
    "register-network": ("absent", "GET", NOWHERE),
    "register-mentions": ("absent", "GET", NOWHERE),
    "register-mention-end": ("absent", "POST", NOWHERE),
    "register-propose": ("absent", "GET", NOWHERE),
}
ADDRESSES |= batched.ADDRESSES | by_hand.ADDRESSES | listed.ADDRESSES | lists_in.ADDRESSES
# A route about a record of the register in a state: none of the cast may know of any.
ABOUT: dict[str, dict[str, Any]] = {
    "register-lead": {"arguments": lambda state: [state.done["lead"]], "who": {}},
    "register-lead-reopen": {"arguments": lambda state: [state.done["lead"]], "who": {}, "method": "POST"},
    "register-run": {"arguments": lambda state: [state.done["run"]], "who": {}},
    "register-proposal": {"arguments": lambda state: [state.done["proposal"]], "who": {}},
    "register-entity": {"arguments": lambda state: [state.done["entity"]], "who": {}},
    "register-network": {"arguments": lambda state: [state.done["entity"]], "who": {}},
    "register-mentions": {"arguments": lambda state: [state.done["entity"]], "who": {}},
    "register-propose": {"arguments": lambda state: [state.done["listing"]], "who": {}},
}
ABOUT |= batched.ABOUT | by_hand.ABOUT | listed.ABOUT | lists_in.ABOUT


def listed_in(word: Callable[[str], str], state: str, marking: dict[str, Any]) -> dict[str, Any]:
    """An entity on a list and a lead to it, each text a word of its own, each row handled as the state says."""
    basis, _new = LegalBasis.objects.get_or_create(
        key="un_sanctions", defaults={"instrument": "S/RES/1267 (1999)", "since": date(2000, 1, 1)}
    )
    assessed = {"assessment": 1, "until": clock.today() + timedelta(365)}
    Processing.objects.get_or_create(purpose="prevention", category="other", defaults=assessed)
    handled = {name: value for name, value in marking.items() if name != "review_by"}
    handled |= {"purpose": Purpose.PREVENTION.value, "legal_basis": basis, "category": "other", "retention": "short"}
    handled["review_by"] = marking.get("review_by", clock.today() + timedelta(30))
    now = clock.now()
    moments = {"first_seen": now, "last_seen": now}
    entity = Entity.objects.create(
        key=f"un-{state}", schema="Person", caption=word("entitycaption"), dataset="un", changed_at=now, **moments,
        **handled,
    )  # fmt: skip
    for prop in ("name", "country", "birthDate"):
        Statement.objects.create(entity=entity, prop=prop, value=word(f"entity{prop}"), dataset="un", **moments)
    listing = Listing.objects.create(entity=entity, dataset="un", reference=word("listingref"))
    asked = Screening.objects.create(
        by="user:0", at=now, purpose="prevention", legal_basis=basis, case=word("screeningcase"), names=1, hits=1
    )
    part = {"asked": word("leadpart"), "listed": word("leadlisted"), "rule": "exact", "rarity": 1.0}
    why = {"name": word("leadname"), "name_score": 1.0, "reordered": False, "parts": [part], "facts": []}
    lead = Lead.objects.create(
        screening=asked, entity=entity, asked={"name": word("leadasked")}, pair="0", known="0", score=0.9,
        explained=why, state="same", decided_by="user:0", decided_at=now, reason=word("leadreason"), **handled,
    )  # fmt: skip
    run = Run.objects.create(
        dataset="un", sha256="0" * 64, name=word("runname"), state="held", entries=9, quarantined=1, by="user:0",
        at=now, why='[{"code": "shrank", "of": "", "expected": 5, "found": 9}]', **marking,
    )  # fmt: skip
    Quarantined.objects.create(run=run, place=word("rowplace"), code="x", reason=word("rowreason"), row=word("row"))
    ListingChange.objects.create(listing=listing, run=run, what="new", by="user:0", at=now)
    lists_in.made_in(entity, run)
    proposal = Proposal.objects.create(
        listing=listing, to="suspended", reason=word("proposalreason"), by="user:0", at=now
    )
    done = {"run": run.pk, "proposal": proposal.pk} | by_hand.made_in(word, state, handled, entity)
    done |= listed.reviewed_in(word, listing)
    done |= batched.made_in(word, handled, lead)
    return {"entity": entity.pk, "listing": listing.pk, "lead": lead.pk, **done}


def here() -> dict[str, Any]:
    """What stands in the register for the forum's own officers, made where it is not there."""
    found = Lead.objects.filter(entity="un-here").first()
    if found is None:
        return listed_in(lambda kind: f"Some {kind}", "here", {"originator": THE_FORUM, "tlp": TLP.AMBER.value})
    listing = Listing.objects.get(entity="un-here")
    done = {"run": listing.changes.get().run_id, "proposal": listing.proposals.get().pk}
    done |= by_hand.found() | listed.found()
    done |= batched.found()
    return {"entity": found.entity_id, "listing": listing.pk, "lead": found.pk, **done}


def for_prevention(role: str) -> None:
    """From now on somebody of that office reads for prevention too."""
    both = [Purpose.CONDUCT_OF_THE_FORUM.value, Purpose.PREVENTION.value]
    said = {"since": date(2020, 1, 1), "label": TLP.RED.value, "purposes": both}
    Clearance.objects.get_or_create(user=person(role), defaults=said)


def officer_of(client_of: Callable[[str], Client], role: str = "analyst") -> Client:
    """A browser of an officer who reads for prevention."""
    for_prevention(role)
    return client_of(role)


def places() -> list[tuple[str, list[object], str]]:
    """The pages as a browser opens them: name, arguments, query."""
    for_prevention("all")
    done = here()
    lists = ("entities", "acts", "counts", "leads", "runs", "proposals")
    return [
        ("register", [], ""),
        *((f"register-{name}", [], "") for name in lists),
        ("register-lead", [done["lead"]], ""),
        ("register-run", [done["run"]], ""),
        ("register-proposal", [done["proposal"]], ""),
        ("register-entity", [done["entity"]], ""),
        ("register-mentions", [done["entity"]], ""),
        ("register-propose", [done["listing"]], ""),
        *batched.places(done),
        *by_hand.places(done),
        *listed.places(done),
        *lists_in.places(),
    ]
