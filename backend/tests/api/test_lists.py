"""Lists: filters, orders, and pages in every order."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from csms.store.models import Charger, Command, IdTag, Reservation, Station, User
from tests.api.conftest import Api
from tests.services.database import NOW
from tests.store.rows import transaction

ADMIN = "/api/admin"


async def items(api: Api, path: str, **params: Any) -> list[dict[str, Any]]:
    answer = await api.get(f"{ADMIN}{path}", params=params)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def in_pages(api: Api, path: str, sort: str, size: int) -> list[str]:
    """The ids of all pages, by following the cursor."""
    ids: list[str] = []
    params: dict[str, Any] = {"sort": sort, "limit": size}
    while True:
        page = (await api.get(f"{ADMIN}{path}", params=params)).json()
        ids += [item["id"] for item in page["items"]]
        if page["next_cursor"] is None:
            return ids
        params["cursor"] = page["next_cursor"]


async def sessions(api: Api) -> list[Any]:
    """Of several lengths and energies, two alike, and two that run."""
    charger = await api.database.charger()
    ends = [(60, 900), (7200, 10_000), (600, 2_000), (600, 2_000), (None, None), (None, 5)]
    return [
        await transaction(
            charger,
            number,
            started_at=NOW + timedelta(minutes=number),
            stopped_at=NOW + timedelta(minutes=number, seconds=length) if length else None,
            energy_wh=energy,
            state="completed" if length else "active",
        )
        for number, (length, energy) in enumerate(ends, 1)
    ]


@pytest.mark.parametrize("column", ["started_at", "stopped_at", "energy_wh", "duration_s"])
@pytest.mark.parametrize("size", [1, 2, 4, 50])
async def test_transactions_in_every_order(api: Api, column: str, size: int) -> None:
    """What has no value comes last, whichever way it is sorted; no row is lost or doubled between pages."""
    made = await sessions(api)

    def value(row: Any) -> Any:
        if column == "duration_s":
            return row.stopped_at - row.started_at if row.stopped_at else None
        return getattr(row, column)

    for descending in (False, True):
        having = [row for row in made if value(row) is not None]
        lacking = [row for row in made if value(row) is None]
        expected = sorted(having, key=lambda row: (value(row), row.id), reverse=descending)
        expected += sorted(lacking, key=lambda row: row.id, reverse=descending)
        found = await in_pages(api, "/transactions", ("-" if descending else "") + column, size)
        assert found == [str(row.id) for row in expected]


async def test_a_cursor_is_of_one_order(api: Api) -> None:
    await sessions(api)
    page = (await api.get(f"{ADMIN}/transactions", params={"limit": 1, "sort": "energy_wh"})).json()
    cursor = page["next_cursor"]
    for params in ({}, {"sort": "-energy_wh"}, {"sort": "duration_s"}):
        answer = await api.get(f"{ADMIN}/transactions", params={"cursor": cursor, **params})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")
    unknown = await api.get(f"{ADMIN}/transactions", params={"sort": "colour"})
    assert "-energy_wh" in unknown.json()["detail"]


async def test_a_search_may_be_sorted_too(api: Api) -> None:
    """Found as a tag and by its charger: it is there once."""
    charger = await api.database.charger("CARD-CHARGER")
    await api.database.id_tag("CARD")
    for number in (1, 2, 3):
        await transaction(charger, number, id_token="CARD", id_token_folded="card", energy_wh=number)
    found = await items(api, "/transactions", search="card", sort="-energy_wh")
    assert [one["energy_wh"] for one in found] == [3, 2, 1]


async def test_transactions_by_energy_person_and_connector(api: Api) -> None:
    made = await sessions(api)
    person = UUID("01930000-0000-7000-8000-00000000000a")
    made[0].user_id, made[0].evse_id = person, 2
    await made[0].save()

    async def found(**params: Any) -> list[int]:
        return sorted(one["transaction_id"] for one in await items(api, "/transactions", **params))

    assert await found(min_energy_wh=2000) == [2, 3, 4]
    assert await found(min_energy_wh=900, max_energy_wh=2000) == [1, 3, 4]
    assert await found(user_id=str(person)) == await found(connector_id=2) == [1]
    assert await found(state="active") == [5, 6]
    assert (await api.get(f"{ADMIN}/transactions", params={"state": "activ"})).status_code == 422
    assert (await api.get(f"{ADMIN}/transactions", params={"min_energy_wh": -1})).status_code == 422


async def test_chargers_by_what_they_are(api: Api) -> None:
    seen = {"last_seen_at": NOW}
    await api.database.charger("A", name="Z", vendor="Alfen", model="Eve", firmware_version="1", **seen)
    await api.database.charger("B", name="Y", vendor="Alfen", model="Eve", firmware_version="2", online=True)
    await api.database.charger("C", name="X", vendor="ABB", blocked=True, security_profile=2, simulated=True)

    async def found(**params: Any) -> str:
        return "".join(one["charge_point_id"] for one in await items(api, "/chargers", **params))

    assert await found(vendor="Alfen") == "AB"
    assert await found(model="Eve", firmware_version="2") == await found(online=True) == "B"
    assert await found(blocked=True) == await found(security_profile=2) == await found(simulated=True) == "C"
    assert await found(sort="-charge_point_id") == await found(sort="name") == "CBA"
    assert (await found(sort="last_seen_at"))[0] == "A"
    assert [await in_pages(api, "/chargers", sort, 1) for sort in ("last_seen_at", "created_at")] == [
        [str(row.id) for row in await Charger.all().order_by("id")]
    ] * 2


async def test_chargers_in_every_order(api: Api) -> None:
    station = await Station.create(name="Depot")
    seen = {"last_seen_at": NOW}
    a = await api.database.charger("A", station_id=station.id, online=True, security_profile=2, **seen)
    await api.database.charger("B", vendor="V", model="M", firmware_version="9", security_profile=0, **seen)
    c = await api.database.charger("C", vendor="W", model="L", firmware_version="8", online=True, **seen)
    await api.database.charger("D", security_profile=3)
    await transaction(a, 1, power_w=7000)
    await transaction(c, 2, power_w=11000)

    async def found(sort: str) -> str:
        names = {str(row.id): row.charge_point_id for row in await Charger.all()}
        return "".join(names[row_id] for row_id in await in_pages(api, "/chargers", sort, 1))

    assert await found("status") == "ACBD"
    assert await found("-status") == "DBCA"
    assert await found("station") == "ABCD"
    assert (await found("power_w"), await found("-power_w")) == ("ACBD", "CADB")
    assert await found("security_profile") == "BCAD"
    assert (await found("vendor"), await found("model"), await found("firmware_version")) == (
        "BCAD",
        "CBAD",
        "CBAD",
    )


async def test_id_tags_by_validity_and_person(api: Api) -> None:
    person = await User.all().first()
    assert person is not None
    await api.database.id_tag("A", expires_at=NOW - timedelta(days=1))
    await api.database.id_tag("B", expires_at=NOW + timedelta(days=1), user_id=person.id)
    await api.database.id_tag("C", parent="GROUP", blocked=True)

    async def found(**params: Any) -> str:
        return "".join(one["id_tag"] for one in await items(api, "/id-tags", **params))

    assert (await found(expired=True), await found(expired=False)) == ("A", "BC")
    assert (await found(user_id=str(person.id)), await found(parent_id_tag="group")) == ("B", "C")
    assert (await found(sort="-expires_at"), await found(sort="-id_tag")) == ("BAC", "CBA")
    rows = [str(row.id) for row in await IdTag.all().order_by("id")]
    assert await in_pages(api, "/id-tags", "expires_at", 1) == rows


async def test_commands_by_state_action_and_time(api: Api) -> None:
    charger = await api.database.charger()
    for number, (action, state) in enumerate(
        [("Reset", "answered"), ("Reset", "timeout"), ("ClearCache", "sent")]
    ):
        await Command.create(
            charger_id=charger.id,
            action=action,
            request={},
            state=state,
            created_at=NOW + timedelta(hours=number),
        )
    path = f"/chargers/{charger.id}/commands"

    async def found(**params: Any) -> list[str]:
        return [one["state"] for one in await items(api, path, **params)]

    assert await found() == ["sent", "timeout", "answered"]
    assert await found(sort="created_at") == ["answered", "timeout", "sent"]
    assert await found(action="Reset") == ["timeout", "answered"]
    assert await found(action="Reset", state="timeout") == ["timeout"]
    until = (NOW + timedelta(hours=1)).isoformat()
    assert (await found(to=until), await found(**{"from": until})) == (["answered"], ["sent", "timeout"])


async def test_commands_of_the_whole_fleet(api: Api) -> None:
    one, other = await api.database.charger("CP-1"), await api.database.charger("CP-2")
    for number, (charger, action, state) in enumerate(
        [(one, "Reset", "answered"), (other, "Reset", "timeout"), (other, "ClearCache", "sent")]
    ):
        await Command.create(
            charger_id=charger.id,
            action=action,
            request={},
            state=state,
            created_at=NOW + timedelta(hours=number),
        )

    async def found(**params: Any) -> list[str]:
        return [row["state"] for row in await items(api, "/commands", **params)]

    assert await found() == ["sent", "timeout", "answered"]
    assert await found(sort="created_at") == ["answered", "timeout", "sent"]
    assert await found(charger_id=str(other.id)) == ["sent", "timeout"]
    assert await found(action="Reset", state="timeout") == ["timeout"]
    since = (NOW + timedelta(hours=1)).isoformat()
    assert (await found(**{"from": since}), await found(to=since)) == (["sent", "timeout"], ["answered"])
    rows = [str(row.id) for row in await Command.all().order_by("created_at")]
    assert await in_pages(api, "/commands", "created_at", 1) == rows


async def test_reservations_by_tag_and_end(api: Api) -> None:
    charger = await api.database.charger()
    for number, tag in enumerate(("A", "B")):
        await Reservation.create(
            charger_id=charger.id,
            evse_id=1,
            ocpp_reservation_id=number,
            id_token=tag,
            id_token_folded=tag.casefold(),
            expires_at=NOW - timedelta(hours=number),
            state="active",
        )

    async def found(**params: Any) -> str:
        return "".join(one["id_tag"] for one in await items(api, "/reservations", **params))

    assert (await found(id_tag="a"), await found(to=NOW.isoformat())) == ("A", "B")
    assert (await found(sort="expires_at"), await found(sort="-expires_at")) == ("BA", "AB")


async def test_people_and_stations(api: Api) -> None:
    for name in ("B", "A"):
        await api.post(f"{ADMIN}/stations", json={"name": name})
    assert [one["name"] for one in await items(api, "/stations")] == ["A", "B"]
    assert [one["name"] for one in await items(api, "/stations", sort="created_at")] == ["B", "A"]
    await User.filter(email="driver@charging.example").update(banned=True)
    assert [one["email"] for one in await items(api, "/users", banned=True)] == ["driver@charging.example"]
    everybody = [one["id"] for one in await items(api, "/users", sort="-last_sign_in_at")]
    assert everybody == await in_pages(api, "/users", "-last_sign_in_at", 1)
    assert [one["id"] for one in await items(api, "/users", sort="last_sign_in_at")] == everybody
