"""A file's text comes out whole and in order, with what the file says of itself."""

from __future__ import annotations

import json
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from muntada.sources.capture import MAX_TEXT, Captured, CaptureRefused, capture
from tests.sources.capture import files
from tests.sources.capture.files import ARABIC, ARTICLE, SENTENCE, page

DATA = Path(__file__).parent.parent / "data"


def furniture_of(captured: Captured) -> str:
    return "\n".join(captured.text[start:end] for start, end in captured.furniture)


def test_a_plain_text_is_given_exactly_as_it_is() -> None:
    text = f"{ARABIC}\r\n\r\n  {SENTENCE}\t\n"
    captured = capture(text.encode(), name="note.txt")
    assert (captured.text, captured.media_type, captured.notes) == (text, "text/plain", [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_arabic_is_read_in_every_encoding_it_comes_in(encoding: str) -> None:
    assert capture((ARABIC * 3).encode(encoding), name="a.txt").text == ARABIC * 3


def test_a_page_is_given_whole_and_what_surrounds_the_article_is_marked() -> None:
    body = (
        "<nav><a href=/>Home</a> <a href=/n>News</a></nav><main><article><h1>Committee meets</h1><p>4 May 2021</p>"
        f"{ARTICLE}<table><tr><td>Chair</td><td>Egypt</td></tr></table></article>"
        "<aside><h3>Elsewhere</h3><a href=/o>Envoy travels to the north</a></aside></main>"
        "<footer>© 2021 Example Gazette</footer><script>var hidden = 1</script><p hidden>not shown</p>"
    )
    head = (
        "<title>Committee meets | Gazette</title><link rel=canonical href='https://example.org/1'>"
        "<meta property='article:published_time' content='2021-05-04T09:00:00Z'>"
    )
    captured = capture(page(body, head), name="1.html")
    marked = furniture_of(captured)
    assert captured.address == "https://example.org/1"
    assert captured.published == date(2021, 5, 4)
    assert captured.language_hint == "en"
    assert captured.title == "Committee meets | Gazette"
    assert captured.text.index("Home") < captured.text.index("Committee meets") < captured.text.index("Envoy travels")
    assert "hidden" not in captured.text
    assert "not shown" not in captured.text
    assert "Chair\tEgypt" in captured.text
    for outside in ("Home", "Elsewhere", "Envoy travels", "© 2021"):
        assert outside in marked
    for inside in ("Committee meets", "4 May 2021", "session number 1", "session number 4", "Chair"):
        assert inside not in marked


def test_spans_of_a_page_are_in_order_and_apart() -> None:
    captured = capture(page(f"<nav>Home</nav>{ARTICLE}<nav>Foot</nav><p>{SENTENCE}</p><footer>End</footer>"), name="a")
    ends = 0
    for start, end in captured.furniture:
        assert ends <= start < end <= len(captured.text)
        ends = end


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<script type="application/ld+json">{"@graph":[{"datePublished":"2020-02-03"}]}</script>', date(2020, 2, 3)),
        ('<meta itemprop="datePublished" content="2020-02-03T00:00:00+02:00">', date(2020, 2, 3)),
        ('<meta name="dcterms.date" content="2020-02-03">', date(2020, 2, 3)),
        ('<meta property="article:published_time" content="03.02.2020">', None),
        ('<meta property="article:published_time" content="٢٠٢٠-٠٢-٠٣">', None),
        ('<meta property="article:published_time" content="2027-02-29">', None),
        ('<meta property="article:published_time" content="1970-01-01T00:00:00Z">', None),
        (f'<meta property="article:published_time" content="{date.today() + timedelta(days=400)}">', None),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", None),
        ('<script type="application/ld+json">{"datePublished": NaN}</script>', None),
    ],
)
def test_the_day_of_publication_is_what_the_page_declares_and_can_be_true(head: str, day: date | None) -> None:
    assert capture(page(ARTICLE, head), name="a.html").published == day


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "https://a b/", "//x/y", "http://u:p@x/"]
)
def test_an_address_that_is_none_is_left_out(address: str) -> None:
    assert capture(page(ARTICLE, f'<link rel="canonical" href="{address}">'), name="a.html").address == ""


def test_a_title_has_no_control_and_no_direction_characters() -> None:
    assert capture(page(ARTICLE, "<title>A&#8238;B&#0;\n C&#7;</title>"), name="a.html").title == "AB C"


