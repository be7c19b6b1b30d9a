"""The message log: frames as they were, what they carry, and every filter."""

from datetime import datetime
from typing import Any

from csms.store.models import Message
from tests.api.conftest import Api
from tests.services.database import NOW, at

VIOLATION = {"rule": "maxLength", "path": "info", "message": "60 characters where 50 are allowed"}
SAID = {"text": "{count} characters where {most} are allowed", "values": {"count": "60", "most": "50"}}


async def logged(charger_id: Any, raw: str, when: datetime = NOW, **columns: Any) -> Message:
    values = {"direction": "in", "type": "CALL", "message_id": "m", "action": "Heartbeat", **columns}
    return await Message.create(charger_id=charger_id, at=when, raw_text=raw, **values)


async def found(api: Api, charger_id: Any, **params: Any) -> list[dict[str, Any]]:
    answer = await api.get(f"/api/admin/chargers/{charger_id}/messages", params=params)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


FRAMES: list[tuple[str, str, Any]] = [
    ("CALL", '[2,"m","Heartbeat",{"a":1}]', {"a": 1}),
    ("CALLRESULT", '[3,"m",{"status":"Accepted"}]', {"status": "Accepted"}),
    (
        "CALLERROR",
        '[4,"m","GenericError","no",{}]',
        {"code": "GenericError", "description": "no", "details": {}},
    ),
    ("CALLERROR", '[4,"m","GenericError"]', {"code": "GenericError"}),
    ("CALL", '[2,"m","Heartbeat",[]]', None),
    ("CALL", '[2,"m"]', None),
    ("INVALID", "not json \x7f", None),
    ("INVALID", '{"a":1}', None),
    ("INVALID", "[" * 100_000, None),
    ("CALL", '[2,"m","X",{"a":NaN}]', {"a": None}),
    ("CALL", '[2,"m","X",{"a":1e999}]', {"a": None}),
    ("CALL", '[2,"m","X",{"a":"\\ud800"}]', None),
    ("CALL", '[2,"m","X",{"a":"\\u00e9"}]', {"a": "é"}),
]


async def test_a_frame_and_what_it_carries(api: Api) -> None:
    charger = await api.database.charger()
    for second, (kind, raw, payload) in enumerate(FRAMES):
        await logged(charger.id, raw, at(second), type=kind, elapsed_ms=2.5)
        item = (await found(api, charger.id, limit=1))[0]
        assert (item["raw"], item["payload"], item["type"]) == (raw, payload, kind)
        assert (item["violations"], item["elapsed_ms"]) == ([], 2.5)


async def test_newest_first_through_equal_moments(api: Api) -> None:
    charger, other = await api.database.charger("A"), await api.database.charger("B")
    for number in range(5):
        await logged(charger.id, f'[2,"{number}","Heartbeat",{{}}]', at(number // 2), message_id=str(number))
    await logged(other.id, "[]")
    address = f"/api/admin/chargers/{charger.id}/messages"
    first = (await api.get(address, params={"limit": 3})).json()
    second = (await api.get(address, params={"limit": 3, "cursor": first["next_cursor"]})).json()
    assert [item["message_id"] for item in first["items"] + second["items"]] == ["4", "3", "2", "1", "0"]
    assert second["next_cursor"] is None


async def test_filters(api: Api) -> None:
    charger = await api.database.charger()
    await logged(charger.id, '[2,"1","StatusNotification",{"info":"Cable"}]', message_id="1",
                 action="StatusNotification", violations=[VIOLATION])  # fmt: skip
    await logged(
        charger.id,
        '[3,"1",{}]',
        at(1),
        message_id="2",
        direction="out",
        type="CALLRESULT",
        action="MeterValues",
    )

    async def ids(**params: Any) -> list[str]:
        return [item["message_id"] for item in await found(api, charger.id, **params)]

    assert await ids() == ["2", "1"]
    assert await ids(direction="out") == ["2"]
    assert await ids(type="CALL") == ["1"]
    assert await ids(action="StatusNotification") == ["1"]
    assert await ids(violations=True) == ["1"]
    assert await ids(violations=False) == ["2", "1"]
    assert await ids(search="cABLE") == ["1"]
    assert await ids(search="%") == []
    assert await ids(**{"from": "2026-11-19T12:00:01Z"}) == ["2"]
    assert await ids(to="2026-11-19T12:00:01Z") == ["1"]
    assert (await found(api, charger.id, violations=True))[0]["violations"] == [{**VIOLATION, "said": SAID}]


async def test_an_unknown_charger_is_a_404(api: Api) -> None:
    answer = await api.get("/api/admin/chargers/01930000-0000-7000-8000-000000000000/messages")
    assert answer.status_code == 404
