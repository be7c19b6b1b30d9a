"""`/api/admin/audit`: every deed has its entry, before it is done, without secrets."""

from typing import Any

import pytest

from csms.api import audit as trail
from csms.store import audit
from csms.store.models import AuditEntry, User
from tests.api.conftest import DRIVER, EMAIL, PASSWORD, Api

AUDIT = "/api/admin/audit"


async def entries(api: Api, **params: Any) -> list[dict[str, Any]]:
    answer = await api.get(AUDIT, params=params)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_who_did_what_to_what_and_how_it_ended(api: Api) -> None:
    made = (
        await api.post("/api/admin/stations", json={"name": "Lindenhof"}, headers={"user-agent": "curl"})
    ).json()
    await api.put(f"/api/admin/stations/{made['id']}", json={"name": "Lindenhof 2"})
    changed, created = await entries(api)
    assert created == {
        "id": created["id"],
        "at": created["at"],
        "actor": {"kind": "person", "id": str((await User.get(email=EMAIL)).id), "name": EMAIL},
        "operation": "create_station",
        "target": {"kind": "stations", "id": made["id"]},
        "request": {"name": "Lindenhof"},
        "status": 201,
        "address": "127.0.0.1",
        "user_agent": "curl",
    }
    assert (changed["operation"], changed["target"]["id"], changed["status"]) == (
        "update_station",
        made["id"],
        200,
    )


async def test_what_is_refused_is_noted_too(api: Api) -> None:
    """Somebody who tries what is not allowed is what an audit is for."""
    driver = await api.signed_in(DRIVER)
    await api.delete("/api/admin/stations/01930000-0000-7000-8000-000000000000", headers=driver)
    await api.post("/api/admin/stations", json={"nmae": "A"})
    invalid, forbidden = await entries(api)
    assert (forbidden["actor"]["name"], forbidden["operation"], forbidden["status"]) == (
        DRIVER, "delete_station", 403
    )  # fmt: skip
    assert (invalid["status"], invalid["target"]) == (422, {"kind": "stations", "id": None})


async def test_who_only_looks_or_is_a_stranger_is_not(api: Api) -> None:
    await api.get("/api/admin/stations")
    await api.post("/api/admin/stations", json={"name": "A"}, headers={"authorization": "Bearer x.y.z"})
    assert await entries(api) == []


async def test_a_program_is_named_by_its_key(api: Api) -> None:
    key = (await api.post("/api/admin/api-keys", json={"name": "billing", "scope": "full"})).json()
    del api.headers["authorization"]
    await api.post("/api/admin/stations", json={"name": "A"}, headers={"X-API-Key": key["key"]})
    api.headers.update(await api.signed_in(EMAIL))
    deed, making = await entries(api)
    assert deed["actor"] == {"kind": "key", "id": key["id"], "name": "billing"}
    assert key["key"] not in str((deed, making))


async def test_it_keeps_no_secret(api: Api) -> None:
    """SEC-11: neither passwords of people nor of chargers, nor what is in an operation of OCPP."""
    await api.post("/api/admin/users", json={"email": "a@example.com", "password": "long-enough-secret"})
    charger = (
        await api.post(
            "/api/admin/chargers", json={"charge_point_id": "CP-1", "password": "secret-of-charger"}
        )
    ).json()
    commands = f"/api/admin/chargers/{charger['id']}/commands"
    await api.post(
        f"{commands}/ChangeConfiguration", json={"key": "AuthorizationKey", "value": "secret-key-0123456"}
    )
    await api.post(f"{commands}/GetDiagnostics", json={"location": "ftp://me:secret-word@files.example/"})
    found = await entries(api)
    assert len(found) == 4
    assert "secret-" not in str(found)
    assert found[1]["request"] == {"key": "AuthorizationKey", "value": "(hidden)"}


@pytest.mark.parametrize(
    ("body", "noted"),
    [
        (b'{"name": "\\u0000\\ud800"}', {"name": "\N{REPLACEMENT CHARACTER}?"}),
        (b'{"latitude": NaN}', {"latitude": "NaN"}),
        (b"[1, 2]", None),
        (b'{"name": "' + b"x" * 20000 + b'"}', {"bytes": 20012}),
        (b"", None),
    ],
)
async def test_odd_bodies_are_noted_as_far_as_they_can_be(api: Api, body: bytes, noted: Any) -> None:
    headers = {"content-type": "application/json"}
    await api.post("/api/admin/stations", content=body, headers=headers)
    (entry,) = await entries(api)
    assert (entry["request"], entry["status"]) == (noted, 422)


async def test_what_cannot_be_read_at_all_is_no_deed(api: Api) -> None:
    for body in (b"{", b'{"name":' * 2000 + b"1" + b"}" * 2000):
        answer = await api.post(
            "/api/admin/stations", content=body, headers={"content-type": "application/json"}
        )
        assert answer.status_code in (400, 422), answer.text
    assert await entries(api) == []


