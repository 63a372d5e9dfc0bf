"""Words are found through an index that the database keeps in step, on SQLite and (by `test_postgres`) PostgreSQL."""

from __future__ import annotations

import re
from random import Random

import pytest
from django.db import IntegrityError, connection, transaction

from muntada.access import sought
from muntada.access.folded import folded, holds, wanted
from muntada.access.rows import rows
from muntada.access.rules import Permission
from muntada.forum.models import AgendaItem, Meeting
from muntada.marking.tlp import TLP
from muntada.text.folding import fold_key
from tests.cast import ANALYST, VISITOR

TEXT = """
    الإرهاب بالإرهاب للإرهاب والإرهاب إرهاب مكافحة ومكافحة اجتماع الاجتماع لجنة اللجنة للجنة مراكش بمراكش وزارة القاهرة
    التزام دولة الدول للدول وللدول EU UN OSCE counter-terrorism terrorism Terrorist committee S/RES/2396 2396 (2017)
    réunion Réunions comité lutte financement d'experts l'Égypte Straße 50% foo_bar a
"""
WORDS = TEXT.split()


def finds(column: str, text: str) -> set[int]:
    return set(Meeting.objects.filter(holds(column, text)).values_list("pk", flat=True))


def slowly(texts: dict[int, str], asked: str) -> set[int]:
    """The same, read off the texts themselves: every word begins one of theirs, with or without what is written
    together with it."""
    return {pk for pk, text in texts.items() if all(stands_in(word, text) for word in wanted(asked))}


def stands_in(word: str, text: str) -> bool:
    together = r"(?:[وف]?[بكل]?(?:ال)?|[وف]?لل)"
    for one in re.findall(r"[^\W_]+", fold_key(text)):
        known = {one, *(one[m.end() :] for m in all_prefixes(together, one) if re.match("[ء-ي]{4}", one))}
        known |= {f"ال{one[m.end() :]}" for m in all_prefixes("[وف]?لل", one)}
        if any(len(bare) >= 3 or bare == one for bare in known if said(word, bare)):
            return True
    return False


def said(word: str, bare: str) -> bool:
    return bare.startswith(word) if len(word) >= 3 else bare == word


def all_prefixes(pattern: str, one: str) -> list[re.Match[str]]:
    """What of a word's beginning may be written together with it; at least three letters are left of it."""
    found = (re.match(f"{pattern}(?=.{{{left}}}$)", one) for left in range(3, len(one)))
    return [match for match in found if match]


def written(random: Random) -> str:
    return " ".join(random.choices(WORDS, k=random.randint(1, 7)))


def on_sqlite() -> bool:
    return connection.vendor == "sqlite"


def in_step() -> None:
    """Raises where an index says something else than its rows."""
    if on_sqlite():
        with connection.cursor() as cursor:
            for one in sought.every_index():
                cursor.execute(f'INSERT INTO "{one.index}" ("{one.index}", rank) VALUES (\'integrity-check\', 1)')
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT of_row, word, tlp FROM forum_meeting_sought")
        kept = sorted(cursor.fetchall())
    every = Meeting.objects.values_list("pk", "sought", "tlp")
    assert kept == sorted((pk, word, tlp) for pk, words, tlp in every for word in words.split())


@pytest.mark.django_db
@pytest.mark.parametrize("many", [0, 5_000], ids=["through the rows", "through the index"])
def test_a_search_finds_what_a_slow_one_finds_whatever_was_written_and_deleted(
    many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sought, "MANY", many)
    monkeypatch.setattr(sought, "KEPT", 0)
    random = Random(7)
    made = Meeting.objects.bulk_create(
        [Meeting(kind="session", title=written(random), note=written(random)) for _ in range(400)]
    )
    texts = {one.pk: f"{one.title}\n{one.note}" for one in made}
    for turn in range(5):
        for _ in range(20):
            one = Meeting.objects.create(kind="session", title=written(random), place="مراكش")
            texts[one.pk] = f"{one.title}\nمراكش"
        for pk in random.sample(sorted(texts), 15):
            one = Meeting.objects.get(pk=pk)
            before, one.title = one.title, written(random)
            one.save(update_fields=["title"])
            texts[pk] = texts[pk].replace(before, one.title, 1)
        gone = random.sample(sorted(texts), 10)
        Meeting.objects.filter(pk__in=gone).delete()
        for pk in gone:
            del texts[pk]
        for asked in (*random.sample(WORDS, 12), "ارهاب", "الدول", "terror", "مكافحة ارهاب", "EU terrorism", "nowhere"):
            assert finds("sought", asked) == slowly(texts, asked), (turn, asked)
        in_step()


@pytest.mark.django_db
def test_what_is_taken_back_was_never_found() -> None:
    both = [Meeting(kind="session", title="terrorism"), Meeting(kind="session", title="terrorism", tlp="TLP:RED")]
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.bulk_create(both, batch_size=1)
    assert finds("sought", "terrorism") == set()
    in_step()


