"""A text as Akoma Ntoso by the API: valid, the caller's own view of it, and none that nobody has settled."""

from __future__ import annotations

import pytest

from muntada.library.models import Citation, Expression, Work
from muntada.library.structure.akn import faults, read
from tests.api.conftest import Program, token_for
from tests.library.readable import a_text

pytestmark = pytest.mark.django_db


def version(language: str) -> Expression:
    return Expression.objects.get(language=language)


def test_a_version_is_given_valid_with_its_addresses_and_its_handling() -> None:
    a_text(tlp="TLP:GREEN")
    said = Program(token_for("reader")).get(f"/versions/{version('ar').pk}/akn").json()
    data = said["akn"].encode()
    assert faults(data) == []
    assert read(data).text.provisions[0].wid == "recitals_1__rec_1"
    assert (said["language"], said["handling"]["tlp"]) == ("ar", "TLP:GREEN")


def test_an_earlier_wording_is_given_and_a_proposal_is_not() -> None:
    a_text()
    caller = Program(token_for("reader"))
    Expression.objects.filter(language="en").update(state="replaced")
    Expression.objects.filter(language="fr").update(state="proposed")
    assert "Decides that records" in caller.get(f"/versions/{version('en').pk}/akn").json()["akn"]
    assert caller.get(f"/versions/{version('fr').pk}/akn").status_code == 404


def test_a_cited_work_that_the_caller_may_not_know_of_is_not_named() -> None:
    a_text()
    hidden = Work.objects.create(key="kanarienvogel", kind="resolution", tlp="TLP:AMBER", originator="EG")
    Citation.objects.update(work=hidden, standing="known")
    said = Program(token_for("reader")).get(f"/versions/{version('en').pk}/akn").json()
    assert "kanarienvogel" not in said["akn"]
    assert "S/RES/2178 (2014)" in said["akn"]
