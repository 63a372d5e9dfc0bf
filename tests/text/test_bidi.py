"""Values keep their direction to themselves."""

from hypothesis import given
from hypothesis import strategies as st

from muntada.text.bidi import CONTROLS, direction, isolate, strip_controls


def test_a_value_is_isolated_with_its_own_controls_taken_out():
    assert isolate("S/RES/2396 (2017)") == "\u2068S/RES/2396 (2017)\u2069"
    assert isolate("annex\u202efdp.exe") == "\u2068annexfdp.exe\u2069"
    assert isolate("\u2067open") == "\u2068open\u2069"


def test_the_first_strong_letter_decides():
    assert direction("2017 (قرار) S/RES") == "rtl"
    assert direction("«S/RES» قرار") == "ltr"
    assert direction("12:30 ...") == "ltr"
    assert direction("\u200fabc") == "rtl"


@given(st.text(alphabet=st.one_of(st.sampled_from(CONTROLS), st.characters(exclude_categories=["Cs"]))))
def test_isolates_are_always_balanced(value):
    framed = isolate(value)
    assert framed[0] == "\u2068"
    assert framed[-1] == "\u2069"
    assert not set(framed[1:-1]) & set(CONTROLS)
    assert strip_controls(strip_controls(value)) == strip_controls(value)