async def test_a_deed_whose_end_nobody_knows_has_no_status(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was noted before: when the end cannot be, the answer leaves all the same."""

    async def away(*_: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(audit, "end", away)
    assert (await api.post("/api/admin/stations", json={"name": "A"})).status_code == 201
    (entry,) = await entries(api)
    assert (entry["status"], entry["target"]["id"]) == (None, None)


async def test_nothing_is_done_that_cannot_be_noted(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*_: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(audit, "begin", away)
    assert (await api.post("/api/admin/stations", json={"name": "A"})).status_code == 500
    assert (await api.get("/api/admin/stations")).json()["items"] == []


async def test_found_by_person_operation_target_time_and_end(api: Api) -> None:
    station = (await api.post("/api/admin/stations", json={"name": "A"})).json()
    api.clock.advance(seconds=60)
    await api.post("/api/admin/stations", json={})
    (refused,) = await entries(api, failed=True)
    (done,) = await entries(api, failed=False)
    assert (refused["status"], done["status"]) == (422, 201)
    person = done["actor"]["id"]
    for params in (
        {"target_id": station["id"]},
        {"to": refused["at"]},
        {"operation": "create_station", "to": refused["at"]},
        {"actor_id": person, "failed": False},
        {"actor": EMAIL[:5].upper(), "failed": False},
    ):
        assert await entries(api, **params) == [done], params
    assert await entries(api, actor="nobody") == []
    assert await entries(api, **{"from": refused["at"]}) == [refused]


async def test_in_pages(api: Api) -> None:
    for _ in range(3):
        await api.post("/api/admin/stations", json={"name": "A"})
    first = (await api.get(AUDIT, params={"limit": 2})).json()
    second = (await api.get(AUDIT, params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert [len(first["items"]), len(second["items"]), second["next_cursor"]] == [2, 1, None]


async def test_it_is_for_administrators(api: Api) -> None:
    key = (await api.post("/api/admin/api-keys", json={"name": "all", "scope": "full"})).json()
    del api.headers["authorization"]
    assert (await api.get(AUDIT, headers={"X-API-Key": key["key"]})).status_code == 403
    assert await AuditEntry.all().count() == 1


def test_what_is_hidden_and_what_is_not() -> None:
    body = {
        "password": "a",
        "client_secret": "b",
        "keys": [{"key": "K", "token": "c"}],
        "id_tag": "D",
        "id_token": "E",
    }
    assert trail.hidden(body) == {
        "password": "(hidden)",
        "client_secret": "(hidden)",
        "keys": [{"key": "K", "token": "(hidden)"}],
        "id_tag": "D",
        "id_token": "E",
    }


class TestComingAndGoing:
    async def test_who_signs_in_and_out(self, api: Api) -> None:
        body = {"email": DRIVER, "password": PASSWORD}
        grant = (await api.post("/auth/v1/token?grant_type=password", json=body)).json()
        mine = {"authorization": f"Bearer {grant['access_token']}"}
        renewed = {"refresh_token": grant["refresh_token"]}
        await api.post("/auth/v1/token?grant_type=refresh_token", json=renewed)
        await api.put("/auth/v1/user", json={"data": {"name": "Ada"}}, headers=mine)
        await api.post("/auth/v1/logout", headers=mine)
        deeds = [(entry["operation"], entry["actor"], entry["status"]) for entry in await entries(api)]
        driver = {"kind": "person", "id": str((await User.get(email=DRIVER)).id), "name": DRIVER}
        assert deeds == [
            ("sign_out", driver, 204),
            ("change_own_account", driver, 200),
            ("sign_in", driver, 200),
        ]

    async def test_who_does_not_come_in(self, api: Api) -> None:
        """By the address that was given, never by the password."""
        await api.post(
            "/auth/v1/token?grant_type=password", json={"email": DRIVER, "password": "wrong-secret"}
        )
        (entry,) = await entries(api)
        assert (entry["operation"], entry["status"]) == ("sign_in", 400)
        assert entry["actor"] == {"kind": "nobody", "id": None, "name": DRIVER}
        assert entry["target"] == {"kind": "account", "id": None}
        assert "wrong-secret" not in str(entry)

    async def test_who_asks_too_often_fills_no_table(self, api: Api) -> None:
        wrong = {"email": DRIVER, "password": "wrong"}
        answers = [
            (await api.post("/auth/v1/token?grant_type=password", json=wrong)).status_code for _ in range(35)
        ]
        assert 429 in answers
        assert len(await entries(api)) == answers.count(400)

    @pytest.mark.parametrize("body", [b"{", b"[]", b'{"email": 7}', b'{"email": "a\\u0000"}'])
    async def test_who_sends_nonsense(self, api: Api, body: bytes) -> None:
        headers = {"content-type": "application/json"}
        answer = await api.post("/auth/v1/token?grant_type=password", content=body, headers=headers)
        assert answer.status_code == 400
        assert all(entry["actor"]["name"] == "" for entry in await entries(api))


async def test_who_looks_at_all_that_is_stored_of_a_person(api: Api) -> None:
    driver = await User.get(email=DRIVER)
    await api.get(f"/api/admin/users/{driver.id}/data")
    await api.get("/api/me/data", headers=await api.signed_in(DRIVER))
    own, others = await entries(api)
    assert (others["operation"], others["actor"]["name"], others["status"]) == ("get_user_data", EMAIL, 200)
    assert others["target"] == {"kind": "users", "id": str(driver.id)}
    assert (own["operation"], own["actor"]["name"]) == ("get_my_data", DRIVER)
