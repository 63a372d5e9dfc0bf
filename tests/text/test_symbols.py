"""Document symbols: written, read, checked."""

from __future__ import annotations

import random
from datetime import date

import pytest

from muntada.text.symbols import (
    Symbol,
    SymbolError,
    completed,
    impossible,
    link,
    links,
    name_of,
    parse,
    parse_all,
    year_of_council,
)

TODAY = date(2026, 6, 1)
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
MARKS = ("\u200e", "\u200f", "\u061c", "\u202a", "\u202c", "\u2068", "\u2069")


def a_symbol(dice: random.Random) -> str:
    """A symbol in its canonical form, put together by its makers' rules and not by the reader's."""

    def n(last: int = 400) -> str:
        return str(dice.randint(1, last))

    session = dice.choice([n(80), n(80), f"S-{n(32)}", f"ES-{n(11)}"])
    year, numeral = str(dice.randint(1946, 2025)), dice.choice(["I", "III", "IX", "XIV", "XX", "XXVII", "XXX", "S-VI"])
    committee, nature = f"C.{n(6)}", dice.choice(["PV", "SR", "L", "WP", "CRP", "R"])
    series = dice.choice(["INF", "NGO", "NI", "G"])
    stem = dice.choice(
        [
            f"A/RES/{session}/{n()}",
            f"A/RES/{n(3541)} ({numeral})",
            f"A/RES/{n(80)}/{n(300)} {dice.choice('ABCDEF')}",
            f"A/DEC/{n(80)}/{n(599)}",
            f"A/{session}/{n(999)}",
            f"A/{session}/{nature}.{n()}",
            f"A/PV.{n(2400)}",
            f"A/{session}/{series}/{n()}",
            f"A/INF/{n(80)}/{n(9)}",
            f"A/{committee}/{n(80)}/{nature}.{n()}",
            f"A/{committee}/{n(80)}/{n(30)}",
            f"A/HRC/{n(60)}/{n(120)}",
            f"A/HRC/RES/{n(60)}/{n(60)}",
            f"A/HRC/WG.6/{n(40)}/{dice.choice(['ARG', 'EGY', 'MAR', 'USA'])}/{n(3)}",
            f"A/CONF.{n(240)}/{n(40)}",
            f"A/AC.{n(290)}/{year}/{n(40)}",
            f"A/BUR/{n(80)}/{n(3)}",
            f"S/RES/{n(2760)} ({year})",
            f"S/{year}/{n(1400)}",
            f"S/PRST/{year}/{n(60)}",
            f"S/PV.{n(9800)}",
            f"S/{n(26999)}",
            f"S/INF/{n(70)}",
            f"S/AC.40/{year}/{nature}.{n()}",
            f"S/AC.37/{year}/(1455)/{n()}",
            f"S/Agenda/{n(9000)}",
            f"S/NC/{year}/{n(9)}",
            f"E/{year}/{n()}",
            f"E/{year}/{nature}.{n()}",
            f"E/RES/{year}/{n(60)}",
            f"E/RES/{n(2000)} (XLVIII)",
            f"E/CN.4/{year}/{series}/{n()}",
            f"E/CN.4/Sub.2/{year}/{n()}",
            f"E/CN.15/{year}/{n(20)}",
            f"E/ICEF/{year}/{n(30)}",
            f"TD/B/{n(70)}/SC.{n(3)}/L.{n(9)}",
            f"ST/SGB/{year}/{n(20)}",
            f"ST/AI/{year}/{n(20)}",
            f"ST/LEG/SER.A/{n(60)}",
            f"CTED/{year}/{n(40)}",
            f"CAT/C/{n(70)}/D/{n(999)}/{year}",
            f"CERD/C/{dice.choice(['FRA', 'TUN'])}/CO/{n(20)}",
            f"CEDAW/C/GC/{n(39)}",
            f"CRC/C/SR.{n(2000)}",
            f"HRI/GEN/{n(5)}",
            f"FCCC/CP/{year}/{n(20)}",
            f"UNEP/GC.{n(27)}/{n(40)}",
        ]
    )
    record = "PV." in stem or "SR." in stem
    stem += dice.choice(["", f" (Resumption {n(3)})"]) if record else ""
    return stem + "".join(
        f"/{kind}.{n(12)}" for kind in dice.sample(["Add", "Corr", "Rev", "Amend"], dice.choice([0, 0, 0, 1, 2]))
    )


