"""Rows 15, 43, 59 and 63: to whom data went, what two persons decide, and what may leave for the network."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from muntada.access import clock
from muntada.evidence.models import Release
from muntada.evidence.queries import citations_of
from muntada.forum.models import Meeting
from muntada.people.models import Proposal
from muntada.rights.models import Assessment, Erasure, Repurposing
from muntada.signin.models import Session
from muntada.sources.actions.deciding import accept
from muntada.trail.naming import recipients_of
from tests.web.conftest import Forum, acting, person

ROOT = Path(__file__).resolve().parents[2]
# What may speak to the network, and with whom: the settings name each.
SPEAKS = {
    "muntada/cli/serving.py": {"socket"},  # those who ask for the pages, where the command says; it calls nobody
    "muntada/outreach/server.py": {"smtplib", "ssl"},  # the mail server
    "muntada/web/signin/ministry.py": {"requests"},  # the ministry's own sign-in
}
NETWORK = re.compile(
    r"^(socket|ssl|smtplib|ftplib|poplib|imaplib|telnetlib|socketserver|xmlrpc|http\.client|http\.server|urllib\.request"
    r"|urllib3|requests|httpx|aiohttp|websockets|asyncio|paramiko|boto3)(\.|$)"
)
SPECIAL = re.compile(
    r"relig|ethnic|race$|racial|politic|union|health|sexual|genetic|biometric|opinion|belief", re.ASCII
)


def test_row_43_for_any_record_one_question_says_to_whom_it_went(
    forum: Forum, client_of: Callable[[str], Client]
) -> None:
    browser = client_of("reader")
    Session.objects.filter(user=person("reader")).update(proved_at=clock.now())
    key = str(forum.meeting.pk)
    assert recipients_of("forum.meeting", key) == []
    given = browser.get(reverse("export", args=["meetings", "jsonl"]))
    assert b"".join(given.streaming_content)
    (received,) = recipients_of("forum.meeting", key)
    assert received.recipient == f"user:{person('reader').pk}"
    assert received.permission == "list.export"
    assert recipients_of("forum.meeting", "987654") == []


def test_row_43_each_value_of_a_record_says_from_where_it_came_and_who_entered_it(forum: Forum) -> None:
    analyst = acting("analyst")
    decision = accept(analyst, forum.findings[0])
    meeting = Meeting.objects.get(ordinal=5)
    said = {one.field: one for one in citations_of(analyst, meeting)}
    assert {"kind", "when", "body", "ordinal"} <= set(said)
    for citation in said.values():
        assert citation.passage is not None
        assert citation.passage.document == forum.source.document
        assert citation.finding == forum.findings[0].pk
    assert decision.by == analyst.key


@pytest.mark.parametrize("model", [Release, Proposal, Erasure, Assessment, Repurposing], ids=lambda one: one.__name__)
def test_row_59_the_database_itself_takes_no_decision_of_one_person_alone(model: type, forum: Forum) -> None:
    one = person("secretariat")
    by = f"user:{one.pk}"
    alone = {
        Release: {
            "record_type": "forum.meeting",
            "record_key": "1",
            "to_label": "TLP:GREEN",
            "state": "given",
            "asked_by": by,
            "answered_by": by,
            "reason": "x",
            "originator": "EG",
        },
        Proposal: {"user": one, "kind": "office", "outcome": "confirmed", "proposed_by": one, "decided_by": one},
        Erasure: {"what": "record", "why": "request", "state": "decided", "proposed_by": by, "decided_by": by},
        Repurposing: {
            "record_type": "forum.post",
            "record_key": "1",
            "originator": "muntada",
            "from_purpose": "conduct_of_the_forum",
            "to_purpose": "oversight",
            "from_basis_id": "public_office",
            "to_basis_id": "public_office",
            "reason": "x",
            "state": "signed",
            "proposed_by": by,
            "decided_by": by,
            "decided_at": clock.now(),
        },
        Assessment: {
            "purpose": "prevention",
            "category": "suspect",
            "necessity": "x",
            "risks": "x",
            "measures": "x",
            "written_by": by,
            "signed_by": by,
            "until": clock.today(),
        },
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**alone[model])  # type: ignore[attr-defined]


def test_row_63_nothing_speaks_to_the_network_but_what_the_settings_name() -> None:
    speaking: dict[str, set[str]] = {}
    for path in (ROOT / "muntada").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            used = {name.partition(".")[0] for name in names if NETWORK.match(name)}
            if used:
                speaking.setdefault(path.relative_to(ROOT).as_posix(), set()).update(used)
    assert {path: names for path, names in speaking.items() if path not in CLOSES} == SPEAKS


# The child process that parses files takes the network away from itself.
CLOSES = {"muntada/sources/capture/child.py"}


def test_row_15_no_column_holds_a_special_category_of_data() -> None:
    columns = {
        f"{model._meta.label_lower}.{column.name}"
        for model in apps.get_models()
        if model.__module__.startswith("muntada.")
        for column in model._meta.get_fields()
        if SPECIAL.search(column.name)
    }
    assert columns == set()
