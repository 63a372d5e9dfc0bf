"""Row 34: the six operations are always logged. Every door is walked; what reads or writes without a line fails."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from muntada.access.operations import OPERATIONS, Operation
from muntada.access.rules import Permission
from muntada.api import looking
from muntada.api.description import description, operations
from muntada.cli.main import main
from muntada.register.models import Batch
from muntada.trail.models import Entry
from tests.api.conftest import Program, token_for
from tests.api.test_cast import TABLE as API
from tests.api.test_cast import ask
from tests.web import (
    asked_about,
    brought,
    chairing,
    distributed,
    editing,
    followed,
    readers,
    related,
    running,
    spoken,
    takings,
    termed,
)
from tests.web.conftest import Forum, person
from tests.web.registered import for_prevention
from tests.web.test_addresses import TABLE as PAGES
from tests.web.test_addresses import address

# Page: what looking at it writes; None where it shows no record of its own, or only what is the reader's own.
LOOKS: dict[str, str | None] = {
    "source": "sources.source",
    "source-edit": "sources.finding",
    "body": "forum.body",
    "body-picture": "forum.body",
    "meeting": "forum.meeting",
    "instrument": "library.work",
    "party": "parties.party",
    "person": "people.user",
    "evidence": "forum.meeting",
    "release-ask": "forum.meeting",
    "concern-begin": "forum.meeting",
    "mark": "forum.meeting",
    "repurpose": "forum.meeting",
    "meeting-invitations": "forum.meeting",
    "my-delegation": "forum.meeting",
    "participants": "forum.meeting",
    "credentials": "forum.meeting",
    "check-in": "forum.meeting",
    "badges": "forum.meeting",
    "calendar-picture": "",  # a list that is taken along: its keys stand in the line
}
BY_THE_SECRETARIAT = ("concern-begin", "repurpose", "meeting-invitations", "credentials", "check-in", "badges")
BY_THE_SECRETARIAT += chairing.BY_THE_SECRETARIAT
LOOKS |= spoken.LOOKS | chairing.LOOKS
BY_THE_SECRETARIAT += running.BY_THE_SECRETARIAT
LOOKS |= running.LOOKS
LOOKS |= takings.LOOKS
BY_THE_SECRETARIAT += termed.BY_THE_SECRETARIAT
LOOKS |= termed.LOOKS
BY_THE_SECRETARIAT += related.BY_THE_SECRETARIAT
LOOKS |= related.LOOKS
LOOKS |= readers.LOOKS
LOOKS |= brought.LOOKS
LOOKS |= followed.LOOKS
LOOKS |= asked_about.LOOKS
LOOKS |= distributed.LOOKS
LOOKS |= editing.LOOKS
# What a request keeps for itself, and what is counted without being about anybody's data.
HOUSEKEEPING = re.compile(r"^(django_session|cache|trail_\w+|signin_(session|apitoken|attempts)|jobs_\w+)$")
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"')


def written(queries: CaptureQueriesContext) -> set[str]:
    """The tables that were written to, without those of the house."""
    found = {hit[1] for one in queries.captured_queries if (hit := WRITES.match(one["sql"]))}
    return {table for table in found if not HOUSEKEEPING.match(table)}


def test_row_34_every_permission_is_one_of_the_six_operations() -> None:
    assert {permission.value for permission in Permission} <= set(OPERATIONS)
    assert set(OPERATIONS.values()) == set(Operation)


@pytest.mark.parametrize("name", LOOKS)
def test_row_34_looking_at_one_record_is_logged(
    name: str, forum: Forum, client_of: Callable[[str], Client], cited: None
) -> None:
    role = {
        "person": "administrator",
        **dict.fromkeys(BY_THE_SECRETARIAT, "secretariat"),
    }.get(name, "analyst")
    given = client_of(role).get(address(name, forum, PAGES[name][0]))
    assert given.status_code == 200
    line = Entry.objects.filter(operation__in=["consult", "disclose"], thing_type=LOOKS[name] or "").latest("pk")
    assert line.actor == f"user:{person(role).pk}"
    assert line.allowed
    taken = name.endswith(("picture", "badges", "-calendar", "-paper", "-sheet"))
    assert line.operation == ("disclose" if taken else "consult")


@pytest.mark.parametrize("name", [name for name, (_sort, method, _) in PAGES.items() if method == "GET"])
def test_row_34_a_page_of_one_record_is_known_to_this_test(name: str) -> None:
    sort = PAGES[name][0]
    of_nothing = {"", "year", "token", "provider", "absent", "list", "secret", "secret-one", "a-topic", "a-term"}
    of_nothing |= {"secret-file", "receipts", "dropped", "drawn"}  # who may see what is drawn: test_register_acts
    assert name in LOOKS or sort in of_nothing, f"say in LOOKS what looking at {name} writes"


@pytest.mark.parametrize("role", ["administrator", "secretariat", "analyst", "reader"])
def test_row_34_no_page_writes_without_a_line(
    role: str, forum: Forum, client_of: Callable[[str], Client], cited: None
) -> None:
    for name, (sort, method, _answers) in PAGES.items():
        if name.startswith("openid"):
            continue
        client, where, before = client_of(role), address(name, forum, sort), Entry.objects.count()
        with CaptureQueriesContext(connection) as queries:
            client.generic(method, where)
        assert not written(queries) or Entry.objects.count() > before, f"{name}: {written(queries)}"


OFFERED = {one["operationId"]: one for one in operations(description())}


def test_row_34_every_reading_operation_of_the_api_is_known_to_the_trail() -> None:
    reading = {name for name, one in OFFERED.items() if one["x-address"].startswith("GET")}
    assert reading == set(looking.ONE) | set(looking.LISTS) | looking.UNSEEN


@pytest.mark.parametrize("name", [one for one in API if one not in looking.UNSEEN])
def test_row_34_every_operation_of_the_api_leaves_a_line_of_its_kind(name: str, ids: dict[str, int | str]) -> None:
    role = "administrator" if name in {"list_entries", "get_entry"} else "secretariat"
    more = {"purpose": "prevention"} if "register" in OFFERED[name]["tags"] else {}
    if more:
        for_prevention(role)
        Batch.objects.update(by=f"user:{person(role).pk}")
    program = Program(token_for(role, **more))
    path = API[name][0]
    tag = program.get(path.format(**ids).rpartition("/")[0]).headers.get("ETag", "") if path.count("/") > 2 else ""
    before = Entry.objects.latest("pk").pk
    given = ask(name, path, program, ids, tag)
    assert given.status_code in {200, 201, 202}, given.content
    lines = Entry.objects.filter(pk__gt=before, allowed=True)
    assert lines.exists()
    kinds = {line.operation for line in lines}
    if name in looking.LISTS:
        assert kinds == {"disclose"}
    elif name in looking.ONE:
        assert kinds == {"consult"}
    else:
        assert kinds <= {"collect", "alter", "combine", "erase"}
    assert all(line.detail.get("via", "").startswith("token:") for line in lines), "the way it came is told"


# Command: the permission under which it writes, and an example; None where it writes nothing of anybody's.
COMMANDS: dict[str, tuple[str | None, list[str]]] = {
    "read": ("source.capture", ["read", "--save", "{file}"]),
    "facts load": ("facts.load", []),  # driven in tests/forum
    "sign-in-link": ("link.issue", ["sign-in-link", "administrator@localhost"]),
    "token make": ("token.make", ["token", "make", "administrator@localhost", "--name", "a"]),
    "token end": ("token.end", []),  # driven in tests/signin
    "forum export": ("list.export", ["forum", "export", "meetings"]),
    "forum import": ("meeting.run", []),  # driven in tests/cli
    "report begin": ("edition.write", []),  # these six are driven in tests/reports
    "report propose": ("edition.write", []),
    "report check": ("record.read", []),
    "report hand-in": ("edition.write", []),
    "report freeze": ("edition.freeze", []),
    "report print": ("list.export", []),
    "report send": ("recipient.keep", []),  # these three are driven in tests/cli
    "report receipts": ("list.export", []),
    "report recipients": ("recipient.keep", []),
    "followup questionnaire out": ("institution.ask", []),  # driven in tests/cli
    "followup questionnaire in": ("institution.ask", []),  # driven in tests/cli
    "followup list": ("list.export", ["followup", "list", "measures", "--json"]),
    "followup export": ("list.export", ["followup", "export", "commitments"]),
    "followup import": ("measure.write", []),  # driven in tests/cli
    "library new": (
        "record.write",
        ["library", "new", "sf_ports", "--kind", "memorandum", "--title-en", "On ports"],
    ),
    "library add": ("record.write", []),  # these two are driven in tests/cli
    "library show": ("record.read", []),
    "library topics": (None, ["library", "topics"]),
    "search": (None, ["search", "--status"]),
    "library glossary": (None, ["library", "glossary"]),
    "library symbol": (None, ["library", "symbol", "S/RES/2178"]),
    "library treaties": ("record.write", []),  # driven in tests/cli
    "library export": ("list.export", []),  # these two are driven in tests/cli too
    "library import": ("record.write", []),
    "screen": ("name.screen", []),  # these six are driven in tests/cli
    "register bring": ("list.bring", []),
    "register decide": ("list.decide", []),
    "register index": ("names.index", []),
    "register duplicates": ("likeness.note", []),
    "register export": ("list.export", []),
    "register runs": (None, []),
    "register lists": (None, ["register", "lists"]),
    "trail head": ("trail.seal", ["trail", "head"]),
    "trail ship": ("trail.seal", ["trail", "ship", "{file}.log"]),
    "trail verify": (None, ["trail", "verify"]),
    "backup": ("backup.make", []),  # driven in tests/upkeep
    "restore": ("backup.restore", []),
    "doctor": (None, []),
    "upgrade": (None, []),
    "token list": (None, []),
    "ropa": (None, ["ropa"]),
    "breach open": ("breach.keep", ["breach", "open", "--what", "A theft.", "--from", "2020-01-01"]),
    "breach list": (None, ["breach", "list"]),
    "breach show": (None, []),  # these four are driven in test_rows_40_46
    "breach notices": ("breach.keep", []),
    "breach told": ("breach.keep", []),
    "breach close": ("breach.keep", []),
    "policy": (None, ["policy"]),
    "serve": (None, []),
    "worker": (None, []),
    "demo": ("source.capture", []),  # driven in tests/cli
}


def commands(group: click.Group, before: str = "") -> set[str]:
    found = set()
    for name, command in group.commands.items():
        whole = f"{before}{name}"
        found |= commands(command, f"{whole} ") if isinstance(command, click.Group) else {whole}
    return found


def test_row_34_every_command_is_known_to_this_test() -> None:
    assert commands(main) == set(COMMANDS)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name, (_permission, words) in COMMANDS.items() if words])
def test_row_34_every_command_that_writes_leaves_a_line_of_its_kind(
    name: str, tmp_path: Path, settings: object
) -> None:
    settings.TRAIL_KEY = tmp_path / "trail.key"  # type: ignore[attr-defined]
    file = tmp_path / "note.txt"
    file.write_text("The Coordinating Committee met in Rabat on 4 March 2021.", encoding="utf-8")
    from muntada.cli.ground import administrator

    administrator()
    before = Entry.objects.latest("pk").pk
    permission, words = COMMANDS[name]
    ran = CliRunner().invoke(main, [word.format(file=file) for word in words])
    assert ran.exit_code == 0, ran.output
    lines = Entry.objects.filter(pk__gt=before)
    if permission is None:
        assert not lines.exists()
    else:
        line = lines.filter(permission=permission).latest("pk")
        assert line.operation == OPERATIONS[permission]
