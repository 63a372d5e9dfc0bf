"""Row 49: whoever reports an infringement in confidence is unknown, and only the reviewer reads what was reported."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.access import clock
from muntada.access.actor import CLERK, Actor
from muntada.access.rules import RULES, Permission
from muntada.evidence.values import ValueRefused
from muntada.outreach.models import Message
from muntada.parties.models import Party
from muntada.project.structured import Structured
from muntada.rights.actions import reporting
from muntada.rights.actions.keeping import look_after
from muntada.rights.models import Report
from muntada.rights.queries import reports
from muntada.signin.actors import actor_of
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from muntada.web.access.exports import LISTS
from tests.web.canaries import ROLES, member
from tests.web.conftest import Forum, person
from tests.web.test_addresses import TABLE, address, cited  # noqa: F401 -- a fixture
from tests.web.test_matrix import browser, text_of

TODAY = date(2027, 3, 1)
WORD, CONTACT, ANSWER = "Zqinfringementxj", "Zqwitnessxj", "Zqanswerxj"
SAID = f"On Monday somebody of the {WORD} office\nread records that were not theirs."
OTHERS = [role for role in (*ROLES, "overseer") if role != "reviewer"]


@pytest.fixture(autouse=True)
def nothing_counted(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def reviewer(forum: Forum) -> Actor:
    made = actor_of(member("reviewer"))
    assert made is not None
    return made


@pytest.fixture
def one(reviewer: Actor) -> Report:
    Party.objects.create(key="NL", kind="state")  # whom one of the cast speaks for
    reporting.report(SAID, contact=CONTACT)
    made = Report.objects.get()
    reporting.answer(reviewer, made, ANSWER)
    return made


def send(client: Client, language: str = "en", **more: str) -> str:
    """The receipt that whoever sent it was shown."""
    given = client.post(f"/{language}/report/", {"said": SAID, **more})
    assert given.status_code == 201, given.content.decode()
    found = re.search(r"\b([0-9A-Z]{5}(?:-[0-9A-Z]{5}){4})\b", given.content.decode())
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", ("الإبلاغ عن مخالفة بسرّية", "لا يقرؤه إلا المراجِع")),
        ("en", ("Report an infringement in confidence", "The reviewer alone reads it")),
        ("fr", ("Signaler une violation en confidence", "Seul le vérificateur le lit")),
    ],
)
@pytest.mark.parametrize("role", ["nobody", "reader"])
def test_row_49_anybody_reports_in_three_languages_and_reads_the_answer_by_the_receipt(
    role: str, language: str, words: tuple[str, ...], forum: Forum, reviewer: Actor
) -> None:
    client = browser(role)
    page = client.get(f"/{language}/report/").content.decode()
    assert all(word in page for word in words)
    receipt = send(client, language)
    made = Report.objects.get()
    assert (made.said, made.contact, made.language) == (SAID, "", language)
    somewhere_else = Client()
    where = f"/{language}/report/answer/"
    assert ANSWER not in somewhere_else.post(where, {"receipt": receipt}).content.decode()
    reporting.answer(reviewer, made, ANSWER)
    read = somewhere_else.post(where, {"receipt": f" {receipt.lower().replace('-', ' ')} "})
    assert ANSWER in read.content.decode()
    assert read["Cache-Control"].count("no-store")
    assert somewhere_else.post(where, {"receipt": receipt[::-1]}).status_code == 404


def test_row_49_nothing_that_is_kept_says_who_sent_it(forum: Forum) -> None:
    """The whole database is looked through, the trail, sessions and the cache among it."""
    sender = person("reader")
    client = browser("reader")
    client.get("/en/report/")
    before = {label: set(rows) for label, rows in _all_rows().items()}
    receipt = send(client, contact="")
    client.post("/en/report/answer/", {"receipt": receipt})
    new = {label: [row for row in rows if row not in before.get(label, set())] for label, rows in _all_rows().items()}
    said = json.dumps({label: rows for label, rows in new.items() if label not in _OF_BEING_SIGNED_IN})
    assert SAID.split("\n", 1)[0] in said
    for trace in (f"user:{sender.pk}", sender.email, f'"{sender.name}"', "127.0.0.1", "127.0.0.0", receipt):
        assert trace not in said, trace
    lines = Entry.objects.filter(permission__startswith="report.")
    assert {line.actor for line in lines} == {CLERK.key}
    assert [line.operation for line in lines.order_by("pk")] == ["collect", "consult"]
    assert WORD not in "".join(str(line.detail) for line in lines)


# That somebody is signed in is known anyway; a session says when it was last used, whatever for.
_OF_BEING_SIGNED_IN = {"signin.session", "sessions.session"}


def _all_rows() -> dict[str, list[str]]:
    return {
        model._meta.label_lower: [
            json.dumps(row, default=str, ensure_ascii=False) for row in model._base_manager.values()
        ]
        for model in apps.get_models(include_auto_created=True)
    }


class Kept(logging.Handler):
    """Every line as a collector is given it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(Structured())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def test_row_49_no_line_of_the_log_says_a_word_of_it(forum: Forum) -> None:
    kept, requests = Kept(), logging.getLogger("muntada.requests")
    before = requests.level
    logging.root.addHandler(kept)
    requests.setLevel(logging.INFO)
    try:
        receipt = send(browser("reader"), contact=CONTACT)
        Client().post("/en/report/answer/", {"receipt": receipt})
        Client().post("/en/report/answer/", {"receipt": receipt[::-1]})
    finally:
        requests.setLevel(before)
        logging.root.removeHandler(kept)
    said = "".join(kept.lines)
    assert '"route": "report"' in said
    assert not [word for word in (WORD, CONTACT, receipt, receipt[::-1], person("reader").email) if word in said]


