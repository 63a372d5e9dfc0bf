"""The matrix, judgements, positions and briefs, as people in a ministry use their pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from muntada.access import clock
from muntada.followup.models import Assessment, Clearance, Commitment, Institution, Position
from muntada.forum.models import AgendaItem, Meeting
from muntada.people.models import Office
from muntada.signin.models import Session
from tests.web.conftest import Forum, person
from tests.web.followed import open_in

Clients = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("english")
OWN = {"tlp": "TLP:AMBER", "originator": "MA"}


def validator(client_of: Clients) -> Client:
    Office.objects.get_or_create(
        user=person("loner"), role="validator", party_id="MA", defaults={"since": date(2020, 1, 1)}
    )
    return client_of("loner")


def text_of(client: Client, name: str, *arguments: object, query: str = "") -> str:
    given = client.get(reverse(name, args=arguments) + query)
    assert given.status_code == 200
    return given.content.decode()


def test_the_matrix_says_its_states_in_words_and_adds_them_up(forum: Forum, client_of: Clients) -> None:
    open_in(forum.work)
    said = text_of(client_of("reader"), "followup-matrix", query="?by=institution")
    assert '<td class="s planned">Planned</td>' in said
    assert f'<th scope="col"><bdi>{clock.today().year}</bdi></th>' in said
    assert "Added up: Institution" in said
    assert "Open insten." in said
    assert "Nothing fits this filter" in text_of(client_of("reader"), "followup-matrix", query="?state=done")


@pytest.mark.parametrize("query", ["?until=99999", "?pillar=9", "?state=x&order=y", "?topic=%00", "?by=nothing"])
def test_a_filter_that_means_nothing_is_no_error(query: str, forum: Forum, client_of: Clients) -> None:
    open_in(forum.work)
    assert client_of("reader").get(reverse("followup-matrix") + query).status_code == 200


def test_the_workbook_says_its_label_in_its_name(forum: Forum, client_of: Clients) -> None:
    open_in(forum.work)
    client = client_of("focal_point")
    Commitment.objects.update(**OWN)
    where = reverse("followup-matrix-file")
    assert client.get(where).status_code == 302  # to prove once more who asks
    Session.objects.update(proved_at=clock.now())
    given = client.get(where)
    assert 'filename="matrix.TLP-AMBER.xlsx"' in given.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(given.content)) as parts:
        assert any("sheet2" in name for name in parts.namelist())


def test_a_judgement_without_reasons_is_said_beside_the_field(forum: Forum, client_of: Clients) -> None:
    where = reverse("judgement-new", args=[open_in(forum.work)["commitment"]])
    before = Assessment.objects.count()
    said = {"result": "none", "as_of": "2026-01-02", "assessor": "A mission", "originator": "muntada"}
    given = client_of("analyst").post(where, said)
    assert given.status_code == 422
    assert "Give the reasons in one language at least." in given.content.decode()
    assert Assessment.objects.count() == before
    assert client_of("reader").post(where, said).status_code == 403
    assert client_of("analyst").post(where, said | {"reasons_en": "Not begun."}).status_code == 302


def test_the_party_alone_answers_a_judgement(forum: Forum, client_of: Clients) -> None:
    pk = open_in(forum.work)["judgement"]
    page = text_of(client_of("analyst"), "judgement", pk)
    assert "Keep the comment" not in page
    assert "Show it to them" not in page  # the party has not consented
    for deed in ("comment", "consent", "take-back"):
        assert client_of("analyst").post(reverse("judgement-do", args=[pk, deed])).status_code == 403
    focal, yes = client_of("focal_point"), validator(client_of)
    empty = focal.post(reverse("judgement-do", args=[pk, "comment"]), {})
    assert (empty.status_code, "Write the comment" in empty.content.decode()) == (422, True)
    assert focal.post(reverse("judgement-do", args=[pk, "comment"]), {"comment_en": "It is."}).status_code == 302
    assert focal.post(reverse("judgement-do", args=[pk, "consent"])).status_code == 403
    assert yes.post(reverse("judgement-do", args=[pk, "consent"])).status_code == 302
    made = Assessment.objects.get(pk=pk)
    assert (made.comment_en, bool(made.consented_at)) == ("It is.", True)


def test_a_position_goes_from_a_draft_through_its_institutions_to_its_clearance(
    forum: Forum, client_of: Clients
) -> None:
    day = clock.today() + timedelta(9)
    meeting = Meeting.objects.create(body=forum.body, kind="session", when=day.isoformat())
    borders = AgendaItem.objects.create(meeting=meeting, title="Borders")
    AgendaItem.objects.create(meeting=meeting, title="Financing")
    ports = Institution.objects.create(key="ma.ports", party_id="MA", name_en="Ports", **OWN)
    focal, yes = client_of("focal_point"), validator(client_of)
    where = reverse("position-new") + f"?item={borders.pk}&meeting={meeting.pk}"
    assert 'value="Borders"' in focal.get(where).content.decode()
    assert focal.post(where, {"title": "Borders", "text_ar": "نؤيد."}).status_code == 302
    made = Position.objects.get()
    listed = text_of(focal, "positions")
    assert "9 days left" in listed
    assert "No English text" in listed
    assert "No institution was asked" in listed
    assert "No position on this item" in listed
    assert listed.count("Financing") >= 1

    changed = {"title": "Borders", "text_ar": "نؤيد.", "text_en": "We support it.", "seen": 1, "why": "The pair"}
    assert focal.post(reverse("position-change", args=[made.pk]), changed).status_code == 302
    stale = focal.post(reverse("position-change", args=[made.pk]), changed | {"text_en": "We do not."})
    assert stale.status_code == 422
    assert "Somebody else wrote in the meantime" in stale.content.decode()
    assert yes.post(reverse("position-do", args=[made.pk, "clear"])).status_code == 422  # nobody was asked
    assert focal.post(reverse("position-do", args=[made.pk, "ask"]), {"institutions": [ports.pk]}).status_code == 302
    words = {"institution": ports.pk, "said": "changes"}
    assert focal.post(reverse("position-do", args=[made.pk, "word"]), words).status_code == 422  # what changes?
    assert "Ports" in text_of(focal, "positions")
    agreed = focal.post(reverse("position-do", args=[made.pk, "word"]), {"institution": ports.pk, "said": "agrees"})
    assert agreed.status_code == 302
    assert Clearance.objects.get().version == 2
    assert focal.post(reverse("position-do", args=[made.pk, "clear"])).status_code == 403
    assert yes.post(reverse("position-do", args=[made.pk, "clear"])).status_code == 302
    # From a tab that was open before: it says so, and nothing changes.
    for deed, words in (("word", {"institution": ports.pk, "said": "agrees"}), ("ask", {"institutions": [ports.pk]})):
        late = focal.post(reverse("position-do", args=[made.pk, deed]), words)
        assert late.status_code == 422
        assert "This version is cleared already." in late.content.decode()
    page = text_of(focal, "position", made.pk)
    assert "Cleared" in page
    assert "The pair" in page
    assert client_of("analyst").get(reverse("position", args=[made.pk])).status_code == 404


@pytest.mark.parametrize("query", ["?meeting=0", "?meeting=x", "?party=nobody", "?topic=nothing", "?item=5"])
def test_what_there_is_none_of_is_absent(query: str, forum: Forum, client_of: Clients) -> None:
    name = "position-new" if "item" in query else "brief"
    assert client_of("secretariat").get(reverse(name) + query).status_code == 404


@pytest.mark.parametrize("query", ["?party=MA", "?topic=border_security", "?meeting={meeting}"])
def test_a_brief_is_shown_and_taken_along(query: str, forum: Forum, client_of: Clients) -> None:
    open_in(forum.work)
    asked = query.format(meeting=forum.meeting.pk)
    reader = client_of("reader")
    assert "How far it is carried out" in text_of(reader, "brief", query=asked)
    given = reader.get(reverse("brief-file", args=["ar", "pdf"]) + asked)
    assert 'filename="brief.TLP-CLEAR.ar.pdf"' in given.headers["Content-Disposition"]
    with pypdfium2.PdfDocument(given.content) as book:
        assert len(book) == 1
    assert reader.get(reverse("brief-file", args=["ar", "docx"]) + asked).status_code == 200


def test_a_brief_for_few_asks_once_more_who_takes_it_along(forum: Forum, client_of: Clients) -> None:
    open_in(forum.work)
    Commitment.objects.update(**OWN)
    where = reverse("brief-file", args=["en", "pdf"]) + "?party=MA"
    focal = client_of("focal_point")
    assert "/step-up/" in focal.get(where).headers["Location"]
    Session.objects.update(proved_at=clock.now())
    assert 'filename="brief.TLP-AMBER.en.pdf"' in focal.get(where).headers["Content-Disposition"]


def test_the_secretariat_says_first_for_which_party_it_writes_a_position(forum: Forum, client_of: Clients) -> None:
    desk = client_of("secretariat")
    asked = desk.get(reverse("position-new") + "?clause=")
    assert 'name="party"' in asked.content.decode()
    assert desk.post(reverse("position-new"), {"title": "Ports", "text_en": "We agree."}).status_code == 200
    assert not Position.objects.exists()
    chosen = reverse("position-new") + "?party=MA"
    assert desk.post(chosen, {"title": "Ports", "text_en": "We agree."}).status_code == 302
    assert Position.objects.get().party_id == "MA"
