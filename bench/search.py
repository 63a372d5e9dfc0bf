"""How well and how fast texts are found, beside Lucene's own analyzers and BM25 in the same run.

    python -m bench.search [DATA] [--encoder off light heavy] [--clauses 100000] [--json]

Without DATA, the questions of `bench/data/policy_questions.jsonl` are asked of the clauses of the shipped samples.
DATA is a folder with `pool_LANGUAGE.jsonl` ({"id", "text"}) and `queries_LANGUAGE.jsonl` ({"qid", "text", "rel"}); an
id is the same in all languages. nDCG@10 is printed for every pair of languages, each asked alone, for all queries and
for the half of them (by a checksum of their ids) that is to be left alone by whoever sets a weight; then how often both
versions of what is wanted are among the ten when both languages are asked. Times are CPU seconds of this process, so
that other work on the machine counts for little. At --clauses, sentences are mixed anew and their vectors are those of
the pool's texts with noise, because encoding so many would take an hour; questions are encoded as they are. The peer
needs Java 17 and the jar in the package `pyserini` (`pip install --no-deps -r bench/requirements-lucene.txt`);
`--peer none` leaves it out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import random
import re
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

from muntada.library.samples import samples
from muntada.library.structure import propose
from muntada.search.asking import Question
from muntada.search.embedded import Embedded, interleaved
from muntada.search.encoders import Encoder, encoder
from muntada.search.entries import Entry, Hit

if TYPE_CHECKING:
    from muntada.search.encoders import Vectors

LANGUAGES = ("ar", "en", "fr")
QUESTIONS = Path(__file__).parent / "data" / "policy_questions.jsonl"
AT_ONCE = 1_000  # clauses that are indexed together, as the index does it
# What is aimed at across languages, by encoder.
ACROSS = {("ar→en", "light"): 0.70, ("en→ar", "light"): 0.75, ("ar→en", "heavy"): 0.80, ("en→ar", "heavy"): 0.85}
Rows = list[dict[str, Any]]
Found = dict[str, list[str]]  # of each query the ids found


def main() -> int:
    """Measure, and say what came out."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("data", type=Path, nargs="?")
    asked.add_argument("--encoder", nargs="+", default=["off", "light"], choices=["off", "light", "heavy"])
    asked.add_argument("--clauses", type=int, default=100_000)
    asked.add_argument("--peer", choices=["lucene", "none"], default="lucene")
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    pools, queries = (read(given.data, "pool"), read(given.data, "queries")) if given.data else policy()
    if not pools:
        print(f"No pool_LANGUAGE.jsonl in {given.data}.", file=sys.stderr)
        return 2
    peer = {one: lucene(one, pools[one], queries[one]) for one in pools} if given.peer == "lucene" else {}
    said: dict[str, Any] = {"lucene": {one: judged(found, queries[one]) for one, found in peer.items()}}
    for name in given.encoder:
        said[name] = of_encoder(name, pools, queries)
    if given.clauses:
        large = [name for name in given.encoder if name != "heavy"]
        said["large"] = {name: at_size(given.clauses, name, pools, queries) for name in large}
    print(json.dumps(said, indent=2) if given.json else told(said))
    return 0


def read(folder: Path, what: str) -> dict[str, Rows]:
    """The rows of each language that the folder has."""
    there = ((one, folder / f"{what}_{one}.jsonl") for one in LANGUAGES)
    return {one: [json.loads(line) for line in path.open(encoding="utf-8")] for one, path in there if path.exists()}


def policy() -> tuple[dict[str, Rows], dict[str, Rows]]:
    """The clauses of the shipped samples in force, and questions about them, in three languages."""
    pools: dict[str, Rows] = {}
    for one in (sample for sample in samples() if not sample.older_of):
        for language in LANGUAGES:
            for said in propose(one.words(language), language=language, kind=one.kind).provisions:
                text = f"{said.heading} {said.text}".strip()
                if text:
                    pools.setdefault(language, []).append({"id": f"{one.key}/{said.wid}", "text": text})
    asked = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    known = {row["id"] for rows in pools.values() for row in rows}
    queries = {
        language: [
            {"qid": row["id"], "text": row[language], "rel": ["/".join(one) for one in row["answers"]]}
            for row in asked
            if language in row
        ]
        for language in LANGUAGES
    }
    lost = {one for rows in queries.values() for row in rows for one in row["rel"]} - known
    if lost:
        print(f"{len(lost)} answers are no clauses: {', '.join(sorted(lost)[:5])}", file=sys.stderr)
    return pools, queries


