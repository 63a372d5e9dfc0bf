"""Entering public offices of persons. Nothing about a person is kept without purpose, basis and review date."""

from __future__ import annotations

from datetime import date, timedelta

from muntada.access import clock
from muntada.access.actor import Actor
from muntada.access.rules import Permission
from muntada.evidence.named import checked_term, named_party, required
from muntada.evidence.pen import Pen, Written
from muntada.evidence.values import ValueRefused
from muntada.forum.matching import post_of
from muntada.forum.models import Post
from muntada.trail.deed import act

KEPT_FOR = timedelta(days=730)  # until somebody looks whether the office is still held and still of use


def record_post(
    actor: Actor,
    *,
    person: str,
    role: str,
    body: str,
    purpose: str = "conduct_of_the_forum",
    legal_basis: str = "public_office",
    review_by: date | None = None,
) -> Written:
    """Enter that a person holds a public office of a state or an organisation.

    The review is due within two years. Raises ValueRefused without purpose or legal basis, for a later or past
    review, and for an unknown role or party.
    """
    today = clock.today()
    review_by = review_by or today + KEPT_FOR
    required("purpose", purpose.strip())
    required("legal_basis", legal_basis.strip())
    if not today < review_by <= today + KEPT_FOR:
        raise ValueRefused("review_by", "The review is due after today and within two years.")
    checked_term("role", "role", required("role", role))
    handling = {"purpose": purpose, "legal_basis_id": legal_basis, "review_by": review_by}
    with act(actor, Permission.RECORD_WRITE) as deed:
        pen = Pen()
        party = named_party(pen, "body", required("body", body))
        post = post_of(person=required("person", person), role=role, body=party.key)
        if post is None:
            post = pen.make(Post, {"person": person, "role": role, "party": party}, handling)
        else:
            pen.say(post, person=person, role=role, party=party)
        deed.of(post)
        return pen.done(post)