@pytest.mark.django_db
def test_nobody_finds_what_the_policy_keeps_from_them() -> None:
    for label in TLP:
        if label != TLP.RED:
            Meeting.objects.create(kind="session", title=f"terrorism {label.rank}", tlp=label)
    found = rows(VISITOR, Permission.RECORD_READ, Meeting).filter(holds("sought", "terrorism"))
    assert {one.tlp for one in found} == {TLP.CLEAR.value}
    assert found.count() == 1
    assert rows(ANALYST, Permission.RECORD_READ, Meeting).filter(holds("sought", "terrorism")).count() > 1


@pytest.mark.django_db
def test_another_label_takes_effect_on_what_is_found_too() -> None:
    one = Meeting.objects.create(kind="session", title="terrorism", tlp=TLP.GREEN)
    Meeting.objects.filter(pk=one.pk).update(tlp=TLP.CLEAR)
    assert rows(VISITOR, Permission.RECORD_READ, Meeting).filter(holds("sought", "terrorism")).count() == 1
    in_step()


@pytest.mark.django_db
def test_words_of_one_column_are_not_found_in_another() -> None:
    one = Meeting.objects.create(kind="session", title="terrorism", place="New York")
    assert finds("sought_place", "york") == finds("sought", "York terrorism") == {one.pk}
    assert finds("sought_place", "terrorism") == set()


@pytest.mark.django_db
@pytest.mark.parametrize("many", [0, 3_000], ids=["through the rows", "through the index"])
def test_words_are_found_within_another_question_too(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sought, "MANY", many)
    monkeypatch.setattr(sought, "KEPT", 0)
    meeting, _other = (Meeting.objects.create(kind="session", title=title) for title in ("x", "y"))
    AgendaItem.objects.create(meeting=meeting, title="terrorism")
    items = AgendaItem.objects.filter(holds("sought", "terrorism")).values("meeting")
    assert [one.pk for one in Meeting.objects.filter(pk__in=items)] == [meeting.pk]
    assert [one.pk for one in Meeting.objects.exclude(pk__in=items)] == [_other.pk]
    assert Meeting.objects.filter(holds("sought", "x")).update(place="Rabat") == 1


@pytest.mark.django_db
def test_a_blank_text_finds_everything_and_one_of_signs_nothing() -> None:
    one = Meeting.objects.create(kind="session", title="terrorism")
    assert finds("sought", "") == finds("sought", "  ") == {one.pk}
    assert finds("sought", " ?! ") == finds("sought", "_%") == set()
    assert Meeting.objects.exclude(holds("sought", "terror")).count() == 0


@pytest.mark.django_db
def test_what_hangs_on_a_meeting_goes_from_the_index_with_it() -> None:
    meeting = Meeting.objects.create(kind="session", title="x")
    AgendaItem.objects.create(meeting=meeting, title="terrorism")
    assert AgendaItem.objects.filter(holds("sought", "terrorism")).count() == 1
    meeting.delete()
    with connection.cursor() as cursor:
        count = "SELECT count(*) FROM forum_agendaitem_sought WHERE "
        cursor.execute(count + ("forum_agendaitem_sought MATCH 'terrorism'" if on_sqlite() else "word = 'terrorism'"))
        assert cursor.fetchone() == (0,)
    in_step()


@pytest.mark.django_db
def test_an_index_that_lost_its_guard_is_made_again_and_equals_the_old_one() -> None:
    Meeting.objects.create(kind="session", title="terrorism")
    connection.check_constraints()
    with sought.editing() as editor:
        sought.take_down(sought.every_index(), editor)
    Meeting.objects.create(kind="session", title="terrorism in between")
    connection.check_constraints()
    assert len(sought.missing()) == len(sought.every_index()) > 2
    sought.build()
    assert sought.missing() == []
    assert len(finds("sought", "terrorism")) == 2
    in_step()
    with connection.cursor() as cursor:
        connection.check_constraints()
        cursor.execute("DELETE FROM forum_meeting" if on_sqlite() else "TRUNCATE forum_meeting CASCADE")
    in_step()
    assert finds("sought", "terrorism") == set()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("للدول", {"للدول", "لدول", "دول", "الدول"}),
        ("وبالإرهاب", {"وبالارهاب", "بالارهاب", "الارهاب", "ارهاب"}),
        ("ولد", {"ولد"}),
        ("the EU's", {"the", "eu", "s"}),
        ("", set()),
    ],
)
def test_words_are_kept_with_and_without_what_is_written_together_with_them(text: str, words: set[str]) -> None:
    assert set(folded([text]).split()) == words


def test_a_word_is_kept_once_and_never_longer_than_an_index_takes() -> None:
    assert folded(["a a", "A"]) == " a "
    assert folded(["x" * 5_000]) == f" {'x' * 60} "
    assert wanted("x" * 5_000) == ["x" * 60]
    assert len(wanted(" ".join(str(n) for n in range(99)))) == 12
