"""Programs made for yente check names here: they change their base address and their key, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import requests
from django.test import Client

from muntada.access import clock
from muntada.access.models import LegalBasis
from muntada.register import opinion
from muntada.register.actions.bringing import bring_list
from muntada.register.actions.leads import decide_lead
from muntada.register.models import Entity, Lead, Screening, Statement
from muntada.register.queries import names
from muntada.trail.models import Entry
from tests.api.conftest import Forum, forum, token_for
from tests.cast import ANALYST
from tests.register.listed import Person, UnList, assessed, small
from tests.register.officers import OFFICER
from tests.web.registered import for_prevention

__all__ = ["forum"]
ROOT = "/api/yente"
MANY: dict[str, Any] = {"schema": "Person", "properties": {"name": [f"Somebody {one}" for one in range(100)]}}
QUERY: dict[str, Any] = {"schema": "Person", "properties": {"name": ["Zubair Al-Khatibi"], "birthDate": ["1964"]}}


@pytest.fixture
def listed(forum: Forum, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[UnList]:
    monkeypatch.setattr(names, "_root", lambda: tmp_path / "screening")
    monkeypatch.setattr("muntada.api.yente.giving.readiness", lambda: {"database": True})
    names.forget()
    small(monkeypatch)
    assessed()
    basis = {"instrument": "Charter of the United Nations", "since": date(1945, 10, 24)}
    LegalBasis.objects.get_or_create(key="un_sanctions", defaults=basis)
    found = UnList.of(40)
    paper = "<TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>K990000</NUMBER>"
    more = f"<INDIVIDUAL_DOCUMENT>{paper}</INDIVIDUAL_DOCUMENT>"
    found.persons[7] = Person(7, "Zubayr Alkhatibi", "زبير الخطيبي", born="1964", more=more)
    bring_list(ANALYST, "un", found.xml(), name="x.xml")
    yield found
    names.forget()


@pytest.fixture
def key(listed: UnList) -> str:
    for_prevention("analyst")
    return token_for("analyst", purpose="prevention", basis="un_sanctions")


def call(key: str, path: str, body: Any = None, *, scheme: str = "ApiKey ", **more: Any) -> Any:
    sent = {"Authorization": f"{scheme}{key}", **more}
    if body is None:
        return Client().get(ROOT + path, headers=sent)
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Client().post(ROOT + path, data, content_type="application/json", headers=sent)


def matched(key: str, *queries: dict[str, Any], asked: str = "default") -> list[dict[str, Any]]:
    answer = call(key, f"/match/{asked}", {"queries": {f"q{number}": one for number, one in enumerate(queries)}})
    assert answer.status_code == 200, answer.content
    return list(answer.json()["responses"].values())


def test_a_match_answers_as_yente_does_and_leaves_a_lead_with_its_purpose_and_legal_basis(key: str) -> None:
    nobody = {"id": "own-1", "schema": "Person", "properties": {"name": "Nobody Whatsoever"}}
    met, none = matched(key, QUERY, nobody)
    (hit,) = met["results"]
    assert (met["status"], met["total"], hit["id"], hit["match"]) == (200, {"value": 1, "relation": "eq"}, "un-7", True)
    assert (hit["schema"], hit["caption"], hit["datasets"], hit["target"]) == (
        "Person", "Zubayr Alkhatibi", ["un"], True,
    )  # fmt: skip
    assert "زبير الخطيبي" in [*hit["properties"]["name"], *hit["properties"].get("alias", [])]
    assert hit["score"] > 0.9
    assert {"name_match", "part_1", "born"} <= set(hit["explanations"])
    assert set(hit["explanations"]["part_1"]) == {"score", "detail", "query", "candidate", "weight"}
    assert "+" not in hit["first_seen"]
    assert none["results"] == []
    assert none["query"] == {"id": "own-1", "schema": "Person", "properties": {"name": ["Nobody Whatsoever"]}}
    lead = Lead.objects.get()
    assert (lead.pk, lead.entity_id, lead.asked["name"]) == (hit["lead"], "un-7", "Zubair Al-Khatibi")
    check = Screening.objects.get()
    assert (check.purpose, check.legal_basis_id, check.names) == ("prevention", "un_sanctions", 2)
    line = Entry.objects.filter(permission="name.screen").latest("pk")
    assert line.detail["via"].startswith("token:")


def test_numbers_names_in_parts_and_other_names_are_looked_for_and_a_birth_date_vetoes(key: str) -> None:
    number = {"schema": "Person", "properties": {"passportNumber": ["K990000"]}}
    parts = {"schema": "Person", "properties": {"firstName": ["Zoubeir"], "lastName": ["El Khatibi", "Khatibi"]}}
    other = {"schema": "LegalEntity", "properties": {"name": ["Somebody"], "alias": ["زبير الخطيبي"], "country": "jo"}}
    wrong = {"schema": "Person", "properties": {"name": ["Zubayr Alkhatibi"], "birthDate": ["1991-02-01"]}}
    ship = {"schema": "Vessel", "properties": {"name": ["Zubayr Alkhatibi"]}}
    found = matched(key, number, parts, other, wrong, ship)
    assert [[hit["id"] for hit in one["results"]] for one in found] == [["un-7"]] * 3 + [[], []]


def test_filters_leave_of_the_lists_what_is_asked_about(key: str) -> None:
    assert [hit["id"] for hit in matched(key, QUERY, asked="un?topics=sanction")[0]["results"]] == ["un-7"]
    for asked in (
        "ofac", "default?exclude_dataset=un", "default?include_dataset=ofac", "default?exclude_schema=Person",
        "default?topics=role.pep", "default?exclude_entity_ids=un-7", "default?changed_since=2999-01-01",
        "default?threshold=1&cutoff=1",
    ):  # fmt: skip
        assert matched(key, QUERY, asked=asked)[0]["results"] == [], asked
    (hit,) = matched(key, QUERY, asked="default?threshold=1&cutoff=0.5")[0]["results"]
    assert hit["match"] is (hit["score"] >= 1)


def test_a_pair_that_an_officer_cleared_does_not_come_again(key: str) -> None:
    matched(key, QUERY)
    lead = Lead.objects.get()
    decide_lead(OFFICER, lead, same=False, reason="Another passport.")
    (again,) = matched(key, QUERY)
    assert (again["results"], again["cleared"]) == ([], 1)


def test_row_10_no_client_is_given_a_victim(key: str) -> None:
    Entity.objects.filter(pk="un-7").update(category="victim")
    assert matched(key, QUERY)[0]["results"] == []
    assert call(key, "/entities/un-7").status_code == 404
    assert call(key, "/search/default?q=Zubayr%20Alkhatibi").json()["results"] == []
    assert "un-7" not in call(key, "/search/default?limit=100").content.decode()


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("/match/default", {"queries": {}}, "No queries provided"),
        ("/match/default", {"queries": {str(one): QUERY for one in range(101)}}, "Too many queries"),
        ("/match/default", {"queries": {str(one): MANY for one in range(11)}}, "1000 names"),
        ("/match/default", {"queries": {"q": {"schema": "Nothing", "properties": {}}}}, "There is no schema"),
        ("/match/default", {"queries": {"q": {"schema": "Address", "properties": {"full": "x"}}}}, "not looked for"),
        ("/match/default", {"queries": {"q": {"schema": "Person", "properties": {"nmae": "x"}}}}, "no property"),
        ("/match/default", {"queries": {"q": {"schema": "Person", "properties": {}}}}, "neither a name nor a number"),
        ("/match/default", {"queries": {"q": {"schema": "Person", "properties": {"name": [7]}}}}, "no text"),
        (
            "/match/default",
            {"queries": {"q": {"schema": "Person", "properties": {"name": "x", "birthDate": "31/12/1964"}}}},
            "birthDate",
        ),
        ("/match/default", {"queries": {"q": QUERY}, "weights": {"name_match": 1}}, "weights"),
        ("/match/default?algorithm=nothing", {"queries": {"q": QUERY}}, "Invalid algorithm"),
        ("/match/default?treshold=0.9", {"queries": {"q": QUERY}}, "There is no parameter"),
        ("/match/default?limit=0", {"queries": {"q": QUERY}}, "limit"),
        ("/match/default?threshold=٠.٧", {"queries": {"q": QUERY}}, "threshold"),
        ("/match/default?include_dataset=nowhere", {"queries": {"q": QUERY}}, "no dataset"),
        ("/match/default", b'{"queries": {"q": NaN}}', "no numbers"),
        ("/search/default?limit=501", None, "limit"),
        ("/search/default?q=a%00b", None, "q"),
        ("/search/default?filter=nothing", None, "Invalid filter"),
    ],
)
def test_what_cannot_be_checked_is_refused_whole_and_with_words(path: str, body: Any, said: str, key: str) -> None:
    answer = call(key, path, body)
    assert answer.status_code in {400, 422}, answer.content
    assert said in answer.json()["detail"]
    assert not Screening.objects.exists()


def test_a_key_is_needed_and_one_for_less_is_refused(key: str) -> None:
    for scheme in ("ApiKey ", "apikey ", "Bearer ", ""):
        assert call(key, "/catalog", scheme=scheme).status_code == 200
    assert Client().get(f"{ROOT}/catalog").status_code == 401
    assert call("muntada_" + "x" * 43, "/catalog").status_code == 401
    assert call(key, "/catalog", scheme="Basic ").status_code == 401
    queries = {"queries": {"q": QUERY}}
    narrow = token_for("analyst", purpose="prevention", basis="un_sanctions", permissions=["record.read"])
    assert call(narrow, "/match/default", queries).status_code == 403
    baseless = call(token_for("analyst", purpose="prevention"), "/match/default", queries)
    assert (baseless.status_code, "legal basis" in baseless.json()["detail"]) == (403, True)
    elsewhere = token_for("analyst", basis="un_sanctions")  # for another purpose, which nobody assessed
    assert call(elsewhere, "/match/default", queries).status_code == 403
    assert not Lead.objects.exists()
    LegalBasis.objects.filter(pk="un_sanctions").update(until=clock.today())
    assert call(key, "/match/default", queries).status_code == 403


def test_an_entity_comes_with_what_stands_next_to_it_and_the_look_is_noted(key: str) -> None:
    said = call(key, "/entities/un-7").json()
    numbers = {number for paper in said["properties"]["identification"] for number in paper["properties"]["number"]}
    assert numbers == {"K000007", "K990000"}
    assert "identification" not in call(key, "/entities/un-7?nested=false").json()["properties"]
    line = Entry.objects.filter(thing_type="register.entity", thing_key="un-7", operation="consult").latest("pk")
    assert line.actor.startswith("user:")
    around = call(key, "/entities/un-7/adjacent?limit=1").json()["adjacent"]["identification"]
    assert (len(around["results"]), around["total"]["value"]) == (1, 2)
    assert call(key, "/entities/un-7/adjacent/identification").json()["total"]["value"] == 2
    assert call(key, "/entities/un-7/adjacent/nothing").status_code == 404
    assert call(key, "/entities/nothing").json() == {"detail": "No such entity!"}


def test_an_entity_that_was_found_to_be_another_leads_there(key: str) -> None:
    Entity.objects.filter(pk="un-8").update(canonical="un-7")
    led = call(key, "/entities/un-8?nested=false")
    assert (led.status_code, led["Location"]) == (308, "/api/yente/entities/un-7?nested=false")
    Entity.objects.filter(pk="un-7").update(gone=True)
    assert call(key, "/entities/un-8?nested=false").status_code == 200, "what is not given is not named either"


def test_a_search_by_words_is_a_check_and_without_words_entities_come_in_pieces(key: str) -> None:
    said = call(key, "/search/default?q=Zoubeir%20Khatibi&schema=Person").json()
    assert [one["id"] for one in said["results"]] == ["un-7"]
    assert (said["total"], said["facets"]["datasets"]["values"][0]["name"]) == ({"value": 1, "relation": "eq"}, "un")
    assert Screening.objects.get().legal_basis_id == "un_sanctions"
    first = call(key, "/search/un?schema=Person&limit=25&sort=caption:desc").json()
    rest = call(key, "/search/un?schema=Person&limit=25&offset=25&sort=caption:desc").json()
    keys = [one["id"] for one in (*first["results"], *rest["results"])]
    assert (first["total"]["value"], len(keys), len(set(keys))) == (40, 40, 40)
    assert call(key, "/search/un?countries=jo&filter=birthDate:1964").json()["results"][0]["id"] == "un-7"
    assert Entry.objects.filter(operation="disclose", thing_type="").exists()
    assert Screening.objects.count() == 1
    Statement.objects.filter(entity="un-7", prop="birthDate").update(prop="religion", value="canary")
    assert call(key, "/search/un?filter=religion:canary").status_code == 400, "row 15: nobody is found by it"
    narrow = token_for("analyst", permissions=["name.screen"], purpose="prevention", basis="un_sanctions")
    assert call(narrow, "/search/un?q=Mona").status_code == 200
    assert call(narrow, "/search/un").status_code == 403, "a key that checks names does not go through the register"


def test_the_lists_the_algorithms_and_the_health_of_the_service_are_told(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = call(key, "/catalog")
    assert catalog.json()["current"] == ["un"]
    whole, un = catalog.json()["datasets"]
    assert (whole["name"], whole["children"], un["name"], un["index_current"]) == ("default", ["un"], "un", True)
    assert call(key, "/catalog", **{"If-None-Match": catalog["ETag"]}).status_code == 304
    assert call(key, "/algorithms").json()["best"] == "muntada"
    assert Client().get(f"{ROOT}/healthz").json() == Client().get(f"{ROOT}/readyz").json() == {"status": "ok"}
    monkeypatch.setattr("muntada.api.yente.giving.readiness", lambda: {"database": True, "room": False})
    assert Client().get(f"{ROOT}/readyz").status_code == 503
    assert call(key, "/reconcile/default").status_code == 404
    wrong = Client().get(f"{ROOT}/match/default")
    assert (wrong.status_code, wrong["Allow"]) == (405, "POST")


def test_another_engine_scores_where_it_is_asked_for_by_name_and_installed(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Scored:
        score = 0.61

    monkeypatch.setattr("muntada.api.yente.asked.is_there", lambda: True)
    monkeypatch.setattr(opinion, "_engine", lambda _name: (lambda *_pair: Scored(), None))
    monkeypatch.setattr(opinion, "_proxy", lambda *stated: stated)
    (hit,) = matched(key, QUERY, asked="default?algorithm=logic-v2&threshold=0.7&cutoff=0.6")[0]["results"]
    assert (hit["score"], hit["match"], Lead.objects.get().score > 0.9) == (0.61, False, True)
    monkeypatch.setattr("muntada.api.yente.asked.is_there", lambda: False)
    refused = call(key, "/match/default?algorithm=logic-v2", {"queries": {"q": QUERY}})
    assert (refused.status_code, "best, muntada" in refused.json()["detail"]) == (400, True)


# What clients do, over a live server. The first is written after nomenklatura's enricher and OpenSanctions' examples:
# the same addresses, headers, parameters and members, by the same library.


def as_requests_do(base: str, key: str) -> tuple[list[str], set[str]]:
    session = requests.Session()
    session.headers["Authorization"] = f"ApiKey {key}"
    url = urljoin(base, "match/default")
    query = {"queries": {"entity": QUERY}}
    answer = session.post(url, params={"fuzzy": "False", "algorithm": "best", "cutoff": "0.6"}, json=query, timeout=30)
    answer.raise_for_status()
    results = answer.json()["responses"]["entity"]["results"]
    found = session.get(urljoin(base, f"entities/{results[0]['id']}"), params={"nested": "True"}, timeout=30)
    found.raise_for_status()
    around = [one for values in found.json()["properties"].values() for one in values if isinstance(one, dict)]
    return [one["id"] for one in results], {one["schema"] for one in around}


def as_nomenklatura_does(base: str, key: str) -> tuple[list[str], set[str]]:
    """Its own enricher, where it is installed."""
    yente = import_module("nomenklatura.enrich.yente")
    cache = import_module("nomenklatura.cache").Cache
    ftm = import_module("followthemoney")
    db = import_module("nomenklatura.db")
    dataset = ftm.Dataset.make({"name": "own", "title": "Own"})
    session = db.make_session("sqlite:///:memory:")
    kept = cache(session, dataset, create=True)
    enricher = yente.YenteEnricher(dataset, kept, {"api": base, "api_key": key, "cache_days": 0, "cutoff": 0.6})
    entity = ftm.StatementEntity.from_data(dataset, {"id": "own-1", **QUERY})
    met = list(enricher.match(entity))
    around = [one for hit in met for one in enricher.expand(entity, hit)]
    enricher.close()
    session.close()
    return [one.id for one in met], {one.schema.name for one in around} - {"Person"}


def as_yente_client_does(base: str, key: str) -> tuple[list[str], set[str]]:
    """OpenSanctions' client for Python, where it is installed."""
    module = import_module("yente_client")
    with module.Client(api_key=key, base_url=base) as client:
        assert client.healthz().status == client.readyz().status == "ok"
        assert "un" in client.datasets().current
        assert client.algorithms().best == "muntada"
        asked = module.Person(name=QUERY["properties"]["name"], birthDate=["1964"])
        hits = client.match(asked, datasets=["default", "un"], threshold=0.6, exclude_datasets=["ofac"])
        assert hits.top.match
        assert client.search("Zubayr Alkhatibi").results[0].id == "un-7"
        assert client.adjacent("un-7", prop="identification").total.value == 2
        entity = client.fetch("un-7")
    around = [one for values in entity.properties.values() for one in values if not isinstance(one, str)]
    return [one.id for one in hits.results], {one.schema_ for one in around}


CLIENTS = [as_requests_do]
CLIENTS += [as_nomenklatura_does] if find_spec("nomenklatura") else []
CLIENTS += [as_yente_client_does] if find_spec("yente_client") else []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("client", CLIENTS)
def test_yentes_clients_work_unchanged(client: Any, live_server: Any, key: str) -> None:
    met, around = client(f"{live_server.url}{ROOT}/", key)
    assert met == ["un-7"]
    assert around == {"Passport", "Sanction"}
    assert Lead.objects.filter(entity="un-7").exists()