def test_an_arabic_page_in_a_legacy_encoding_is_read_by_its_own_word() -> None:
    head = f'<html lang=ar><head><meta charset="windows-1256"><title>{ARABIC[:20]}</title></head>'
    markup = f"{head}<body><p>{ARABIC}</p></body>"
    captured = capture(markup.encode("windows-1256"), name="a.html")
    assert ARABIC in captured.text
    assert captured.language_hint == "ar"


def test_a_pdf_gives_its_text_page_by_page() -> None:
    captured = capture(files.pdf(pages=3), name="a.pdf")
    assert captured.text == "\n\n".join([SENTENCE] * 3)
    assert captured.media_type == "application/pdf"


def test_an_arabic_pdf_is_read_in_reading_order() -> None:
    captured = capture((DATA / "statement_ar.pdf").read_bytes(), name="statement_ar.pdf")
    assert "عقد المنتدى العالمي لمكافحة الإرهاب اجتماع لجنته التنسيقية" in captured.text
    assert "٤ مايو ٢٠٢١، بمشاركة ممثلين عن ثلاثين دولة" in captured.text
    assert "قرار مجلس الأمن ٢٣٩٦ (2017)" in captured.text
    assert captured.notes == []


def test_a_word_file_gives_paragraphs_tables_and_heads_in_order() -> None:
    made = files.word(
        SENTENCE, ARABIC, title="Minutes", table=[["Chair", "Egypt"], ["Member", "Canada"]], header="Draft"
    )
    captured = capture(made, name="minutes.docx")
    assert captured.text == f"Draft\n\n{SENTENCE}\n\n{ARABIC}\n\nChair\tEgypt\nMember\tCanada"
    assert captured.title == "Minutes"
    assert furniture_of(captured) == "Draft"


def letter(**parts: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Press office <press@forum.example>"
    message["To"] = "desk@news.example"
    message["Subject"] = parts.get("subject", "اجتماع لجنة التنسيق")
    message["Date"] = parts.get("date", "Tue, 04 May 2021 10:00:00 +0200")
    message["Message-ID"] = "<1@forum.example>"
    message.set_content(parts.get("text", ARABIC))
    if "html" in parts:
        message.add_alternative(parts["html"], subtype="html")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="../annex.pdf")
    return message.as_bytes()


def test_a_letter_gives_subject_sender_day_and_text_and_names_its_attachments() -> None:
    captured = capture(letter(html="<p>other</p>"), name="letter.eml")
    assert captured.text.startswith(
        "اجتماع لجنة التنسيق\nFrom: Press office <press@forum.example>\nDate: Tue, 04 May 2021"
    )
    assert captured.text.endswith(ARABIC)
    assert (captured.title, captured.published) == ("اجتماع لجنة التنسيق", date(2021, 5, 4))
    assert captured.media_type == "message/rfc822"
    assert captured.notes == ["attachment:annex.pdf"]


def test_a_letter_of_html_alone_is_read_as_a_page() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Committee meets"
    message.set_content(page(f"<h1>Committee meets</h1>{ARTICLE}").decode(), subtype="html")
    captured = capture(message.as_bytes(), name="letter.eml")
    assert captured.text.startswith("Committee meets\nFrom: a@b.example\n\nCommittee meets\n\nThe coordinating")
    for start, end in captured.furniture:
        assert end <= len(captured.text)
        assert start < end


def test_a_letter_with_broken_heads_is_read_all_the_same() -> None:
    raw = letter(date="yesterday").replace(b"From: Press office <press@forum.example>", b"From: <<@>,;:")
    captured = capture(raw, name="letter.eml")
    assert captured.published is None
    assert ARABIC in captured.text


def test_a_note_that_begins_like_a_letter_is_a_note() -> None:
    note = f"From: the desk\nSubject: the meeting\n\n{SENTENCE}\n"
    assert capture(note.encode(), name="note.txt").media_type == "text/plain"


def test_a_text_longer_than_a_person_reviews_is_refused() -> None:
    with pytest.raises(CaptureRefused) as refused:
        capture(b"word " * (MAX_TEXT // 5 + 1), name="long.txt")
    assert refused.value.code == "too_long"


def test_what_a_child_answers_survives_json() -> None:
    captured = capture(page(f"<p>{SENTENCE} \U0001f54a &#x2028; &#xFFFE;</p>{ARTICLE}"), name="a.html")
    assert json.loads(json.dumps(captured.text)) == captured.text