def written(symbol: str, dice: random.Random) -> str:
    """The same symbol as somebody may have typed it."""
    habit = dice.randrange(6)
    if habit == 1:
        symbol = symbol.translate(dice.choice([ARABIC, PERSIAN]))
    elif habit == 2:
        symbol = dice.choice(MARKS).join(symbol)
    elif habit == 3:
        symbol = symbol.replace("/", " / ").replace(" (", "  (")
    elif habit == 4:
        symbol = symbol.lower().replace(" (", "(")
    elif habit == 5:
        symbol = f"\u200f«{symbol.replace('-', dice.choice('‑–−'))}»،"
    return symbol


def test_ten_thousand_symbols_are_read_as_they_were_written() -> None:
    dice = random.Random(2178)
    for _ in range(10_000):
        canonical = a_symbol(dice)
        typed = written(canonical, dice)
        assert str(parse(typed)) == canonical, typed
        assert parse(str(parse(typed))) == parse(canonical)


def test_a_symbol_has_parts() -> None:
    one = parse("A/C.3/60/L.12/Rev.1/Corr.2")
    assert (one.organ, one.bodies, one.session, one.nature, one.number) == ("A", ("C.3",), "60", "L", "12")
    assert [(each.kind, each.number) for each in one.modifications] == [("Rev", "1"), ("Corr", "2")]
    assert one.plain == parse("A/C.3/60/L.12")
    assert (parse("S/RES/2178 (2014)").year, parse("A/RES/3034 (XXVII)").session) == (2014, "XXVII")
    assert parse("A/RES/34/93 A et B").part == "A-B"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("X/1/2", "unknown_organ"),
        ("S", "no_number"),
        ("S/RES", "no_number"),
        ("A//288", "empty_part"),
        ("S/RES/abc", "no_number"),
        ("A/RES/60/0", "number_zero"),
        ("S/2015/939/Add.0", "number_zero"),
        ("S/2015/1/foo", "unknown_part"),
        ("S/2015/1/Add.1/L.2", "after_modification"),
        ("A/60/288 (2006)", "two_dates"),
        ("A/RES/3034 (IIII)", "bad_session"),
        ("A/0/288", "bad_session"),
        ("A/60/2887777", "not_a_number"),
        ("A" * 200, "too_long"),
        ("A/HRC/D/x/2012", "unknown_part"),
        ("CAT/C/5/D/x/2012", "not_a_number"),
        ("ETS No. 90", "unknown_organ"),
    ],
)
def test_what_is_no_symbol_says_why(text: str, code: str) -> None:
    with pytest.raises(SymbolError) as error:
        parse(text)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("text", "code", "bound"),
    [
        ("S/RES/1373 (2002)", "number_of_other_year", "2001"),
        ("S/RES/9999 (2020)", "number_too_high", None),
        ("S/RES/2900 (2019)", "number_of_later_year", "2025"),
        ("S/RES/2001/1373", "year_before_number", "2001"),
        ("S/60/288", "no_sessions", ""),
        ("S/PRST/1990/1", "series_began", "1994"),
        ("S/PRST/2006/900", "number_too_high", None),
        ("S/1985/12", "series_began", "1994"),
        ("S/2015/9999", "number_too_high", None),
        ("S/2031/1", "year_to_come", "2026"),
        ("A/RES/60/999", "number_too_high", None),
        ("A/RES/99/1", "session_to_come", "81"),
        ("A/RES/ES-40/1", "no_such_session", None),
        ("A/RES/S-90/1", "no_such_session", None),
        ("A/RES/3034 (XX)", "number_of_other_session", ""),
        ("A/RES/9034 (XXVII)", "number_too_high", "3541"),
        ("A/RES/3034 (XLI)", "no_such_session", "XXX"),
        ("A/RES/12/40", "old_form_wanted", "30"),
        ("A/RES/4000", "number_too_high", "3541"),
        ("A/2015/12", "session_wanted", ""),
        ("A/C.9/60/L.1", "no_such_committee", "6"),
        ("A/HRC/RES/200/1", "session_to_come", None),
        ("E/RES/1960/4", "series_began", "1978"),
        ("E/RES/2005/900", "number_too_high", None),
        ("A/RES/60/288/Add.1", None, None),
        ("A/RES/3034 (XXVII)", None, None),
        ("A/RES/S-10/2", None, None),
        ("S/RES/2178 (2014)", None, None),
        ("S/25070", None, None),
        ("A/HRC/RES/7/7", None, None),
        ("S/RES/2800 (2025)", None, None),
    ],
)
def test_what_cannot_exist_is_named(text: str, code: str | None, bound: str | None) -> None:
    doubt = impossible(parse(text), today=TODAY)
    assert (doubt.code if doubt else None) == code
    assert bound is None or doubt is None or doubt.bound == bound