def lucene(language: str, pool: Rows, queries: Rows) -> Found:
    """What the peer finds."""
    package = importlib.util.find_spec("pyserini")
    places = (package.submodule_search_locations if package else None) or []
    jars = sorted(jar for place in places for jar in Path(place).glob("resources/jars/*.jar"))
    if not jars:
        raise SystemExit("The peer's jar is missing: pip install --no-deps -r bench/requirements-lucene.txt")
    with tempfile.TemporaryDirectory() as folder:
        for rows, key, name in ((pool, "id", "pool"), (queries, "qid", "queries")):
            lines = (f"{row[key]}\t{' '.join(row['text'].split())}\n" for row in rows)
            (Path(folder) / name).write_text("".join(lines), encoding="utf-8")
        source = Path(__file__).with_name("Peer.java")
        command = ["java", "-cp", str(jars[-1]), str(source), language, f"{folder}/pool", f"{folder}/queries"]
        said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    return {parts[0]: parts[1].split() for parts in (line.split("\t") for line in said.splitlines())}


def ndcg(found: Sequence[str], wanted: Iterable[str]) -> float:
    """nDCG@10 with what is wanted worth one each."""
    relevant = set(wanted)
    ideal = sum(1 / math.log2(place + 2) for place in range(min(10, len(relevant))))
    return sum(1 / math.log2(place + 2) for place, one in enumerate(found[:10]) if one in relevant) / ideal


def judged(found: Found, queries: Rows) -> dict[str, float]:
    """The mean over all queries, and over those that no weight is to be set by."""
    every = {row["qid"]: ndcg(found[row["qid"]], row["rel"]) for row in queries}
    kept = [one for qid, one in every.items() if zlib.crc32(qid.encode()) % 2]
    return {"ndcg": mean(every.values()), "kept_back": mean(kept)}


def of_encoder(name: str, pools: dict[str, Rows], queries: dict[str, Rows]) -> dict[str, Any]:
    """Index, ask everything, and judge."""
    engine = Embedded(None, encoder(name))
    entries = [Entry(f"{one}:{row['id']}", one, row["text"], whole=row["id"]) for one in pools for row in pools[one]]
    began = time.process_time()
    engine.change(entries)
    said: dict[str, Any] = {"entries_a_cpu_second": len(entries) / (time.process_time() - began)}
    began = time.process_time()
    engine.words.change(entries)
    said["by_words_a_cpu_second"] = len(entries) / (time.process_time() - began)
    both, joined, took = [], [], []
    found: dict[str, Found] = {}
    for asked_in, rows in queries.items():
        others = [asked_in, *(one for one in pools if one != asked_in)]
        for row in rows:
            question = Question(words=row["text"])
            for one in others:
                hits = engine.look(question, asked_in, [one], 50)[one]
                found.setdefault(f"{asked_in}→{one}", {})[row["qid"]] = [hit.whole for hit in hits]
            start = time.process_time()
            lists = engine.look(question, asked_in, others, 50)
            took.append(time.process_time() - start)
            listed = [lists[one] for one in others]
            both.append(_languages(_in_turn(listed), row["rel"]) >= min(2, len(pools)))
            joined.append(any(one.whole in row["rel"] for one in interleaved(listed, 10)))
    said["ndcg"] = {pair: judged(ones, queries[pair[:2]]) for pair, ones in found.items()}
    said |= {"both_versions": mean(both), "joined": mean(joined)} | _times(took)
    return said


def _in_turn(lists: Sequence[Sequence[Hit]]) -> list[Hit]:
    return [one[place] for place in range(10) for one in lists if place < len(one)][:10]


def _languages(hits: Iterable[Hit], wanted: Sequence[str]) -> int:
    return len({hit.language for hit in hits if hit.whole in wanted})


