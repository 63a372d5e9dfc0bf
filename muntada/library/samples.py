"""The shipped sample instruments, read without a database: what each is, and its words in three languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from muntada.text.table import read_table

LANGUAGES = ("ar", "en", "fr")
_FOLDER = Path(__file__).parent / "samples"


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample instrument in one wording. `version` is the day of the wording, `older_of` the key of the instrument
    of which it is an earlier wording, or ""."""

    key: str
    kind: str
    symbol: str
    adopted: str
    version: str
    older_of: str
    topics: tuple[str, ...]
    title_ar: str
    title_en: str
    title_fr: str

    def title(self, language: str) -> str:
        """Its title in `ar`, `en` or `fr`."""
        return str(getattr(self, f"title_{language}"))

    def words(self, language: str) -> str:
        """Its text in `ar`, `en` or `fr`: paragraphs apart by an empty line."""
        return (_FOLDER / "texts" / f"{self.key}.{language}.txt").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def samples() -> tuple[Sample, ...]:
    """Every sample, an earlier wording before the later one of the same instrument."""
    return tuple(sorted(read_table(Sample, _FOLDER / "works.csv"), key=lambda one: (one.version, one.key)))


@dataclass(frozen=True, slots=True)
class SampleUptake:
    """Who used a clause of a sample where, in an invented account."""

    key: str
    wid: str
    party: str
    place: str
    when: str
    activity: str
    source: str


@lru_cache(maxsize=1)
def sample_uptakes() -> tuple[SampleUptake, ...]:
    """Every invented use of a clause of the samples."""
    return read_table(SampleUptake, _FOLDER / "uptakes.csv")


@dataclass(frozen=True, slots=True)
class SampleTopics:
    """What a person would say that a clause of a sample is about."""

    key: str
    wid: str
    topics: tuple[str, ...]


@lru_cache(maxsize=1)
def sample_topics() -> dict[tuple[str, str], tuple[str, ...]]:
    """What clauses are about whose words alone do not tell it, by instrument and address."""
    return {(one.key, one.wid): one.topics for one in read_table(SampleTopics, _FOLDER / "topics.csv")}
