"""Every string of the interface is said in three languages."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from django.utils.translation import override

from muntada.access.printed import policy
from muntada.access.rules import RULES, Permission
from muntada.web.access.policy import CLAUSES, ROLES
from muntada.web.trail.policy import PERMISSIONS, REASONS

WEB = Path(__file__).resolve().parents[2] / "muntada" / "web"
ENTRY = re.compile(r"(?:^#[^\n]*\n)*^(?:msgctxt|msgid) (?:.|\n)*?(?=\n\n|\Z)", re.MULTILINE)
FORMS = {"ar": 6, "en": 2, "fr": 2}


def catalogue(language: str) -> Path:
    return WEB / "locale" / language / "LC_MESSAGES" / "django.po"


def entries(path: Path) -> list[str]:
    return [entry for entry in ENTRY.findall(path.read_text(encoding="utf-8")) if 'msgid ""\nmsgstr ""' not in entry]


def joined(entry: str, keyword: str) -> str:
    found = re.search(rf'^{keyword} ((?:"(?:[^"\\]|\\.)*"\n?)+)', entry, re.MULTILINE)
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', found.group(1))) if found else ""


def name_of(entry: str) -> tuple[str, str, str]:
    return joined(entry, "msgctxt"), joined(entry, "msgid"), joined(entry, "msgid_plural")


@pytest.mark.parametrize("language", FORMS)
def test_nothing_is_untranslated_or_doubtful(language: str) -> None:
    for entry in entries(catalogue(language)):
        assert "fuzzy" not in entry, entry
        assert not entry.startswith("#~"), entry
        if joined(entry, "msgid_plural"):
            forms = [joined(entry, rf"msgstr\[{form}\]") for form in range(FORMS[language])]
            assert all(forms), entry
        else:
            assert joined(entry, "msgstr"), entry


@pytest.mark.parametrize("language", FORMS)
def test_the_number_of_plural_forms_is_the_language_s_own(language: str) -> None:
    assert f"nplurals={FORMS[language]};" in catalogue(language).read_text(encoding="utf-8")


def test_all_catalogues_hold_the_same_strings() -> None:
    names = [{name_of(entry) for entry in entries(catalogue(language))} for language in FORMS]
    assert names[0] == names[1] == names[2]


@pytest.mark.parametrize("language", FORMS)
def test_the_compiled_catalogue_is_the_written_one(language: str, tmp_path: Path) -> None:
    made = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "--check-format", "-o", made, catalogue(language)], check=True, capture_output=True)
    assert made.read_bytes() == catalogue(language).with_suffix(".mo").read_bytes(), "Run `make messages`."


def test_no_string_of_pages_or_code_is_missing() -> None:
    known = {name_of(entry)[1] for entry in entries(catalogue("ar"))}
    said = re.compile(r"""\{%-?\s*translate\s+(?:"([^"]+)"|'([^']+)')""")
    for page in (WEB / "templates").rglob("*.html"):
        for double, single in said.findall(page.read_text(encoding="utf-8")):
            assert (double or single).replace('"', '\\"') in known, f"{page.name}: {double or single}"
    called = re.compile(r"""\b(?:_|gettext|gettext_lazy)\(\s*"((?:[^"\\]|\\.)*)"\s*\)""")
    for module in WEB.rglob("*.py"):
        for text in called.findall(module.read_text(encoding="utf-8")):
            assert text in known, f"{module.name}: {text}"


def test_every_permission_and_reason_of_the_policy_has_words() -> None:
    assert {permission.value for permission in Permission} <= set(PERMISSIONS)
    assert {rule.because for rules in RULES.values() for rule in rules} <= set(REASONS)


def test_every_condition_and_role_of_the_policy_has_words() -> None:
    printed = {clause.sentence for one in policy() for rule in one.rules for clause in rule.clauses}
    assert printed <= set(CLAUSES)
    assert {role.value for one in policy() for rule in one.rules for role in rule.roles} <= set(ROLES)
    with override("en"):
        assert {one.key: str(PERMISSIONS[one.key]) for one in policy()} == {one.key: one.sentence for one in policy()}
