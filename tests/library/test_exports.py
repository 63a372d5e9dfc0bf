"""What leaves the library: every form says the same clauses, carries its handling, and holds no more than allowed."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
import qalam

from muntada.access.actor import Actor, Role
from muntada.evidence.models import Document
from muntada.library import queries
from muntada.library.actions.incoming import take_in_marked_up
from muntada.library.actions.texts import propose_text, settle
from muntada.library.exports import (
    FORMS,
    ExportRefused,
    Taking,
    as_akn,
    collection_file,
    gather,
    text_file,
)
from muntada.library.models import (
    Citation,
    Clause,
    ClauseText,
    Collection,
    CollectionItem,
    Expression,
    Sharing,
    Symbol,
    Title,
    Work,
)
from muntada.library.structure import table
from muntada.library.structure.akn import faults, read
from muntada.people.models import User
from muntada.trail.deed import Refused
from muntada.trail.models import Entry
from tests.cast import ANALYST, FOCAL_POINT, READER, SECRETARIAT, VISITOR
from tests.library.readable import a_text

pytestmark = pytest.mark.django_db
CANARY = "kanarienvogel"


def file_of(form: str, *languages: str, actor: Actor | None = READER, work: Work | None = None) -> bytes:
    return text_file(actor, work or a_text(), Taking(languages, form)).data


def test_a_text_goes_out_as_akoma_ntoso_valid_by_the_schema_with_its_handling() -> None:
    taken = text_file(READER, a_text(tlp="TLP:GREEN"), Taking(("ar",), "akn"))
    assert taken.name == "tangier.TLP-GREEN.ar.xml"
    assert faults(taken.data) == []
    text = read(taken.data).text
    assert dict(text.handling)["tlp"] == "TLP:GREEN"
    assert [one.wid for one in text.provisions] == list(Clause.objects.order_by("order").values_list("wid", flat=True))
    assert [(one.symbol, one.wid) for one in text.mentions] == [("S/RES/2178 (2014)", "recitals_1__rec_1")]


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_a_text_that_went_out_and_came_in_again_goes_out_the_same(language: str) -> None:
    work = a_text()
    Clause.objects.filter(wid="sec_1__para_1").update(
        pillar=2, lifecycle="prevention", sector="transport", addressee="states"
    )
    before = as_akn(gather(ANALYST, work, (language,)), language)
    kept = {one.language: one.text for one in work.titles.all()}
    Citation.objects.all().delete()
    Work.objects.all().delete()
    again = Work.objects.create(key=work.key, kind=work.kind, adopted=work.adopted, topics=work.topics)
    for code, title in kept.items():
        Title.objects.create(work=again, language=code, text=title, preferred=True)
    version = take_in_marked_up(ANALYST, again, read(before))
    assert version.state == "proposed"
    settle(ANALYST, version, seen=0)
    assert as_akn(gather(ANALYST, again, (language,)), language) == before


def test_references_of_a_file_lead_to_what_the_library_has_and_what_cannot_be_is_flagged() -> None:
    data = file_of("akn", "en")
    spoiled = data.replace(b"S/RES/2178 (2014)", b"S/RES/2178 (1999)")
    known = Work.objects.create(key="sc2178", kind="resolution", symbol="S/RES/2178 (2014)")
    Symbol.objects.create(work=known, text="S/RES/2178 (2014)")
    narrow = Work.objects.create(key="narrow", kind="resolution", symbol="S/RES/2170 (2014)", tlp="TLP:AMBER")
    of_few = data.replace(b"S/RES/2178 (2014)", b"S/RES/2170 (2014)")
    cases = ((data, "known", known), (spoiled, "impossible", None), (of_few, "possible", None))
    for number, (file, standing, work) in enumerate(cases):
        into = Work.objects.create(key=f"copy{number}", kind="memorandum")
        version = take_in_marked_up(ANALYST, into, read(file))
        cited = Citation.objects.get(text__expression=version)
        assert (cited.standing, cited.work) == (standing, work)
        assert cited.text.text[cited.start : cited.end] == cited.quote
    assert not narrow.cited_by.exists()


def test_several_versions_go_out_as_an_archive_that_says_how_each_may_be_handled() -> None:
    taken = text_file(READER, a_text(tlp="TLP:GREEN"), Taking(("ar", "en", "fr"), "akn"))
    assert taken.name == "tangier.TLP-GREEN.ar-en-fr.zip"
    with zipfile.ZipFile(io.BytesIO(taken.data)) as archive:
        assert archive.namelist() == ["tangier.ar.xml", "tangier.en.xml", "tangier.fr.xml", "HANDLING.txt"]
        wids = [[one.wid for one in read(archive.read(f"tangier.{code}.xml")).text.provisions] for code in ("ar", "en")]
        assert wids[0] == wids[1]
        assert archive.read("HANDLING.txt").decode().count("TLP:GREEN") == 3


def test_a_table_has_a_row_a_clause_and_comes_in_again_as_it_went_out() -> None:
    text = file_of("csv", "ar", "en").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["wid"] for row in rows] == list(Clause.objects.order_by("order").values_list("wid", flat=True))
    assert {row["handling.tlp"] for row in rows} == {"TLP:CLEAR"}
    found = table.read_rows(rows)
    assert [one.work for one in found] == ["tangier"]
    assert [one.language for one in found[0].proposals] == ["ar", "en"]
    work = Work.objects.create(key="copy", kind="memorandum")
    for proposal in found[0].proposals:
        settle(ANALYST, propose_text(ANALYST, work, proposal, quality="typed"), seen=0)
    for language in ("ar", "en"):
        before, after = (
            list(
                ClauseText.objects.filter(expression__work=key, expression__language=language)
                .order_by("order")
                .values_list("clause__wid", "clause__kind", "clause__opening", "number", "heading", "text", "opening")
            )
            for key in ("tangier", "copy")
        )
        assert before == after


def test_no_cell_is_taken_for_a_formula_and_a_clause_longer_than_a_cell_is_not_cut() -> None:
    work = a_text()
    ClauseText.objects.filter(clause__wid="sec_1__para_1", expression__language="en").update(text="=1+1\n@x")
    row = next(one for one in csv.DictReader(io.StringIO(file_of("csv", "en", work=work).decode("utf-8-sig")))
               if one["wid"] == "sec_1__para_1")  # fmt: skip
    assert row["text.en"].startswith("'=")
    book = openpyxl.load_workbook(io.BytesIO(file_of("xlsx", "ar", "en", work=work)))
    assert book.active is not None
    assert book.active.sheet_view.rightToLeft
    assert "'=1+1\n@x" in [cell.value for line in book.active for cell in line]
    ClauseText.objects.filter(clause__wid="sec_1__para_1", expression__language="en").update(text="x" * 40_000)
    with pytest.raises(ExportRefused) as refused:
        file_of("xlsx", "en", work=work)
    assert refused.value.code == "too_long"
    assert "x" * 40_000 in file_of("csv", "en", work=work).decode()


def test_as_data_a_text_says_its_versions_what_they_lack_and_what_its_clauses_cite() -> None:
    said = json.loads(file_of("json", "ar", "fr"))
    text = said["texts"][0]
    assert text["versions"]["fr"]["lacks"] == ["sec_1__para_1__point_b"]
    assert text["versions"]["fr"]["authentic"] is False
    assert text["clauses"][0]["texts"]["ar"]["citations"][0]["symbol"] == "S/RES/2178 (2014)"
    assert text["clauses"][3]["parent"] == "sec_1__para_1"
    assert said["handling"]["tlp"] == "TLP:CLEAR"


def test_on_paper_two_languages_stand_side_by_side_and_what_one_lacks_is_said() -> None:
    document = docx.Document(io.BytesIO(file_of("docx", "ar", "fr")))
    facts, table_ = document.tables
    lines = [[cell.text for cell in row.cells] for row in table_.rows]
    assert lines[0] == ["العربية", "Français"]
    assert lines[4] == ["(أ) في الموانئ؛", "a) dans les ports ;"]
    assert lines[5] == ["(ب) وعند المعابر البرية.", "لا يرد هذا البند في هذه النسخة."]
    assert "6 مايو 2020" in [cell.text for row in facts.rows for cell in row.cells]
    assert document.core_properties.keywords == "TLP:CLEAR"


def test_a_pdf_says_the_words_of_its_language_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "text.pdf"
    path.write_bytes(file_of("pdf", "ar"))
    said = " ".join(qalam.extract_text(str(path)).split())
    for words in (
        "مذكرة طنجة بشأن مسالك العبور",
        "يقرر أن تُحفظ سجلات العبور",
        "2178 (2014)",
        "يجوز إطلاع الجميع عليها",
    ):
        assert words in said, words


def test_what_is_for_few_says_so_and_with_whom_it_was_shared() -> None:
    work = a_text(tlp="TLP:AMBER", originator="EG")
    taken = text_file(FOCAL_POINT, work, Taking(("en",), "docx"))
    assert taken.name == "tangier.TLP-AMBER.en.docx"
    lines = [one.text for one in docx.Document(io.BytesIO(taken.data)).paragraphs]
    assert any(line.startswith("For those it was shared with") for line in lines)


@pytest.mark.parametrize("form", list(FORMS))
def test_nothing_that_its_taker_may_not_see_is_in_a_file(form: str) -> None:
    """A version, a body and a cited work that are for others alone: neither their words nor their keys come along."""
    work = a_text()
    Expression.objects.filter(language="en").update(tlp="TLP:AMBER+STRICT", originator="EG", title=CANARY)
    ClauseText.objects.filter(expression__language="en").update(text=CANARY)
    hidden = Work.objects.create(
        key=CANARY, kind="resolution", symbol="S/RES/2178 (2014)", tlp="TLP:AMBER+STRICT", originator="EG"
    )
    Citation.objects.update(work=hidden, standing="known")
    read_from = Document.objects.create(
        sha256="a" * 64, name="x", media_type="text/html", size=1, text="x", language="ar", captured_by="user:1",
        address=f"https://example.org/{CANARY}", tlp="TLP:AMBER+STRICT", originator="EG",
    )  # fmt: skip
    Expression.objects.filter(language="ar").update(document=read_from)
    data = file_of(form, "ar", "en", work=work)
    if form in {"docx", "xlsx"}:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            data = b"".join(parts.read(name) for name in parts.namelist())
    if form == "pdf":
        document = pypdfium2.PdfDocument(data)
        data = "".join(page.get_textpage().get_text_bounded() for page in document).encode()
        assert "2178" in data.decode()
    assert CANARY.encode() not in data
    with pytest.raises(ExportRefused) as refused:
        file_of(form, "en", work=work)
    assert refused.value.code == "no_text"


def test_whoever_may_not_take_lists_along_takes_no_text_and_each_taking_is_a_line_of_the_trail() -> None:
    work = a_text()
    for nobody in (VISITOR, None):
        with pytest.raises(Refused):
            text_file(nobody, work, Taking(("en",), "csv"))
    text_file(READER, work, Taking(("en",), "csv"))
    line = Entry.objects.filter(actor=READER.key, allowed=True, permission="list.export").latest("pk")
    assert line.detail["things"][0]["keys"][0] == "library.work:tangier"
    assert line.detail["things"][0]["form"] == "csv"


@pytest.mark.parametrize(
    ("taking", "code"),
    [
        (Taking(("en",), "exe"), "form"),
        (Taking((), "csv"), "language"),
        (Taking(("de",), "csv"), "language"),
        (Taking(("en", "en"), "csv"), "language"),
        (Taking(("ar", "en", "fr"), "pdf"), "too_many_languages"),
    ],
)
def test_what_cannot_be_asked_for_is_said(taking: Taking, code: str) -> None:
    with pytest.raises(ExportRefused) as refused:
        text_file(READER, a_text(), taking)
    assert refused.value.code == code


def test_a_collection_holds_whole_texts_and_of_others_the_clauses_that_were_collected() -> None:
    user = User.objects.create(email="lina@example.org", name="Lina")
    actor = Actor(f"user:{user.pk}", "Lina", READER.roles | {Role.PERSON})
    first, second = a_text("first"), a_text("second")
    collection = Collection.objects.create(user=user, name="Passage")
    CollectionItem.objects.create(collection=collection, order=1, work=first)
    point = Clause.objects.get(work=second, wid="sec_1__para_1")
    CollectionItem.objects.create(collection=collection, order=2, work=second, clause=point)
    texts = json.loads(collection_file(actor, collection, Taking(("en",), "json")).data)["texts"]
    assert [(one["work"], len(one["clauses"])) for one in texts] == [("first", 5), ("second", 3)]
    document = docx.Document(io.BytesIO(collection_file(actor, collection, Taking(("ar", "en"), "docx")).data))
    assert document.paragraphs[0].text == "Passage"
    assert [one.text for one in document.paragraphs if one.style is not None and one.style.name == "Heading 1"] == [
        "مذكرة طنجة بشأن مسالك العبور"
    ] * 2
    assert queries.work(SECRETARIAT, "second") is not None


def test_what_others_call_their_collection_stays_with_them() -> None:
    keeper = User.objects.create(email="lina@example.org", name="Lina")
    collection = Collection.objects.create(user=keeper, name=CANARY)
    Sharing.objects.create(collection=collection, tlp="TLP:GREEN")
    for order, key in enumerate(("first", "second"), start=1):
        CollectionItem.objects.create(collection=collection, order=order, work=a_text(key))
    taken = collection_file(READER, collection, Taking(("en",), "docx"))
    assert taken.name == f"collection-{collection.pk}.TLP-CLEAR.en.docx"
    assert docx.Document(io.BytesIO(taken.data)).paragraphs[0].text == "Collection of texts"
