"""Taking records out of every table: within one transaction, and only from inside an erasure that was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, RestrictedError

from muntada.access.models import Handled
from muntada.evidence.actions.citations import in_order
from muntada.evidence.models import Citation, Document, Passage, Release
from muntada.evidence.pen import empty, find, held, named, put, take_back
from muntada.forum.models import Paper
from muntada.register.models import Entity, Lead
from muntada.register.queries.belonging import belonging
from muntada.rights.masking import BLOT, blotted
from muntada.rights.models import Concern, Correction, Reminder, Repurposing
from muntada.rights.reach import Place
from muntada.sources.models import Decision, Finding, Source, Story
from muntada.trail.deed import key_of, label

Thing = tuple[str, str]  # kind and key


@dataclass
class Removed:
    """What an erasure took away: rows by kind, the things that are gone, and the stored files that go with them."""

    counted: Counter[str] = field(default_factory=Counter)
    things: set[Thing] = field(default_factory=set)
    files: list[str] = field(default_factory=list)

    def of(self, row: models.Model) -> None:
        """Count one row that is gone."""
        self.counted[label(row)] += 1
        self.things.add((label(row), key_of(row)))

    def changed(self, kinds: Iterable[str]) -> None:
        """Count rows that lost a value."""
        self.counted.update(f"{kind}, changed" for kind in kinds)

    def all_of(self, rows: models.QuerySet[models.Model]) -> None:
        """Delete these rows and count them with all that goes with them."""
        for row in rows:
            self.of(row)
        rows.delete()


def remove(record: models.Model, removed: Removed, *, with_copies: bool = True) -> None:
    """Erase a record of any kind, with every citation, release, finding and note that speaks of it."""
    if isinstance(record, Document):
        for document in _with_copies(record) if with_copies else [record]:
            _remove_document(document, removed)
    else:
        _remove_record(record, removed)


def blot_out(place: Place, wanted: tuple[str, ...], removed: Removed) -> None:
    """Blot the names out of a row; where that makes it equal to another one, the row goes."""
    values = {column: blotted(getattr(place.row, column), wanted) for column in place.columns}
    try:
        with transaction.atomic():
            place.model._base_manager.filter(pk=place.row.pk).update(**values)
    except IntegrityError:
        _delete(place.row, removed)
    removed.counted[f"{label(place.row)}, blotted"] += 1
    if isinstance(place.row, Document) and place.row.sha256 not in removed.files:
        removed.files.append(place.row.sha256)  # the file as it came in says the name too


def _with_copies(document: Document) -> list[Document]:
    """The document and the same article on other sites."""
    source = Source.objects.filter(document=document).first()
    if source is None:
        return [document]
    return list(Document.objects.filter(source__story=source.story_id).order_by("pk"))


def _remove_document(document: Document, removed: Removed) -> None:
    cited = Citation.objects.filter(passage__document=document)
    gone: dict[Thing, list[Citation]] = {}
    for citation in cited.order_by("pk"):
        gone.setdefault((citation.record_type, citation.record_key), []).append(citation)
    source = Source.objects.filter(document=document).first()
    decisions = list(Decision.objects.filter(finding__source=source, undone_at__isnull=True)) if source else []
    removed.all_of(cited)
    for decision in decisions:  # the latest first, as the model orders them
        steps = decision.effects.get("steps", [])
        take_back(steps)
        removed.changed(str(step["type"]) for step in steps)
    for (kind, key), citations in gone.items():
        record = find(kind, key)
        if record is None:
            _forget((kind, key), removed)
        else:
            _without(record, citations, removed)
    if source is not None:
        _remove_source(source, removed)
    removed.all_of(Passage.objects.filter(document=document))
    _let_go(document, removed)
    _forget((label(document), key_of(document)), removed)
    removed.of(document)
    document.delete()
    # Papers and letters are documents apart even where their bytes are the same: the last one takes the file along.
    if not Document.objects.filter(sha256=document.sha256).exists():
        removed.files.append(document.sha256)


def _let_go(document: Document, removed: Removed) -> None:
    """What stood by this file stands without it, such as a delegation; what is nothing without it goes with it, as the
    version of a paper does."""
    for relation in document._meta.related_objects:
        model, column = relation.related_model, relation.field
        assert not isinstance(model, str)
        rows = model._base_manager.filter(**{column.name: document})
        if column.null:
            removed.changed([model._meta.label_lower] * rows.update(**{column.name: None}))
        else:
            removed.all_of(rows)


def _remove_source(source: Source, removed: Removed) -> None:
    for rows in (Decision.objects.filter(finding__source=source), source.findings.all(), source.bands.all()):
        removed.all_of(rows)
    story = source.story
    _forget((label(source), key_of(source)), removed)
    removed.of(source)
    source.delete()
    if not story.sources.exists():
        removed.of(story)
        Story.objects.filter(pk=story.pk).delete()


def _without(record: models.Model, gone: list[Citation], removed: Removed) -> None:
    """Take from a record what only these citations stated; a record that cannot be without it goes with it."""
    removed.changed([label(record)])
    left = list(Citation.objects.filter(**named(record)).order_by("pk"))
    for name in sorted({one.field for one in gone}):
        said = [one.value for one in left if one.field == name]
        lost = [one.value for one in gone if one.field == name and one.value not in said]
        shown, column = held(record, name), record._meta.get_field(name)
        if isinstance(shown, list):
            _leave_out(record, name, lost)
            continue
        if shown not in lost:
            continue
        instead = in_order(name, said)
        if not empty(instead):
            put(record, name, instead)
        elif getattr(column, "null", False) or getattr(column, "blank", False):
            put(record, name, None if getattr(column, "null", False) else "")
        elif not _delete(record, removed):
            _blot_required(record, column)
        else:
            return


def _blot_required(record: models.Model, column: object) -> None:
    """What others lean on stays; the words that it must have are blotted."""
    free = isinstance(column, models.CharField | models.TextField) and not column.choices
    if free and isinstance(column, models.Field):
        put(record, column.name, BLOT * 3)


def _leave_out(record: models.Model, name: str, lost: list[object]) -> None:
    if record._meta.get_field(name).many_to_many:
        manager = getattr(record, name)
        manager.remove(*[member for member in manager.all() if key_of(member) in lost])
    else:
        put(record, name, [member for member in getattr(record, name) if member not in lost])


def _remove_record(record: models.Model, removed: Removed) -> None:
    if isinstance(record, Entity):
        _remove_what_is_its(record, removed)
    thing = (label(record), key_of(record))
    passages = set(_named(Citation, thing).exclude(passage=None).values_list("passage", flat=True))
    findings = Finding.objects.filter(record_type=thing[0], record_key=thing[1])
    removed.all_of(Citation.objects.filter(finding__in=findings.values("pk")))
    removed.all_of(_named(Citation, thing))
    removed.all_of(Decision.objects.filter(finding__in=findings))
    removed.all_of(findings)
    removed.all_of(Passage.objects.filter(pk__in=passages, citations__isnull=True))
    _forget(thing, removed)
    files = list(Document.objects.filter(paper_versions__paper=record)) if isinstance(record, Paper) else []
    if not _delete(record, removed):
        raise ProtectedError("Other records rest on this one: erase them first.", {record})
    for file in files:
        _remove_document(file, removed)


def _remove_what_is_its(entity: Entity, removed: Removed) -> None:
    """Papers and ties of somebody are nothing without them, and checks that met them say whom they met."""
    for one in belonging(entity):
        _remove_record(one, removed)
    removed.all_of(Lead.objects.filter(entity=entity))


def _forget(thing: Thing, removed: Removed) -> None:
    """Everything that is kept beside a record and names it."""
    for model in (Release, Concern, Reminder, Correction, Repurposing):
        removed.all_of(_named(model, thing))
    removed.things.add(thing)


def _named(model: type[models.Model], thing: Thing) -> models.QuerySet[models.Model]:
    return model._base_manager.filter(record_type=thing[0], record_key=thing[1])


def _delete(record: models.Model, removed: Removed) -> bool:
    """Delete a row; False where another one rests on it."""
    thing = (label(record), key_of(record))
    try:
        with transaction.atomic():
            _count, each = type(record)._base_manager.filter(pk=record.pk).delete()
    except (ProtectedError, RestrictedError):
        return False
    removed.counted.update({kind.lower(): count for kind, count in each.items()})
    removed.things.add(thing)
    if isinstance(record, Handled):
        for model in (Citation, Release, Concern, Reminder, Repurposing):
            removed.all_of(_named(model, thing))
    return True
