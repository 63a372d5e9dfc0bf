"""A year of a party in the small forum: a meeting, an office, an instrument, a measure with its evidence, a clause."""

from __future__ import annotations

from datetime import date

from muntada.access import clock
from muntada.evidence.models import Citation, Document, Passage
from muntada.followup.models import Commitment, Contribution, Evidence, EvidenceRevision, Institution, Measure
from muntada.forum.models import Body, Meeting, Membership, Term
from muntada.library.models import Clause, Title, Work
from muntada.parties.models import Name, Party

TEXT = "عُقدت في القاهرة يوم 4 مارس 2021 ورشة عمل عن أمن الحدود."
_AMBER = {"tlp": "TLP:AMBER", "originator": "EG"}


def party(key: str, kind: str, ar: str, en: str, parent: Party | None = None) -> Party:
    made = Party.objects.create(key=key, kind=kind, parent=parent)
    for language, text in (("ar", ar), ("en", en)):
        Name.objects.create(party=made, language=language, text=text, preferred=True)
    return made


def a_year() -> Party:
    """What Egypt did in 2021, and what it undertook."""
    egypt, canada = party("EG", "state", "مصر", "Egypt"), party("CA", "state", "كندا", "Canada")
    forum = party("gctf", "body", "المنتدى العالمي", "Global Forum")
    top = Body.objects.create(party=forum, kind="forum")
    committee = Body.objects.create(
        party=party("gctf.coco", "body", "اللجنة التنسيقية", "Coordinating Committee", forum),
        kind="committee",
        parent=top,
    )
    Membership.objects.create(body=top, party=egypt, kind="founding", start="2011-09-22")
    Term.objects.create(body=committee, party=egypt, start="2019-03", end="2023-05")
    Term.objects.create(body=committee, party=canada, start="2018", end="2022-03")
    meeting = Meeting.objects.create(
        body=committee, kind="workshop", title="أمن الحدود", when="2021-03-04", place="Cairo"
    )
    meeting.chairs.add(egypt)
    work = Work.objects.create(
        key="sc9999", kind="security_council_resolution", symbol="S/RES/9999 (2021)", adopted="2021-12-17", body=forum,
        topics=["sanctions"],
    )  # fmt: skip
    Title.objects.create(work=work, language="ar", text="الجزاءات", preferred=True)
    Title.objects.create(work=work, language="en", text="Sanctions", preferred=True)
    document = Document.objects.create(
        sha256="c" * 64, name="خبر.txt", media_type="text/plain", size=len(TEXT), text=TEXT, language="ar",
        published=date(2021, 3, 5), title="ورشة في القاهرة", captured_by="user:1",
    )  # fmt: skip
    passage = Passage.objects.create(document=document, start=0, end=len(TEXT), quote=TEXT)
    Citation.objects.create(
        record_type="forum.meeting", record_key=str(meeting.pk), field="when", value="2021-03-04", passage=passage
    )
    _undertaken(egypt, work, passage)
    return egypt


def _undertaken(egypt: Party, work: Work, passage: Passage) -> None:
    ministry = Institution.objects.create(
        key="eg.moj", party=egypt, name_ar="وزارة العدل", name_en="Ministry of Justice", **_AMBER
    )
    clause = Clause.objects.create(work=work, wid="para_5", order=1, kind="operative", topics=["criminal_justice"])
    commitment = Commitment.objects.create(
        party=egypt, clause=clause, response="supported", lead=ministry, since="2021", **_AMBER
    )
    measure = Measure.objects.create(
        reference="EG/2021/1", party=egypt, kind="law", title_ar="قانون التعاون القضائي",
        title_en="Judicial cooperation act", owner=ministry, status="completed", start="2020", completed="2021-06",
        **_AMBER,
    )  # fmt: skip
    Contribution.objects.create(measure=measure, commitment=commitment, extent="whole")
    evidence = Evidence.objects.create(
        measure=measure, kind="gazette", title_ar="الجريدة الرسمية", title_en="Official gazette", **_AMBER
    )
    EvidenceRevision.objects.create(
        evidence=evidence, number=1, address="https://gazette.example/1", passage=passage, received=date(2021, 7, 1),
        by="user:1", at=clock.now(),
    )  # fmt: skip