@pytest.mark.parametrize("role", OTHERS)
def test_row_49_nobody_but_the_reviewer_meets_a_word_of_it_at_any_door(
    role: str,
    forum: Forum,
    one: Report,
    cited: None,  # noqa: F811
) -> None:
    client = browser(role, fresh=True)
    answered = {}
    for name, (sort, method, _answers) in TABLE.items():
        answered[name] = text_of(client.generic(method, address(name, forum, sort)))
    with override("en"):
        answered["the report"] = text_of(client.get(reverse("report-one", args=[one.pk])))
        for deed in ("take-up", "answer", "keep", "close"):
            where = reverse("report-do", args=[one.pk, deed])
            answered[deed] = text_of(client.post(where, {"answer": "I know you."}))
        for name in LISTS:
            answered[f"{name}.jsonl"] = text_of(client.get(reverse("export", args=[name, "jsonl"])))
    said = {name for name, text in answered.items() for word in (WORD, CONTACT, ANSWER) if word in text}
    assert said == set()
    one.refresh_from_db()
    assert (one.state, one.answer) == ("answered", ANSWER)


@pytest.mark.parametrize("role", OTHERS)
def test_row_49_the_policy_lets_nobody_but_the_reviewer(role: str, forum: Forum, one: Report) -> None:
    actor = actor_of(member(role)) if role != "nobody" else None
    assert actor is None or not reports(actor).exists()
    with pytest.raises(Refused):
        reporting.answer(actor, one, "x")  # type: ignore[arg-type]
    assert client_status(role, one) in {302, 404}


def client_status(role: str, one: Report) -> int:
    with override("en"):
        return browser(role).get(reverse("report-one", args=[one.pk])).status_code


def test_row_49_the_rules_name_the_reviewer_and_the_system_that_names_nobody() -> None:
    reading = {role for rule in RULES[Permission.REPORT_READ] for role in rule.roles}
    assert reading == {"reviewer"}
    answering = {role for rule in RULES[Permission.REPORT_ANSWER] for role in rule.roles}
    assert answering == {"reviewer", "clerk"}  # the clerk forgets what is closed


def test_row_49_the_reviewer_takes_it_up_answers_and_closes_it_on_pages(forum: Forum, reviewer: Actor) -> None:
    receipt = send(browser("nobody"), contact=CONTACT)
    made = Report.objects.get()
    client = browser("reviewer")
    assert "Reported in confidence" in client.get("/en/").content.decode()
    listed = client.get("/en/rights/reports/").content.decode()
    assert f"/rights/reports/{made.pk}/" in listed
    where = f"/en/rights/reports/{made.pk}/"
    page = client.get(where).content.decode()
    assert WORD in page
    assert CONTACT in page
    assert Entry.objects.filter(actor=reviewer.key, permission="report.read", operation="consult").exists()
    states = []
    for deed, given in (
        ("close", {}),
        ("take-up", {}),
        ("answer", {"answer": "\x07"}),
        ("answer", {"answer": f"{ANSWER} <b>1</b>"}),
        ("close", {}),
        ("answer", {"answer": "Too late."}),
    ):
        assert client.post(f"{where}{deed}/", given).status_code == 302
        made.refresh_from_db()
        states.append(made.state)
    assert states == ["received", "taken_up", "taken_up", "answered", "closed", "closed"]
    assert client.post(f"{where}nothing/").status_code == 404
    read = Client().post("/en/report/answer/", {"receipt": receipt}).content.decode()
    assert f"{ANSWER} &lt;b&gt;1&lt;/b&gt;" in read
    assert not Message.objects.exists(), "no letter speaks of it"


