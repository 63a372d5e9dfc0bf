"""The pages of distribution: a list is brought in, an edition prepared and released by two persons, a receipt given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from muntada.access import clock
from muntada.evidence.store import put
from muntada.reports.models import Delivery, Edition, Note, Printing, Recipient, Sending
from muntada.reports.secret import secret_of
from muntada.signin.models import Session
from tests.web.canaries import member
from tests.web.conftest import Forum

pytestmark = pytest.mark.django_db
FILE = b"""list,name,party,place,contact,email,language
abroad,Mission,,Paris,,a@example.org,fr
abroad,,,,,b@example.org,en
"""


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> None:
    settings.STORE = tmp_path / "store"


@pytest.fixture
def edition(forum: Forum, settings: Any) -> Edition:
    made = Edition.objects.create(
        party_id="MA", year=2021, languages=["ar", "en"], title_ar="التقرير الوطني", title_en="National report",
        originator="MA", state="frozen", sha256="a" * 64, frozen_by="user:0",
    )  # fmt: skip
    for language in ("ar", "en"):
        digest = put(Path(settings.STORE), f"<p>TLP:CLEAR {language}".encode())
        Printing.objects.create(edition=made, language=language, form="html", sha256=digest)
    return made


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(member(role))
    Session.objects.filter(user=member(role)).update(proved_at=clock.now())
    return client


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


def prepared(edition: Edition) -> Sending:
    focal = signed_in("focal_point")
    given = {"list": "abroad", "name": "السفارة في الرباط", "email": "rabat@example.org", "language": "ar"}
    assert focal.post(reverse("recipient-new"), given).status_code == 302
    assert focal.post(reverse("distribution", args=[edition.pk]), {"lists": ["abroad"]}).status_code == 302
    return Sending.objects.get()


def test_a_list_is_looked_at_and_comes_in_by_a_yes(forum: Forum) -> None:
    focal = signed_in("focal_point")
    shown = focal.post(reverse("recipients-bring"), {"owner": "MA", "file": SimpleUploadedFile("r.csv", FILE)})
    assert shown.status_code == 200
    assert not Recipient.objects.exists()
    assert "This must be said." in shown.content.decode()
    assert focal.post(reverse("recipients-bring-in"), {"held": shown.context["held"]}).status_code == 302
    assert Recipient.objects.get().email == "a@example.org"


def test_an_address_that_is_another_s_is_said_beside_its_field(forum: Forum) -> None:
    focal = signed_in("focal_point")
    given = {"list": "abroad", "name": "One", "email": "a@example.org", "language": "en"}
    focal.post(reverse("recipient-new"), given)
    again = focal.post(reverse("recipient-new"), given | {"name": "Two"})
    assert again.status_code == 422
    assert "One" in str(again.context["form"].errors["email"])
    assert focal.post(reverse("recipient-new"), given | {"name": "Two", "shared": "on"}).status_code == 302


def test_row_59_one_prepares_and_another_releases(edition: Edition) -> None:
    sending = prepared(edition)
    focal, validator = signed_in("focal_point"), signed_in("validator")
    assert "A second person releases it" in focal.get(reverse("sending", args=[sending.pk])).content.decode()
    assert focal.post(reverse("sending-do", args=[sending.pk, "release"])).status_code == 403
    page = validator.get(reverse("sending", args=[sending.pk])).content.decode()
    assert "rabat@example.org" in page
    assert validator.post(reverse("sending-do", args=[sending.pk, "release"])).status_code == 302
    sending.refresh_from_db()
    assert (sending.state, sending.released_by) == ("released", f"user:{member('validator').pk}")


def test_who_may_not_send_sees_neither_the_lists_nor_what_came_back(edition: Edition) -> None:
    sending = prepared(edition)
    reader = signed_in("reader")
    for name, pk in (("distribution", edition.pk), ("sending", sending.pk)):
        assert reader.get(reverse(name, args=[pk])).status_code == 403
    assert reader.get(reverse("delivery", args=[Delivery.objects.get().pk])).status_code == 404
    for name, arguments in (("recipients", []), ("deliveries", [edition.pk])):
        assert "rabat@example.org" not in reader.get(reverse(name, args=arguments)).content.decode()


@pytest.fixture
def address(edition: Edition) -> str:
    sending = prepared(edition)
    signed_in("validator").post(reverse("sending-do", args=[sending.pk, "release"]))
    return reverse("receipt", args=[secret_of(Delivery.objects.get())])


def test_a_program_that_looks_at_the_link_first_answers_nothing(address: str) -> None:
    for look in (Client().get, Client().head, Client().options):
        look(address)
    Client().get(f"{address}?state=received")
    assert Delivery.objects.get().answered_at is None


def test_the_page_says_to_whom_it_is_and_to_no_other_site_where_it_stands(address: str) -> None:
    page = Client().get(address)
    assert "السفارة في الرباط" in page.content.decode()
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert "no-store" in page.headers["Cache-Control"]


def test_its_button_gives_the_receipt_and_the_page_says_so(address: str) -> None:
    wrong = Client().post(address, {"state": "on_behalf"})
    assert wrong.status_code == 422
    assert "by" in wrong.context["form"].errors
    assert Client().post(address, {"state": "received", "by": "Second secretary", "note": "شكرًا"}).status_code == 302
    one = Delivery.objects.get()
    assert (one.state, one.answered_by, one.note) == ("received", "Second secretary", "شكرًا")
    assert "Second secretary" in Client().get(address).content.decode()


def test_a_file_is_given_out_and_noted_and_is_no_receipt(address: str) -> None:
    given = Client().get(f"{address}ar.html")
    assert given.content == b"<p>TLP:CLEAR ar"
    assert given.headers["Content-Disposition"].startswith("attachment")
    for wrong in ("fr.html", "ar.pdf", "ar.exe"):
        assert Client().get(f"{address}{wrong}").status_code == 404
    assert Delivery.objects.get().answered_at is None


def test_files_that_bear_another_label_do_not_go_out(edition: Edition, settings: Any) -> None:
    old = put(Path(settings.STORE), b"<p>TLP:AMBER")
    Printing.objects.filter(edition=edition, language="ar").update(sha256=old)
    focal = signed_in("focal_point")
    given = {"list": "abroad", "name": "M", "email": "m@example.org", "language": "ar"}
    focal.post(reverse("recipient-new"), given)
    page = focal.post(reverse("distribution", args=[edition.pk]), {"lists": ["abroad"]})
    assert page.status_code == 422
    assert "bear another label" in page.content.decode()


def test_the_receipts_are_taken_along_and_notes_are_numbered(address: str, edition: Edition) -> None:
    Client().post(address, {"state": "declined", "note": "=1+1"})
    focal = signed_in("focal_point")
    table = focal.get(reverse("receipts-file", args=[edition.pk, "csv"])).content.decode()
    assert "rabat@example.org" in table
    assert "declined" in table
    assert ",=1+1" not in table
    assert focal.get(reverse("receipts-file", args=[edition.pk, "xlsx"])).content.startswith(b"PK")
    given = {"list": "abroad", "language": "ar", "sender": "وزارة الخارجية"}
    assert focal.post(reverse("note-verbale-new", args=[edition.pk]), given).status_code == 302
    note = Note.objects.get()
    assert focal.get(reverse("note-verbale", args=[note.pk, "pdf"])).content.startswith(b"%PDF-")
    assert focal.get(reverse("note-verbale", args=[note.pk, "exe"])).status_code == 404


def test_what_was_said_on_paper_is_entered_by_who_keeps_the_list(address: str) -> None:
    one = Delivery.objects.get()
    focal = signed_in("focal_point")
    assert focal.post(reverse("delivery", args=[one.pk]), {"state": "received", "by": "By note"}).status_code == 302
    one.refresh_from_db()
    assert one.answered_by == "By note"


def test_the_staff_say_whose_list_a_recipient_is_on(forum: Forum) -> None:
    staff = signed_in("secretariat")
    assert "owner" in staff.get(reverse("recipient-new")).context["form"].fields
    given = {"list": "abroad", "name": "One", "email": "a@example.org", "language": "en"}
    assert staff.post(reverse("recipient-new"), given | {"owner": ""}).status_code == 422
    assert staff.post(reverse("recipients-bring"), {"file": SimpleUploadedFile("r.csv", FILE)}).status_code == 422
    assert staff.generic("POST", reverse("recipients-bring")).status_code == 422
    assert not Recipient.objects.exists()
    assert staff.post(reverse("recipient-new"), given | {"owner": "MA"}).status_code == 302
    assert Recipient.objects.get().owner_id == "MA"
