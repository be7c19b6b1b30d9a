"""`Idempotency-Key`: what is repeated is answered again, and not done again."""

import asyncio
from typing import Any

import httpx
import pytest

from csms.auth import idempotency
from csms.auth.idempotency import KEPT, LEASE
from csms.store import stations
from csms.store.models import Command, IdempotencyKey, Station
from tests.api.conftest import Api

STATIONS = "/api/admin/stations"


async def post(api: Api, path: str, body: Any, key: str = '"k-1"', **headers: str) -> httpx.Response:
    return await api.post(path, json=body, headers={"Idempotency-Key": key, **headers})


async def test_the_same_again_is_answered_again(api: Api) -> None:
    first = await post(api, STATIONS, {"name": "A"})
    again = await post(api, STATIONS, {"name": "A"})
    bare = await post(api, STATIONS, {"name": "A"}, "k-1")
    for answer in (again, bare):
        assert (answer.status_code, answer.content) == (201, first.content)
        assert answer.headers["content-type"] == first.headers["content-type"]
        assert answer.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert await Station.all().count() == 1
    assert (await post(api, STATIONS, {"name": "A"}, "k-2")).json()["id"] != first.json()["id"]


async def test_a_command_is_not_sent_a_second_time(api: Api) -> None:
    charger = await api.database.charger()
    await api.chargers.connect(charger)
    path, body = f"/api/admin/chargers/{charger.id}/remote-start", {"id_tag": "A"}
    answers = [await post(api, path, body) for _ in range(3)]
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["state"] == "answered"
    assert len(api.chargers.orders) == 1


async def test_a_command_whose_request_was_cut_off_is_found_and_not_sent_again(api: Api) -> None:
    """As after a crash: the key is left under way, the command is stored."""
    charger = await api.database.charger()
    await api.chargers.connect(charger)
    path, body = f"/api/admin/chargers/{charger.id}/remote-start", {"id_tag": "A"}
    first = await post(api, path, body)
    await IdempotencyKey.all().update(status=None, answer=None)
    busy = await post(api, path, body)
    assert (busy.status_code, busy.headers["retry-after"]) == (409, "2")
    api.clock.advance(seconds=LEASE.total_seconds())
    again = await post(api, path, body)
    assert (again.status_code, again.json()) == (200, first.json())
    assert len(api.chargers.orders) == await Command.all().count() == 1
    assert (await post(api, path, body)).headers["idempotency-replayed"] == "true"


async def test_of_two_at_once_one_is_done(api: Api) -> None:
    answers = await asyncio.gather(*(post(api, STATIONS, {"name": "A"}) for _ in range(5)))
    statuses = {answer.status_code for answer in answers}
    assert statuses <= {201, 409}
    assert 201 in statuses
    assert await Station.all().count() == 1


async def test_the_same_key_for_something_else(api: Api) -> None:
    await post(api, STATIONS, {"name": "A"})
    for path, body in ((STATIONS, {"name": "B"}), ("/api/admin/id-tags", {"id_tag": "A"})):
        other = await post(api, path, body)
        assert (other.status_code, other.json()["errors"][0]["field"]) == (422, "Idempotency-Key")


async def test_another_caller_has_other_keys(api: Api) -> None:
    key = (await api.post("/api/admin/api-keys", json={"name": "p", "scope": "full"})).json()["key"]
    mine = await post(api, STATIONS, {"name": "A"})
    del api.headers["authorization"]
    theirs = await post(api, STATIONS, {"name": "A"}, **{"X-API-Key": key})
    assert theirs.json()["id"] != mine.json()["id"]


@pytest.mark.parametrize("body", [{}, {"name": "A", "latitude": 91}, {"nmae": "A"}])
async def test_who_mends_a_refused_request_may_keep_the_key(api: Api, body: Any) -> None:
    assert (await post(api, STATIONS, body)).status_code == 422
    assert (await post(api, STATIONS, {"name": "A"})).status_code == 201


async def test_a_refusal_by_the_state_of_things_is_kept(api: Api) -> None:
    """The charger was offline: whoever wants to try again takes a new key."""
    charger = await api.database.charger()
    path, body = f"/api/admin/chargers/{charger.id}/remote-start", {"id_tag": "A"}
    first, again = await post(api, path, body), await post(api, path, body)
    assert (first.status_code, again.content) == (409, first.content)
    assert again.headers["content-type"] == "application/problem+json"
    assert await Command.all().count() == 1


async def test_an_answer_lasts_a_day(api: Api) -> None:
    first = await post(api, STATIONS, {"name": "A"})
    api.clock.advance(seconds=KEPT.total_seconds())
    headers = await api.signed_in("operator@charging.example")
    await api.services.idempotency.forget()
    again = await post(api, STATIONS, {"name": "A"}, **headers)
    assert again.json()["id"] == first.json()["id"]
    api.clock.advance(seconds=1)
    assert (await post(api, STATIONS, {"name": "B"}, **headers)).status_code == 201
    api.clock.advance(seconds=KEPT.total_seconds() + 1)
    await api.services.idempotency.forget()
    assert await IdempotencyKey.all().count() == 0


async def test_no_secret_is_kept_in_clear(api: Api) -> None:
    """SEC-11: a password that is shown once, and the key by which it could be asked for again."""
    made = await post(api, "/api/admin/chargers", {"charge_point_id": "CP-1"}, "my-key-of-today")
    again = await post(api, "/api/admin/chargers", {"charge_point_id": "CP-1"}, "my-key-of-today")
    assert again.json()["password"] == made.json()["password"]
    (row,) = await IdempotencyKey.all()
    kept = repr({name: getattr(row, name) for name in row._meta.fields_map})
    assert made.json()["password"] not in kept
    assert b"CP-1" not in (row.answer or b"")
    assert "my-key-of-today" not in kept


async def test_what_is_too_long_is_not_kept(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idempotency, "LARGEST", 10)
    await post(api, STATIONS, {"name": "A"})
    again = await post(api, STATIONS, {"name": "A"})
    assert (again.status_code, again.headers["idempotency-replayed"]) == (409, "true")
    assert "answered with 201" in again.json()["detail"]
    assert await Station.all().count() == 1


async def test_after_a_mistake_of_ours_nobody_does_it_again(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(stations, "view", broken)
    assert (await post(api, STATIONS, {"name": "A"})).status_code == 500
    again = await post(api, STATIONS, {"name": "A"})
    assert (again.status_code, again.headers["idempotency-replayed"]) == (500, "true")
    assert await Station.all().count() == 1


@pytest.mark.parametrize("key", ['""', "", "x" * 256, "a\u00e4"])
async def test_a_key_is_a_short_text(api: Api, key: str) -> None:
    answer = await api.post(STATIONS, json={"name": "A"}, headers={b"Idempotency-Key": key.encode()})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "Idempotency-Key")


async def test_other_methods_need_none(api: Api) -> None:
    made = await post(api, STATIONS, {"name": "A"})
    path = f"{STATIONS}/{made.json()['id']}"
    changed = await api.put(path, json={"name": "B"}, headers={"Idempotency-Key": '"k-1"'})
    assert changed.status_code == 200
