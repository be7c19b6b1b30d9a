"""`/api/admin/chargers/{id}/statuses`."""

from typing import Any

import pytest

from csms.store.facts import ConnectorReported
from tests.api.conftest import Api
from tests.services.database import at


async def test_the_history_of_a_charger_in_pages(api: Api) -> None:
    """STAT-04: with all that was said, newest first, by connector and by time."""
    session = await api.database.session()
    other = await api.database.session("CP-0002")
    for second, evse_id, status in ((1, 0, "Available"), (2, 1, "Preparing"), (3, 1, "Faulted")):
        fact = ConnectorReported(
            session.charger_id,
            1,
            evse_id,
            status,
            "OtherError",
            "door",
            "com.kestrel",
            "E-7",
            at(0),
            at(second),
        )
        await api.database.write([fact])
    path = f"/api/admin/chargers/{session.charger_id}/statuses"

    async def found(**query: Any) -> list[str]:
        answer = await api.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return [one["status"] for one in answer.json()["items"]]

    assert await found() == ["Faulted", "Preparing", "Available"]
    assert await found(connector_id=0) == ["Available"]
    assert await found(**{"from": at(2).isoformat(), "to": at(3).isoformat()}) == ["Preparing"]
    page = (await api.get(path, params={"limit": 2})).json()
    assert await found(cursor=page["next_cursor"]) == ["Available"]
    newest = page["items"][0]
    assert {name: newest[name] for name in newest if name not in ("id", "occurred_at", "received_at")} == {
        "connector_id": 1,
        "status": "Faulted",
        "error_code": "OtherError",
        "info": "door",
        "vendor_id": "com.kestrel",
        "vendor_error_code": "E-7",
        "applied": True,
        "unplugged": False,
    }
    empty = await api.get(f"/api/admin/chargers/{other.charger_id}/statuses")
    assert empty.json() == {"items": [], "next_cursor": None}


@pytest.mark.parametrize(
    ("status", "info", "unplugged"),
    [
        ("Finishing", "EV side disconnected", True),
        ("SuspendedEV", "ev side disconnected.", True),
        ("Available", "EV side disconnected", False),
        ("Finishing", None, False),
    ],
)
async def test_a_cable_that_left_the_car(api: Api, status: str, info: str | None, unplugged: bool) -> None:
    """STAT-10"""
    session = await api.database.session()
    fact = ConnectorReported(session.charger_id, 1, 1, status, "NoError", info, None, None, at(0), at(1))
    await api.database.write([fact])
    (item,) = (await api.get(f"/api/admin/chargers/{session.charger_id}/statuses")).json()["items"]
    assert item["unplugged"] is unplugged


async def test_nothing_of_nobody(api: Api) -> None:
    charger = await api.database.charger()
    gone = await api.get("/api/admin/chargers/01930000-0000-7000-8000-000000000000/statuses")
    assert gone.status_code == 404
    path = f"/api/admin/chargers/{charger.id}/statuses"
    assert (await api.get(path, params={"connector_id": 1001})).status_code == 422
    assert (await api.get(path, params={"cursor": "nonsense"})).status_code == 422