def test_nothing_was_issued_before_the_united_nations() -> None:
    doubt = impossible(Symbol("E", year=1830, number="1"), today=TODAY)
    assert doubt is not None
    assert (doubt.code, doubt.bound) == ("year_before_un", "1946")


def test_the_year_of_a_council_resolution_follows_from_its_number() -> None:
    assert {number: year_of_council(number) for number in (1, 242, 338, 687, 1267, 1373, 1540, 2178, 2396, 2721)} == {
        1: 1946,
        242: 1967,
        338: 1973,
        687: 1991,
        1267: 1999,
        1373: 2001,
        1540: 2004,
        2178: 2014,
        2396: 2017,
        2721: 2023,
    }
    assert year_of_council(2900) is None
    assert str(completed(parse("S/RES/1373"))) == "S/RES/1373 (2001)"
    assert str(completed(parse("S/RES/2900"))) == "S/RES/2900"


def test_ranges_and_documents_of_two_bodies_are_several_symbols() -> None:
    assert [str(one) for one in parse_all("A/53/950–S/1999/615")] == ["A/53/950", "S/1999/615"]
    assert [str(one) for one in parse_all("S/2015/10-12")] == ["S/2015/10", "S/2015/11", "S/2015/12"]
    assert [str(one) for one in parse_all("A/60/7/Add.2-3")] == ["A/60/7/Add.2", "A/60/7/Add.3"]
    assert [str(one) for one in parse_all("A/RES/ES-10/1")] == ["A/RES/ES-10/1"]
    for text, code in (
        ("A/60/L.5-2", "range_backwards"),
        ("S/2015/1-900", "range_too_long"),
        ("Q/1-2", "unknown_organ"),
    ):
        with pytest.raises(SymbolError) as error:
            parse_all(text)
        assert error.value.code == code


def test_links_and_names_are_in_three_languages() -> None:
    assert links(parse("S/RES/2178 (2014)")) == {
        language: f"https://undocs.org/{language}/S/RES/2178(2014)" for language in ("ar", "en", "fr")
    }
    assert link(parse("A/RES/60/288")) == "https://undocs.org/A/RES/60/288"
    assert name_of("body", "CN.4", "en", under="A") == "International Law Commission"
    assert name_of("body", "CN.4", "fr", under="E") == "Commission des droits de l’homme"
    assert name_of("organ", "S", "ar") == "مجلس الأمن"
    assert name_of("nature", "nothing", "ar") == ""


@pytest.mark.parametrize("text", ["A/RES/60/1-" * 50_000, f"S/RES/2178{' ' * 200_000}(2014)"])
def test_what_is_longer_than_two_symbols_is_refused_before_each_hyphen_is_tried(text: str) -> None:
    with pytest.raises(SymbolError) as refused:
        parse_all(text)
    assert refused.value.code == "too_long"
