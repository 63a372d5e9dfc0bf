"""The ledger of the reference tables: what they last said of every value, so that a corrected row is followed and a
person's decision is not written over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import models

from muntada.evidence.models import Citation
from muntada.evidence.pen import empty
from muntada.evidence.values import Json
from muntada.trail.deed import key_of, label

Place = tuple[str, str, str]
CONFIDENCE = {"high": 0.95, "medium": 0.75, "low": 0.5}
_STANDS = Citation.Standing.STANDS
_BATCH = 500


class ReferenceLedger:
    """The tables' word on the records of some kinds, read once and written back by `close`.

    A table's word is a citation with a reference and neither passage nor finding. Used inside a deed.
    """

    def __init__(self, kinds: Iterable[str]) -> None:
        known = Citation.objects.filter(record_type__in=list(kinds)).order_by("pk")
        self._said: dict[Place, list[Citation]] = defaultdict(list)
        self._settled: set[Place] = set()
        self._new: list[Citation] = []
        self._changed: dict[int, Citation] = {}
        self._gone: list[int] = []
        for line in known:
            place = (line.record_type, line.record_key, line.field)
            if line.passage_id is None and line.finding is None:
                self._said[place].append(line)
            if line.standing == Citation.Standing.PREFERRED:
                self._settled.add(place)

    def follow(self, thing: models.Model, field: str, said: Json, shown: Json, source: str, confidence: str) -> Json:
        """What the record is to show where a table says `said` and the record shows `shown`.

        The table's word, as long as the record shows what the table said last time; else what it shows, because a
        person or a source has written there since.
        """
        place = (label(thing), key_of(thing), field)
        last = self._said[place][-1] if self._said[place] else None
        before = last.value if last else None
        self._note(place, last, said, source, confidence)
        if place in self._settled:
            return shown
        untouched = shown == before or (empty(shown) and empty(before))
        return said if untouched else shown

    def follow_list(
        self, thing: models.Model, field: str, said: Sequence[str], shown: Sequence[str], source: str, confidence: str
    ) -> list[str]:
        """The same for a field that lists several: each member is a word of its own."""
        place = (label(thing), key_of(thing), field)
        last = {line.value: line for line in self._said[place]}
        for member in said:
            self._note(place, last.get(member), member, source, confidence)
        dropped = [member for member in last if member not in said]
        for member in dropped:
            self._note(place, last[member], None, source, confidence)
        added = [member for member in said if member not in last and member not in shown]
        return [member for member in shown if member not in dropped] + added

    def close(self) -> int:
        """Write the citations; the answer is how many are new, changed or gone."""
        Citation.objects.bulk_create(self._new, batch_size=_BATCH)
        columns = ["value", "reference", "confidence"]
        Citation.objects.bulk_update(self._changed.values(), columns, batch_size=_BATCH)
        Citation.objects.filter(pk__in=self._gone).delete()
        return len(self._new) + len(self._changed) + len(self._gone)

    def _note(self, place: Place, last: Citation | None, said: Json, source: str, confidence: str) -> None:
        if empty(said):
            if last is not None and last.standing == _STANDS:
                self._gone.append(last.pk)
            return
        reference, sure = source[:300], CONFIDENCE[confidence]
        if last is None or (last.value != said and last.standing != _STANDS):
            kind, key, field = place
            self._new.append(
                Citation(
                    record_type=kind,
                    record_key=key,
                    field=field,
                    value=said,
                    reference=reference,
                    confidence=sure,
                )
            )
        elif (last.value, last.reference, last.confidence) != (said, reference, sure):
            last.value, last.reference, last.confidence = said, reference, sure
            self._changed[last.pk] = last
