"""`/api/admin/api-keys` and the header `X-API-Key`: programs come in by a key, and do what it is for."""

from datetime import timedelta
from typing import Any

import pytest

from csms.store.models import ApiKey
from tests.api.conftest import DRIVER, EMAIL, Api
from tests.services.database import NOW

KEYS = "/api/admin/api-keys"


async def made(api: Api, **fields: Any) -> dict[str, Any]:
    answer = await api.post(KEYS, json={"name": "billing", **fields})
    assert answer.status_code == 201, answer.text
    key: dict[str, Any] = answer.json()
    return key


def program(key: dict[str, Any]) -> dict[str, str]:
    return {"X-API-Key": key["key"]}


async def test_a_key_is_shown_once_and_kept_as_a_hash(api: Api) -> None:
    key = await made(api)
    assert key["key"].startswith(key["hint"])
    assert (key["scope"], key["created_by"], key["last_used_at"]) == ("read", EMAIL, None)
    listed = await api.get(KEYS)
    assert [one["id"] for one in listed.json()["items"]] == [key["id"]]
    assert key["key"] not in listed.text
    row = await ApiKey.get(id=key["id"])
    assert key["key"] not in (row.key_hash, row.hint)


async def test_a_key_that_reads_changes_nothing(api: Api) -> None:
    reading, writing = await made(api), await made(api, scope="full")
    del api.headers["authorization"]
    body = {"name": "Lindenhof"}
    assert (await api.get("/api/admin/chargers", headers=program(reading))).status_code == 200
    refused = await api.post("/api/admin/stations", json=body, headers=program(reading))
    assert (refused.status_code, refused.json()["detail"]) == (403, "This API key may only read.")
    assert (await api.post("/api/admin/stations", json=body, headers=program(writing))).status_code == 201


async def test_what_a_program_does_is_noted_as_its_own(api: Api) -> None:
    key = await made(api, scope="full", name="night watch")
    charger = await api.database.charger("CP-1")
    await api.chargers.connect(charger)
    del api.headers["authorization"]
    path = f"/api/admin/chargers/{charger.id}/commands/ClearCache"
    answer = await api.post(path, json={}, headers=program(key))
    assert answer.status_code == 200, answer.text
    assert answer.json()["requested_by"] == "key night watch"


async def test_its_last_use_is_noted_now_and_then(api: Api) -> None:
    key = await made(api)

    del api.headers["authorization"]
    await api.get("/api/admin/chargers", headers=program(key))
    row = await ApiKey.get(id=key["id"])
    assert (row.last_used_at, row.last_address) == (NOW, "127.0.0.1")
    for seconds, expected in ((59, NOW), (1, NOW + timedelta(seconds=60))):
        api.clock.advance(seconds=seconds)
        await api.get("/api/admin/chargers", headers=program(key))
        assert (await ApiKey.get(id=key["id"])).last_used_at == expected


@pytest.mark.parametrize("end", ["revoked", "expired", "changed", "long"])
async def test_a_key_that_is_not_good_gets_one_answer(api: Api, end: str) -> None:
    key = await made(api, expires_at=(NOW + timedelta(hours=1)).isoformat())
    shown = {"changed": key["key"][:-1], "long": "x" * 5000}.get(end, key["key"])
    if end == "revoked":
        assert (await api.delete(f"{KEYS}/{key['id']}")).status_code == 204
        assert (await api.delete(f"{KEYS}/{key['id']}")).status_code == 204
        assert (await api.get(KEYS)).json()["items"][0]["revoked_at"] is not None
    del api.headers["authorization"]
    if end == "expired":
        api.clock.advance(hours=2)
    answer = await api.get("/api/admin/chargers", headers={"X-API-Key": shown})
    assert answer.status_code == 401
    assert "unknown, expired or revoked" in answer.json()["detail"]
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", KEYS), ("POST", KEYS), ("GET", "/api/admin/users"), ("POST", "/api/admin/users")],
)
async def test_no_program_looks_after_people_or_keys(api: Api, method: str, path: str) -> None:
    key = await made(api, scope="full")
    del api.headers["authorization"]
    body = {"name": "another", "email": "a@b.example"}
    answer = await api.request(method, path, json=body, headers=program(key))
    assert (answer.status_code, answer.json()["detail"]) == (403, "This address is for people: sign in.")


async def test_a_key_is_no_way_to_be_somebody(api: Api) -> None:
    """S9: `/api/me` is a person's; and with both, the token of the person counts."""
    key = await made(api, scope="full")
    driver = await api.signed_in(DRIVER)
    del api.headers["authorization"]
    assert (await api.get("/api/me", headers=program(key))).status_code == 401
    both = await api.get("/api/admin/chargers", headers={**program(key), **driver})
    assert both.status_code == 403


async def test_what_cannot_be_is_named(api: Api) -> None:
    past = await api.post(KEYS, json={"name": "x", "expires_at": (NOW - timedelta(hours=1)).isoformat()})
    assert [error["field"] for error in past.json()["errors"]] == ["expires_at"]
    assert (await api.post(KEYS, json={"name": ""})).status_code == 422
    assert (await api.post(KEYS, json={"name": "x", "scope": "root"})).status_code == 422
    assert (await api.delete(f"{KEYS}/01930000-0000-7000-8000-000000000000")).status_code == 404
