"""A citation rests on words that stand where it says, and is noted once."""

from __future__ import annotations

import pytest

from muntada.access.rules import Permission
from muntada.evidence.actions.citations import NotQuoted, cite, passage_of
from muntada.evidence.models import Citation, Document
from muntada.evidence.pen import Pen, find, held, leaning_on, take_back
from muntada.evidence.values import ValueRefused
from muntada.parties.models import Name, Party
from muntada.trail.deed import act
from tests.cast import ANALYST

pytestmark = pytest.mark.django_db
TEXT = "اجتمع المنتدى 🕊️ في القاهرة."


@pytest.fixture
def document() -> Document:
    return Document.objects.create(
        sha256="0" * 64, name="a.txt", media_type="text/plain", size=1, text=TEXT, language="ar", tlp="TLP:GREEN"
    )


def test_a_passage_is_what_the_document_says_there(document: Document) -> None:
    passage, new = passage_of(document, 6, 13, TEXT[6:13])
    assert new
    assert passage_of(document, 6, 13, TEXT[6:13]) == (passage, False)
    for start, end, quote in ((6, 13, "something"), (5, 13, TEXT[6:13]), (6, 6, ""), (0, 99, TEXT), (-1, 3, "")):
        with pytest.raises(NotQuoted):
            passage_of(document, start, end, quote)


def test_a_citation_is_noted_once_and_has_the_label_of_its_document(document: Document) -> None:
    party = Party.objects.create(key="EG", kind="state")
    passage, _ = passage_of(document, 0, 5, TEXT[:5])
    with act(ANALYST, Permission.RECORD_WRITE) as deed:
        citation, new = cite(deed, party, "kind", "state", passage=passage, finding=3)
        assert new
        assert cite(deed, party, "kind", "state", passage=passage, finding=3) == (citation, False)
        _, new = cite(deed, party, "kind", "state", reference="a table")
        assert new
    assert (citation.tlp, citation.record_type, citation.record_key) == ("TLP:GREEN", "parties.party", "EG")
    assert Citation.objects.count() == 2


def test_the_pen_fills_what_is_empty_and_writes_over_nothing() -> None:
    party = Party.objects.create(key="EG", kind="state")
    pen = Pen()
    pen.say(party, acronym="", note="one")
    pen.say(party, note="two")
    assert held(party, "note") == "one"
    assert [said.value for said in pen.written.said] == ["one", "two"]
    assert pen.written.wrote == {"parties.party:EG": ["note"]}
    take_back(pen.written.steps)
    assert Party.objects.get().note == ""


def test_what_the_pen_made_is_taken_back_unless_something_leans_on_it() -> None:
    pen = Pen()
    party = pen.make(Party, {"kind": "organisation"}, {"key": "org.example"})
    name = Name.objects.create(party=party, language="en", text="Example")
    assert leaning_on(party) == [name]
    assert leaning_on(party, apart_from={("parties.name", str(name.pk))}) == []
    take_back(pen.written.steps)
    assert find("parties.party", "org.example") == party
    name.delete()
    take_back(pen.written.steps)
    assert find("parties.party", "org.example") is None


@pytest.mark.parametrize("text", ["a\0b", "a\nb", "a\u202eb", "a\u2067b", "\ud800", "x" * 41])
def test_the_pen_refuses_broken_text(text: str) -> None:
    party = Party.objects.create(key="EG", kind="state")
    with pytest.raises(ValueRefused) as caught:
        Pen().say(party, acronym=text)
    assert caught.value.field == "acronym"


def test_joiners_and_direction_marks_belong_to_words() -> None:
    party = Party.objects.create(key="EG", kind="state")
    Pen().say(party, note="می\u200cخواهم \u200f(أ)")
    assert Party.objects.get().note == "می\u200cخواهم \u200f(أ)"
