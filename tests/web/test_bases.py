"""Legal bases speak the reader's language, and no form chooses one for anybody."""

from __future__ import annotations

from collections.abc import Callable

from django.forms import Form
from django.test import Client
from django.utils.translation import override

from muntada.access.models import LegalBasis
from muntada.web.bases import basis_name, offered_to
from muntada.web.evidence.handled import HandlingForm
from muntada.web.register.checking import CheckForm
from muntada.web.rights.purposes import PurposeForm
from tests.register.officers import OFFICER
from tests.web.conftest import Forum
from tests.web.registered import here, officer_of

SHIPPED = {
    "public_office": ("المنصب العام", "Fonction publique"),
    "consent": ("موافقة الشخص", "Consentement de la personne"),
    "law_of_the_party": ("قانون الطرف", "Droit de la partie"),
    "un_sanctions": ("ميثاق الأمم المتحدة", "Charte des Nations Unies"),
    "foreign_lists": ("قرار مجلس الأمن 1373", "paragraphe 1 c)"),
}


def test_row_02_every_basis_that_is_shipped_has_its_arabic_and_french_name(db: None) -> None:
    assert set(SHIPPED) <= {one.pk for one in LegalBasis.objects.all()}
    for basis in LegalBasis.objects.filter(pk__in=SHIPPED):
        for language, word in zip(("ar", "fr"), SHIPPED[basis.pk], strict=True):
            with override(language):
                assert word in str(basis_name(basis)), basis.pk


def test_a_basis_of_an_installation_s_own_is_shown_in_its_own_words(db: None) -> None:
    assert (
        str(basis_name(LegalBasis(key="own", instrument="قانون رقم 4", provision="المادة 9"))) == "قانون رقم 4 المادة 9"
    )


def test_row_02_no_form_chooses_a_legal_basis_for_anybody(db: None) -> None:
    forms: list[tuple[Form, str]] = [
        (PurposeForm(None, OFFICER), "basis"),
        (CheckForm(OFFICER), "basis"),
        (HandlingForm(actor=OFFICER), "legal_basis"),
    ]
    for form, name in forms:
        assert '<option value="" selected>' in str(form[name])
    assert offered_to(OFFICER)[0][0] == ""


def test_a_name_is_not_checked_before_somebody_chose_by_which_right(
    forum: Forum, client_of: Callable[[str], Client]
) -> None:
    here()
    client = officer_of(client_of)
    assert '<option value="un_sanctions" selected' not in client.get("/ar/register/").content.decode()
    asked = {"name": "Yusuf Alharbi", "purpose": "prevention", "basis": ""}
    assert client.post("/en/register/", asked).status_code == 422
