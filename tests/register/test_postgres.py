"""The register on PostgreSQL: the same lists, checks and decisions behind the wall."""

from __future__ import annotations

from tests.postgres import pass_there

THERE = [
    "tests/register/test_bringing.py",
    "tests/register/test_screening.py",
    "tests/register/test_listings.py",
    "tests/register/test_exports.py",
    "tests/register/test_reviewing.py",
    "tests/register/test_own.py",
    "tests/register/test_judging.py",
    "tests/rights/test_rows_09_10_12_13_15_18_20_21_54_55_register.py",
    "tests/rights/test_rows_22_23_25_26_petitions.py",
    "tests/web/test_petitions.py::test_row_26_a_pending_petition_leaves_no_trace_where_others_read",
    "tests/register/test_told.py",
    "tests/register/test_later.py",
    "tests/register/test_batches.py",
    "tests/api/test_register.py::test_names_are_checked_by_a_job_and_its_answers_come_in_pieces_and_as_tables",
    "tests/web/test_register_acts.py::test_acts_are_listed_drawn_over_time_and_on_a_map",
    "tests/web/test_register_mentions.py",
    "tests/register/test_acts.py::test_a_part_of_acts_leaves_the_others_and_takes_out_who_is_no_longer_said_to_have_done_it",
]


def test_lists_come_in_and_names_are_checked_on_postgresql() -> None:
    pass_there(THERE)