def _times(took: list[float]) -> dict[str, float]:
    ordered = sorted(took)
    return {"p50_ms": ordered[len(ordered) // 2] * 1e3, "p95_ms": ordered[int(len(ordered) * 0.95)] * 1e3}


def at_size(count: int, name: str, pools: dict[str, Rows], queries: dict[str, Rows]) -> dict[str, float]:
    """The CPU time that a question takes in an index of so many clauses, on disk, and how fast it is made."""
    with tempfile.TemporaryDirectory() as folder:
        made = list(clauses(count, pools))
        real = encoder(name)
        engine = Embedded(Path(folder), Noisy(real, pools) if real else None)
        began = time.process_time()
        for at in range(0, count, AT_ONCE):
            engine.change(made[at : at + AT_ONCE])
        spent = time.process_time() - began
        engine = Embedded(Path(folder), real)
        languages = [*pools]
        chosen = [(one, row["text"]) for one, rows in queries.items() for row in rows[:150]]
        engine.look(Question(words=chosen[0][1]), chosen[0][0], languages, 200)  # what is read into memory once
        took, alone = [], []
        for asked_in, text in chosen:
            start = time.process_time()
            engine.look(Question(words=text), asked_in, languages, 200)
            took.append(time.process_time() - start)
            start = time.process_time()
            engine.words.search(Question(words=text), asked_in, 200)
            alone.append(time.process_time() - start)
    said = {"clauses": count, "entries_a_cpu_second": count / spent} | _times(took)
    return said | {f"by_words_{what}": value for what, value in _times(alone).items()}


class Noisy:
    """Vectors of made-up clauses: those of the pool's texts with noise; of their words, noise alone."""

    def __init__(self, real: Encoder, pools: dict[str, Rows]) -> None:
        import numpy as np

        self.name, self.floor, self.weight = real.name, real.floor, real.weight
        self._chance = np.random.default_rng(7)
        texts = [row["text"] for rows in pools.values() for row in rows[:100]]
        self._base = real.parts([[text] for text in texts])
        self._word = real.words(["word"]).shape[1]

    def parts(self, texts: Sequence[Sequence[str]]) -> Vectors:
        """As many rows as there are parts."""
        return self._with_noise(sum(map(len, texts)), self._base)

    def questions(self, texts: Sequence[str]) -> Vectors:
        """As many rows as there are texts."""
        return self._with_noise(len(texts), self._base)

    def words(self, words: Sequence[str]) -> Vectors:
        """Unit vectors, as many as there are words."""
        return self._with_noise(len(words), self._base[:1, : self._word] * 0)

    def _with_noise(self, count: int, base: Any) -> Vectors:
        import numpy as np

        rows = base[self._chance.integers(0, len(base), count)]
        rows = rows + self._chance.standard_normal(rows.shape) / rows.shape[1] ** 0.5
        made: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return made


def clauses(count: int, pools: dict[str, Rows]) -> Iterator[Entry]:
    """Clauses of the sentences of the pools, in other company and with some words of other sentences."""
    chance = random.Random(7)
    sentences = {
        one: [part for row in rows for part in re.split(r"(?<=[.!?؟])\s+", row["text"]) if part]
        for one, rows in pools.items()
    }
    words = {one: [word for part in parts for word in part.split()] for one, parts in sentences.items()}
    for number in range(count):
        language = sorted(pools)[number % len(pools)]
        said = " ".join(chance.choices(sentences[language], k=chance.randint(1, 2))).split()
        for _ in range(len(said) // 8):
            said[chance.randrange(len(said))] = chance.choice(words[language])
        yield Entry(f"{language}:{number}", language, " ".join(said), whole=str(number // len(pools)))


def verdicts(said: dict[str, Any]) -> Iterator[tuple[str, float, float]]:
    """What was measured, each with its aim; of rates and ratios at least, of milliseconds (an aim below 0) at most."""
    for name in (one for one in said if one not in ("lucene", "large")):
        of, by_words = said[name], name == "off"
        for pair, figures in of["ndcg"].items():
            peer = said["lucene"].get(pair[:2]) if pair[:2] == pair[3:] else None
            if peer:
                yield f"{name} {pair}, ratio to Lucene", figures["ndcg"] / peer["ndcg"], 1.02 if by_words else 1.06
            elif pair[:2] != pair[3:] and (pair, name) in ACROSS:
                yield f"{name} {pair}, nDCG@10", figures["ndcg"], ACROSS[pair, name]
        if not by_words:
            yield f"{name}, both versions among ten", of["both_versions"], 0.90
    for name, of in said.get("large", {}).items():
        yield f"{name}, p95 ms at {of['clauses']} clauses", of["p95_ms"], -60.0
        if name == "off":
            yield "off, entries indexed a CPU-second", of["entries_a_cpu_second"], 3_000


def told(said: dict[str, Any]) -> str:
    """The figures as lines, and a table of what is aimed at."""
    lines = [f"lucene {one}→{one}: nDCG@10 {figures['ndcg']:.3f}" for one, figures in said["lucene"].items()]
    for name in (one for one in said if one not in ("lucene", "large")):
        of = said[name]
        lines.append(f"{name}: {of['entries_a_cpu_second']:.0f} entries a CPU-second, ")
        lines[-1] += f"{of['by_words_a_cpu_second']:.0f} of them by words; p50 {of['p50_ms']:.1f}, "
        lines[-1] += f"p95 {of['p95_ms']:.1f} CPU-ms"
        for pair, figures in of["ndcg"].items():
            lines.append(f"  {pair}: {figures['ndcg']:.3f} (kept back {figures['kept_back']:.3f})")
        lines.append(f"  both versions among ten: {of['both_versions']:.3f}; joined: {of['joined']:.3f}")
    for name, of in said.get("large", {}).items():
        lines.append(f"{name}, {of['clauses']} clauses: p50 {of['p50_ms']:.1f}, p95 {of['p95_ms']:.1f} CPU-ms; ")
        lines[-1] += f"by words in one language p95 {of['by_words_p95_ms']:.1f}"
    lines += ["", f"{'measured':52} {'is':>9} {'aim':>9}"]
    for what, value, aim in verdicts(said):
        met = value <= -aim if aim < 0 else value >= aim
        lines.append(f"{what:52} {value:9.3f} {abs(aim):9.2f}  {'met' if met else 'NOT MET'}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
