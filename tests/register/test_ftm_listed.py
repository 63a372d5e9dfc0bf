"""Whoever stands on a list in FollowTheMoney's JSON is checked against, whether or not a programme is named."""

from __future__ import annotations

import json

import pytest

from muntada.register.lists.ftm import read_ftm


@pytest.mark.parametrize(
    ("properties", "programme"),
    [
        ({"programId": ["XX-1"], "topics": ["sanction"]}, "XX-1"),
        ({"topics": ["role.pep", "sanction"]}, "sanction"),
        ({"topics": ["crime.terror", "wanted"]}, "crime.terror; wanted"),
        ({"topics": ["role.pep"]}, ""),
        ({}, ""),
    ],
)
def test_a_topic_says_that_somebody_is_listed_where_no_programme_does(
    properties: dict[str, list[str]], programme: str
) -> None:
    line = {"id": "x-1", "schema": "Person", "properties": {"name": ["Zubayr Alkhatibi"], **properties}}
    (found,) = read_ftm(json.dumps(line).encode()).entities
    assert found.programme == programme