def test_row_49_it_is_looked_at_within_half_a_year_and_forgotten_a_year_after_its_end(
    forum: Forum, reviewer: Actor
) -> None:
    with clock.at(TODAY):
        receipt = reporting.report(SAID, contact=CONTACT)
        made = Report.objects.get()
        assert made.review_by == TODAY + timedelta(183)
    with clock.at(TODAY + timedelta(184)):
        assert made.is_overdue
        look_after(CLERK)
        made.refresh_from_db()
        assert made.said == SAID, "nothing is forgotten that nobody answered"
        assert reporting.keep(reviewer, made) == TODAY + timedelta(184 + 183)
        assert not made.is_overdue
        with pytest.raises(reporting.NotPossible, match="First answer"):
            reporting.close(reviewer, made)
        reporting.answer(reviewer, made, ANSWER)
        reporting.close(reviewer, made)
    end = TODAY + timedelta(184 + 365)
    with clock.at(end):
        look_after(CLERK)
        assert reporting.found_by(receipt) is not None
    with clock.at(end + timedelta(1)):
        look_after(CLERK)
        made.refresh_from_db()
        assert (made.said, made.contact, made.answer, made.code, made.state) == ("", "", "", "", "closed")
        assert reporting.found_by(receipt) is None
        assert reporting.found_by("") is None
        assert "—" in browser("reviewer").get(f"/en/rights/reports/{made.pk}/").content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"said": ""},
        {"said": " \n\u200f\u202e "},
        {"said": "x" * (reporting.LONGEST + 1)},
        {"said": "a\x00b"},
        {"said": "a\x1bb"},
        {"said": "a\u0085b"},
        {"said": "a" + "\u064b" * 31},
        {"said": SAID, "contact": "x" * 301},
        {"said": SAID, "contact": "a\nb"},
        {"said": SAID, "contact": "\u064b"},
    ],
    ids=["nothing", "unseen", "too long", "nul", "escape", "next line", "marks", "long name", "two lines", "no letter"],
)
def test_row_49_what_is_no_text_is_refused_with_a_word_and_leaves_nothing(given: dict[str, str], forum: Forum) -> None:
    for role in ("nobody", "reader"):
        answer = browser(role).post("/en/report/", given)
        assert answer.status_code == 422
        assert 'class="wrong"' in answer.content.decode()
    assert not Report.objects.exists()


def test_row_49_half_a_character_is_refused_and_never_a_fault() -> None:
    with pytest.raises(ValueRefused):
        reporting.report("a\ud800b")
    assert reporting.found_by("\ud800" * 25) is None
    assert reporting.found_by("0" * 10_000) is None
    assert not Report.objects.exists()


def test_row_49_controls_of_direction_are_taken_out_and_what_is_shown_stands_apart(forum: Forum) -> None:
    send(browser("nobody"), said="Read \u202eexe.txt\u2066 and <script>x</script>\r\nthen", contact="A \u202eB")
    made = Report.objects.get()
    assert made.said == "Read exe.txt and <script>x</script>\nthen"
    assert made.contact == "A B"
    page = browser("reviewer").get(f"/en/rights/reports/{made.pk}/").content.decode()
    assert '<bdi dir="auto">Read exe.txt and &lt;script&gt;x&lt;/script&gt;<br>then</bdi>' in page


def test_row_49_more_than_anybody_can_read_is_put_off_without_counting_who_sends(forum: Forum) -> None:
    for _ in range(reporting.AN_HOUR):
        reporting.report("x")
    full = browser("nobody").post("/en/report/", {"said": SAID})
    assert full.status_code == 429
    assert SAID.split("\n", 1)[0] in full.content.decode(), "what was written is not lost"
    with clock.at(clock.today() + timedelta(1)):
        assert reporting.report("y")


@pytest.mark.parametrize("typed", ["٠١", "o1", "0i", "0L", "０１"])
def test_row_49_a_receipt_is_read_as_people_copy_it(typed: str) -> None:
    assert reporting.digest_of(typed) == reporting.digest_of("01")


def test_row_49_receipts_are_long_and_only_their_digest_is_kept(forum: Forum) -> None:
    receipts = {reporting.report("x") for _ in range(20)}
    assert len(receipts) == 20
    assert all(len(one.replace("-", "")) == 25 for one in receipts)
    kept = json.dumps(list(Report.objects.values()), default=str)
    assert not [one for one in receipts if one in kept or one.replace("-", "") in kept]


def test_row_49_who_reports_is_told_when_nobody_reviews(forum: Forum) -> None:
    said = Client().get("/en/report/").content.decode()
    assert "Nobody holds the office of reviewer today" in said
    member("reviewer")
    assert "Nobody holds the office" not in Client().get("/en/report/").content.decode()
