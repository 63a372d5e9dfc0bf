"""The shipped tables of parties, read without a database."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict

from muntada.parties.facts import (
    canonical_key,
    groups,
    institution_kinds,
    key_rows,
    members,
    organisations,
    places,
    states,
    un_entities,
)
from muntada.parties.institutions import institution_names, parts_of
from muntada.text.folding import fold_key
from muntada.text.lexicon import terms

LANGUAGES = ("ar", "en", "fr")
CONTESTED = {"IL", "PS"}


def test_the_tables_are_read_without_django() -> None:
    code = (
        "import sys, muntada.text.lexicon, muntada.parties.facts, muntada.forum.facts, muntada.library.facts;"
        "muntada.parties.facts.organisations(); sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_state_of_the_world_is_there_once() -> None:
    assert sum(state.un_member for state in states()) == 193
    assert {state.code for state in states() if not state.un_member} == {"VA", "PS", "XK", "TW", "CK", "NU"}
    assert len({state.code for state in states()}) == len(states())
    assert len({state.iso3 for state in states()}) == len(states())


def test_every_state_has_names_adjectives_and_a_capital_in_three_languages() -> None:
    for state in states():
        for language in LANGUAGES:
            assert getattr(state, f"name_{language}"), state.code
            assert getattr(state, f"capital_{language}") or state.code in CONTESTED, state.code
            assert getattr(state, f"adj_{language}"), state.code
        assert len(state.adj_ar) % 3 == 0, state.code
        assert len(state.adj_fr) % 2 == 0, state.code


def test_no_two_states_share_a_name() -> None:
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for state in states():
        for language in LANGUAGES:
            for name in (getattr(state, f"name_{language}"), *getattr(state, f"name_{language}_alt")):
                holders[language, fold_key(name)].add(state.code)
    assert not {name: codes for name, codes in holders.items() if len(codes) > 1}


def test_members_carry_the_names_of_the_forums_own_table() -> None:
    by_code = {state.code: state for state in states()}
    for member in members():
        if member.kind == "state":
            assert by_code[member.code].name_ar == member.name_ar
            assert set(member.name_ar_alt) <= set(by_code[member.code].name_ar_alt)


def test_press_forms_of_states_are_known() -> None:
    forms = {
        fold_key(name): state.code
        for state in states()
        for language in LANGUAGES
        for name in (getattr(state, f"name_{language}"), *getattr(state, f"name_{language}_alt"))
    }
    wanted = {"أمريكا": "US", "بريطانيا": "GB", "كوريا الجنوبية": "KR", "جمهورية كوريا": "KR", "سورية": "SY"}
    wanted |= {"روسيا الاتحادية": "RU", "ساحل العاج": "CI", "Ivory Coast": "CI", "Turquie": "TR", "Holland": "NL"}
    assert {name: forms.get(fold_key(name)) for name in wanted} == wanted


def test_every_capital_is_a_place_and_so_are_many_other_cities() -> None:
    known = {(place.name_en, place.state) for place in places()}
    assert all((state.capital_en, state.code) in known for state in states() if state.code not in CONTESTED)
    assert len(places()) >= len(states()) + 150
    cities = {place.name_en for place in places()}
    assert {"The Hague", "Marrakech", "Sharm el-Sheikh", "Malaga", "Laâyoune", "Aqaba", "Cotonou", "Glasgow"} <= cities


def test_no_two_places_share_a_name() -> None:
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for place in places():
        for language in LANGUAGES:
            for name in (getattr(place, f"name_{language}"), *getattr(place, f"{language}_alt")):
                holders[language, fold_key(name)].add(place.name_en)
    assert not {name: cities for name, cities in holders.items() if len(cities) > 1}


def test_a_city_that_is_contested_or_of_a_territory_is_given_to_no_state() -> None:
    of = {place.name_en: place.state for place in places()}
    assert of["Laâyoune"] == of["Jerusalem"] == ""


def test_a_form_that_is_an_everyday_word_is_marked_and_is_one_of_the_forms() -> None:
    for state in states():
        names = {getattr(state, f"name_{language}") for language in LANGUAGES}
        for field in ("name_ar_alt", "name_en_alt", "name_fr_alt", "adj_ar", "adj_en", "adj_fr"):
            names |= set(getattr(state, field))
        assert {fold_key(form) for form in state.context_only} <= {fold_key(name) for name in names}, state.code
    assert "مالية" in next(state for state in states() if state.code == "ML").context_only


def test_no_organisation_has_two_keys() -> None:
    holders: dict[str, set[str]] = defaultdict(set)
    for one in organisations():
        for language in LANGUAGES:
            for name in (getattr(one, f"name_{language}"), *getattr(one, f"name_{language}_alt")):
                holders[fold_key(name)].add(one.key)
        if one.acronym:
            holders[fold_key(one.acronym)].add(one.key)
    assert not {name: keys for name, keys in holders.items() if len(keys) > 1}


def test_every_id_of_an_organisation_leads_to_its_one_key() -> None:
    keys = {one.key for one in organisations()}
    assert {canonical_key(entity.id) for entity in un_entities()} <= keys
    assert {canonical_key(row.id) for row in key_rows() if row.sort == "organisation"} <= keys
    assert all(canonical_key(key) == key for key in keys)
    assert canonical_key("org.united_nations") == "un"
    assert canonical_key("org.united_nations_security_council") == "un.sc"
    assert canonical_key("org.counter_terrorism_committee") == "un.sc.ctc"
    assert canonical_key("org.european_union") == "EU"
    assert canonical_key("un.1267_mt") == "un.mt"


def test_every_organisation_of_the_lexicon_is_sorted() -> None:
    assert {row.id for row in key_rows()} >= {term.id for term in terms("org")}
    assert {row.sort for row in key_rows()} == {"organisation", "institution", "group", "generic"}


def test_a_parent_of_an_organisation_is_one_too() -> None:
    keys = {one.key for one in organisations()}
    assert {one.parent for one in organisations() if one.parent} <= keys


def test_groups_and_kinds_of_institutions_are_no_organisations() -> None:
    keys = {one.key for one in organisations()}
    assert {term.id for term in groups()} == {"org.isil_da_esh", "org.al_qaida", "org.boko_haram", "org.al_shabaab"}
    assert not keys & {term.id for term in (*groups(), *institution_kinds())}


def test_a_national_institution_is_named_in_three_languages() -> None:
    assert institution_names("EG", "ministry_of_foreign_affairs") == {
        "ar": "وزارة الخارجية المصرية",
        "en": "Ministry of Foreign Affairs of Egypt",
        "fr": "Ministère des Affaires étrangères (Égypte)",
    }
    assert institution_names("ZA", "ministry_of_justice")["ar"] == "وزارة العدل في جنوب أفريقيا"
    assert institution_names("US", "public_prosecution")["en"] == "Public prosecution of the United States"


def test_a_key_of_no_known_institution_has_no_parts() -> None:
    assert parts_of("EG.ministry_of_justice") == ("EG", "ministry_of_justice")
    assert parts_of("EG.ministry_of_magic") is None
    assert parts_of("ZZ.ministry_of_justice") is None
    assert parts_of("gctf.coco") is None
