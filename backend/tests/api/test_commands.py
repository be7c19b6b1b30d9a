"""Commands by their names and by `/commands/{Action}`: what came of them, and never a false success."""

from typing import Any

import pytest

from tests.api.conftest import EMAIL, Api

CHARGERS = "/api/admin/chargers"


async def test_the_post_waits_for_the_charger_s_answer(api: Api) -> None:
    charger = await api.database.charger()
    await api.chargers.connect(charger)
    answer = await api.post(f"{CHARGERS}/{charger.id}/commands/Reset", json={"type": "Soft"})
    assert answer.status_code == 200, answer.text
    command = answer.json()
    assert (command["state"], command["response"]) == ("answered", {"status": "Accepted"})
    assert (command["request"], command["requested_by"]) == ({"type": "Soft"}, EMAIL)
    assert command["created_at"] <= command["sent_at"] <= command["finished_at"]
    assert (await api.get(f"/api/admin/commands/{command['id']}")).json() == command
    assert (await api.get(f"{CHARGERS}/{charger.id}/commands")).json()["items"] == [command]


@pytest.mark.parametrize("state", ["error", "timeout", "unknown"])
async def test_ends_other_than_an_answer_are_told_as_they_are(api: Api, state: str) -> None:
    charger = await api.database.charger()
    await api.chargers.connect(charger)
    api.chargers.state = state
    command = (await api.post(f"{CHARGERS}/{charger.id}/commands/ClearCache", json={})).json()
    assert (command["state"], command["response"]) == (state, None)
    assert (command["error"] or {}).get("code") == ("GenericError" if state == "error" else None)


async def test_a_charger_that_is_away_is_a_409_with_the_record(api: Api) -> None:
    charger = await api.database.charger()
    answer = await api.post(f"{CHARGERS}/{charger.id}/commands/ClearCache", json={})
    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["command"]["state"] == "offline"
    assert api.chargers.orders == []


async def test_a_command_may_wait_for_its_charger(api: Api) -> None:
    """RPC-13: 202 and pending, until its time is over."""
    charger = await api.database.charger()
    path = f"{CHARGERS}/{charger.id}/commands/ClearCache"
    answer = await api.post(path, json={}, params={"valid_for": 60})
    assert (answer.status_code, answer.json()["state"]) == (202, "pending")
    assert answer.json()["expires_at"] > answer.json()["created_at"]
    for action, seconds in (("RemoteStartTransaction", 301), ("ClearCache", 0), ("ClearCache", 10**9)):
        body = {"idTag": "TAG"} if action == "RemoteStartTransaction" else {}
        path = f"{CHARGERS}/{charger.id}/commands/{action}"
        refused = await api.post(path, json=body, params={"valid_for": seconds})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "valid_for"), action


@pytest.mark.parametrize(
    ("path", "body", "action", "request_sent"),
    [
        ("remote-start", {"id_tag": "TAG"}, "RemoteStartTransaction", {"idTag": "TAG"}),
        (
            "remote-start",
            {"id_tag": "TAG", "connector_id": 2},
            "RemoteStartTransaction",
            {"idTag": "TAG", "connectorId": 2},
        ),
        ("remote-stop", {"transaction_id": 18391}, "RemoteStopTransaction", {"transactionId": 18391}),
    ],
)
async def test_named_commands(
    api: Api, path: str, body: dict[str, Any], action: str, request_sent: dict[str, Any]
) -> None:
    charger = await api.database.charger()
    await api.chargers.connect(charger)
    assert (await api.post(f"{CHARGERS}/{charger.id}/{path}", json=body)).status_code == 200
    (order,) = api.chargers.orders
    assert (order.action, order.request) == (action, request_sent)


BAD: list[tuple[str, Any, int, str | None]] = [
    ("commands/Reset", {"type": "Sideways"}, 422, "type"),
    ("commands/Reset", {}, 422, "type"),
    ("commands/UnlockConnector", {"connectorId": "one"}, 422, "connectorId"),
    ("commands/BootNotification", {}, 404, None),
    ("commands/Nonsense", {}, 404, None),
    ("commands/Reset", ["Soft"], 422, "body"),
    ("remote-start", {}, 422, "id_tag"),
    ("remote-start", {"id_tag": "TAG", "connector_id": 0}, 422, "connector_id"),
    ("remote-stop", {"transaction_id": 2**31}, 422, "transaction_id"),
]


async def test_what_cannot_be_sent_is_refused_before_anything_is_stored(api: Api) -> None:
    charger = await api.database.charger()
    await api.chargers.connect(charger)
    for path, body, status, field in BAD:
        answer = await api.post(f"{CHARGERS}/{charger.id}/{path}", json=body)
        assert answer.status_code == status, (path, body)
        assert [error["field"] for error in answer.json()["errors"]] == ([field] if field else []), (
            path,
            body,
        )
    assert (await api.get(f"{CHARGERS}/{charger.id}/commands")).json()["items"] == []


async def test_what_ocpp_forbids_is_said_for_the_reader_s_language(api: Api) -> None:
    charger = await api.database.charger()
    path = f"{CHARGERS}/{charger.id}/commands/UnlockConnector"
    answer = await api.post(path, json={"connectorId": "one"})
    (error,) = answer.json()["errors"]
    assert error["message"] == "a string where an integer is required (OCPP 1.6, 6.53)"
    assert error["said"]["text"] == "{what} (OCPP 1.6, {section})"
    assert error["said"]["values"]["what"] == {
        "text": "{found} where {wanted} is required",
        "values": {
            "found": {"text": "a string", "values": {}},
            "wanted": {"text": "an integer", "values": {}},
        },
    }


async def test_history_is_newest_first_and_paged(api: Api) -> None:
    charger = await api.database.charger()
    await api.chargers.connect(charger)
    for seconds in range(5):
        api.clock.advance(seconds=seconds)
        await api.post(f"{CHARGERS}/{charger.id}/commands/ClearCache", json={})
    history = f"{CHARGERS}/{charger.id}/commands"
    whole = (await api.get(history)).json()["items"]
    first = (await api.get(history, params={"limit": 3})).json()
    second = (await api.get(history, params={"limit": 3, "cursor": first["next_cursor"]})).json()
    assert first["items"] + second["items"] == whole
    assert [c["created_at"] for c in whole] == sorted((c["created_at"] for c in whole), reverse=True)


async def test_operations_say_what_may_be_sent(api: Api) -> None:
    items = (await api.get("/api/admin/operations")).json()["items"]
    actions = {item["action"] for item in items}
    assert {
        "RemoteStartTransaction",
        "Reset",
        "UnlockConnector",
        "GetConfiguration",
        "DataTransfer",
    } <= actions
    assert "BootNotification" not in actions
    assert all(item["request_schema"] for item in items)


async def test_an_unknown_charger_is_a_404(api: Api) -> None:
    missing = "01930000-0000-7000-8000-000000000000"
    assert (await api.post(f"{CHARGERS}/{missing}/commands/ClearCache", json={})).status_code == 404
