"""Names screened by several workers, and a list in several pieces: the answers are those of one process."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from muntada.screening.crew import CrewRefused, Processes, Ray
from muntada.screening.index import Index
from muntada.screening.model import Entry, Hit, Identifier, Name, Query
from muntada.screening.screener import Screener
from muntada.screening.shards import Shard, choose, merged, split

GIVEN = ("Tarek", "Nabil", "Salman", "Qasim", "طارق", "Zubair", "Ahmed", "Mohamed", "Olga", "Abd al-Rahman")
FAMILY = ("Halabi", "Kharoubi", "Yusupov", "الحلبي", "Wazzani", "Morsi", "Zeidan", "Petrova", "Haddad")
ENTRIES = [
    Entry(f"e{n}", (Name(f"{GIVEN[n % 10]} {GIVEN[n * 3 % 7]} {FAMILY[n % 9]}"),), born=(str(1950 + n % 40),))
    for n in range(400)
]
ENTRIES += [
    Entry("o1", (Name("Cedar Valley Trading Company Ltd"),), kind="entity"),
    Entry("o2", (Name("Northern Relief and Development Association"),), kind="entity"),
    Entry("p1", (Name("Somebody Else"),), identifiers=(Identifier("N 0071 234", "passport"),)),
]
QUERIES = [
    Query(name, identifiers=(Identifier("N0071234"),) if number % 5 == 0 else (), born=("1971",) * (number % 2))
    for number, name in enumerate(
        ["Tarik Halabi", "Tarek Nabil Halabi", "TarekNabilHalabi", "Cedar Valley Trading", "عبدالرحمن طارق زيدان", ""]
        + [f"{given} {family}" for given in GIVEN for family in FAMILY]
    )
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("list")
    Screener(ENTRIES).save(place)
    return place


@pytest.fixture(scope="module")
def alone(folder: Path) -> list[list[Hit]]:
    answers = Screener.open(folder).ask_many(QUERIES, cutoff=0.2)
    assert sum(map(bool, answers)) > 50
    return answers


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_a_list_in_pieces_answers_as_the_whole(
    folder: Path, alone: list[list[Hit]], tmp_path: Path, count: int
) -> None:
    pieces = [Shard(one) for one in split(Index.open(folder), count, tmp_path)]
    chosen = choose([piece.candidates(QUERIES) for piece in pieces])
    hits = [piece.hits(QUERIES, names, 0.2, 20) for piece, names in zip(pieces, chosen, strict=True)]
    assert merged(hits, 20) == alone


@pytest.mark.soak
def test_processes_answer_as_one_and_a_dead_one_is_replaced(folder: Path, alone: list[list[Hit]]) -> None:
    with Processes(folder, 2) as crew:
        assert list(crew.ask_many(QUERIES, cutoff=0.2)) == alone
        answers = crew.ask_many(QUERIES * 25, cutoff=0.2)
        begun = [next(answers) for _ in QUERIES]
        crew._workers[0].process.kill()
        assert [*begun, *answers] == alone * 25


@pytest.mark.soak
@pytest.mark.skipif(find_spec("ray") is None, reason="Ray is an extra")
def test_rays_workers_answer_as_one_and_a_dead_one_is_replaced(
    folder: Path, alone: list[list[Hit]], tmp_path: Path
) -> None:
    with Ray(split(Index.open(folder), 2, tmp_path), 2) as crew:
        assert list(crew.ask_many(QUERIES, cutoff=0.2)) == alone
        answers = crew.ask_many(QUERIES * 25, cutoff=0.2)
        begun = [next(answers) for _ in QUERIES]
        crew._ray.kill(crew._teams[0][1], no_restart=False)
        assert [*begun, *answers] == alone * 25


@pytest.mark.skipif(find_spec("ray") is not None, reason="Ray is installed")
def test_it_is_said_where_ray_is_not_installed(folder: Path) -> None:
    with pytest.raises(CrewRefused, match="not installed"):
        Ray([folder], 2)
