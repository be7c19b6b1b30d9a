"""Reservations from REST to the charger and back: every way in which one ends."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.certification.station import Station, station_of
from tests.journeys.events import listening
from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer

ACCEPTED = {"status": "Accepted"}


def later(seconds: float = 900) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


async def reserve(station: Station, tag: str, answer: str = "Accepted", **fields: Any) -> dict[str, Any]:
    """Over REST; what came of it."""
    body = {"charger_id": station.charger["id"], "connector_id": 1, "id_tag": tag, "expires_at": later()}
    posting = asyncio.create_task(station.operator.post("/reservations", body | fields, 201))
    await station.asked("ReserveNow", {"status": answer})
    reservation: dict[str, Any] = await posting
    return reservation


async def shown(station: Station, reservation: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = await station.operator.get(f"/reservations/{reservation['id']}")
    return found


async def test_it_is_used_by_its_number(server: RunningServer, operator: Operator) -> None:
    """RES-01, RES-02, RES-03, START-08"""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        reservation = await reserve(station, tag)
        assert (reservation["state"], reservation["id_tag"]) == ("active", tag)
        other = await operator.new_id_tag()
        answer = await station.start(other, reservationId=reservation["reservation_id"])
        used = await shown(station, reservation)
        record = await station.transaction(answer["transactionId"])
        assert (used["state"], used["transaction"]) == ("used", record["id"])
        assert "reserved_for_another" not in [flag["code"] for flag in record["flags"]]


async def test_the_number_decides_which_of_two_is_used(server: RunningServer, operator: Operator) -> None:
    """START-08: both are of the same tag, and the other one is of the very connector."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        here, named = await reserve(station, tag), await reserve(station, tag, connector_id=2)
        await station.start(tag, reservationId=named["reservation_id"])
        assert [(await shown(station, one))["state"] for one in (here, named)] == ["active", "used"]


@pytest.mark.parametrize("connector", [0, 1])
async def test_it_is_used_by_its_tag_or_group(
    server: RunningServer, operator: Operator, connector: int
) -> None:
    """RES-04, RES-05, AUTH-03: without a number; the parent went to the charger by itself."""
    charger, group = await operator.new_charger(), await operator.new_id_tag()
    one, other = [await operator.new_id_tag(parent_id_tag=group) for _ in range(2)]
    async with station_of(server, operator, charger) as station:
        await station.boot()
        reservation = await reserve(station, one, connector_id=connector)
        assert reservation["parent_id_tag"] == group
        await station.start(other, connector=1)
        assert (await shown(station, reservation))["state"] == "used"


async def test_a_parent_that_ocpp_cannot_say_is_left_out(server: RunningServer, operator: Operator) -> None:
    """RES-05 (7.28): the first twenty characters of it are another tag."""
    charger, group = await operator.new_charger(), "GROUP-OF-MORE-THAN-TWENTY-CHARACTERS"
    tag = await operator.new_id_tag(parent_id_tag=group)
    async with station_of(server, operator, charger) as station:
        await station.boot()
        reservation = await reserve(station, tag)
        assert (reservation["state"], reservation["parent_id_tag"]) == ("active", None)


async def test_somebody_else_starts_there(server: RunningServer, operator: Operator) -> None:
    """RES-04: a transaction, and a conflict on both. START-08: a reservation that nobody knows is none."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    other = await operator.new_id_tag()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        reservation = await reserve(station, tag)
        elsewhere = await station.start(other, connector=2, reservationId=987654)
        assert (await shown(station, reservation))["conflict"] is None
        answer = await station.start(other)
        record = await station.transaction(answer["transactionId"])
        conflict = await shown(station, reservation)
        assert (conflict["state"], conflict["conflict"]) == ("active", record["id"])
        assert "reserved_for_another" in [flag["code"] for flag in record["flags"]]
        assert elsewhere["idTagInfo"]["status"] == "Accepted"


@pytest.mark.parametrize("mine", [True, False])
async def test_a_start_from_before_it_was_made(server: RunningServer, operator: Operator, mine: bool) -> None:
    """RES-04: kept while the charger was offline; it neither uses the reservation nor is in conflict with it."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    other = await operator.new_id_tag()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        reservation = await reserve(station, tag)
        answer = await station.start(tag if mine else other, ago=86400)
        kept = await shown(station, reservation)
        record = await station.transaction(answer["transactionId"])
        assert (kept["state"], kept["conflict"]) == ("active", None)
        assert "reserved_for_another" not in [flag["code"] for flag in record["flags"]]


@pytest.mark.parametrize("answer", ["Faulted", "Occupied", "Rejected", "Unavailable"])
async def test_what_is_not_accepted_is_none(server: RunningServer, operator: Operator, answer: str) -> None:
    """RES-02"""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        reservation = await reserve(station, tag, answer)
        assert (reservation["state"], reservation["detail"]) == ("refused", answer)


@pytest.mark.parametrize(
    ("answer", "detail"), [("Accepted", None), ("Rejected", "The charger did not know it")]
)
async def test_it_is_cancelled(
    server: RunningServer, operator: Operator, answer: str, detail: str | None
) -> None:
    """RES-03: a charger that knows of none has none."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        reservation = await reserve(station, tag)
        path = f"/api/admin/reservations/{reservation['id']}"
        deleting = asyncio.create_task(operator.client.delete(path))
        await station.asked("CancelReservation", {"status": answer})
        assert (await deleting).status_code == 204
        cancelled = await shown(station, reservation)
        assert (cancelled["state"], cancelled["detail"]) == ("cancelled", detail)
        assert (await operator.client.delete(path)).status_code == 409


async def test_it_expires_by_our_own_clock(server: RunningServer, operator: Operator) -> None:
    """RES-03: whether or not the charger says so."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        reservation = await reserve(station, tag, expires_at=later(2))
        path = f"/reservations/{reservation['id']}"
        await operator.eventually(path, lambda found: found["state"] == "expired")


@pytest.mark.parametrize(("connector", "status"), [(1, "Faulted"), (0, "Unavailable")])
async def test_its_connector_fails(
    server: RunningServer, operator: Operator, connector: int, status: str
) -> None:
    """RES-03 (5.13): Faulted or Unavailable, the connector or all of the charger."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        reservation = await reserve(station, tag)
        await station.status(status, connector)
        ended = await shown(station, reservation)
        assert (ended["state"], status in ended["detail"]) == ("ended", True)


async def test_what_is_refused_before_it_is_sent(server: RunningServer, operator: Operator) -> None:
    """RES-01, RES-04: with the reason that the charger would have."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    body = {"charger_id": charger["id"], "connector_id": 1, "id_tag": tag, "expires_at": later()}
    assert "offline" in (await operator.post("/reservations", body, 409))["detail"]
    await operator.post("/reservations", body | {"expires_at": later(-60)}, 422)
    async with station_of(server, operator, charger) as station:
        await station.boot()
        key = {"key": "ReserveConnectorZeroSupported", "readonly": True, "value": "false"}
        await station.ordered("GetConfiguration", {"key": [key["key"]]}, {"configurationKey": [key]})
        assert "single" in (await operator.post("/reservations", body | {"connector_id": 0}, 409))["detail"]
        first = await reserve(station, tag)
        assert "reserved already" in (await operator.post("/reservations", body, 409))["detail"]
        again = {
            "connectorId": 1,
            "expiryDate": later(1800),
            "idTag": tag,
            "reservationId": first["reservation_id"],
        }
        await station.ordered("ReserveNow", again, ACCEPTED)
        replaced = await shown(station, first)
        assert (replaced["state"], replaced["expires_at"] > first["expires_at"]) == ("active", True)


async def test_no_more_than_the_charger_has_connectors(server: RunningServer, operator: Operator) -> None:
    """RES-02: two connectors, one of them kept by number and the other by "any"."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        await reserve(station, tag, connector_id=0)
        await reserve(station, tag, connector_id=2)
        body = {"charger_id": charger["id"], "connector_id": 1, "id_tag": tag, "expires_at": later()}
        assert "As many" in (await operator.post("/reservations", body, 409))["detail"]


async def test_screens_hear_of_every_end(server: RunningServer, operator: Operator) -> None:
    """RES-03: used, in conflict, at a connector that fails, with a charger that is deleted."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    other = await operator.new_id_tag()
    async with station_of(server, operator, charger) as station, listening(operator) as events:
        await station.boot()

        async def heard(reservation: dict[str, Any], **said: Any) -> None:
            def wanted(data: dict[str, Any]) -> bool:
                return data["id"] == reservation["id"] and said.items() <= data.items()

            await events.until("reservation.updated", wanted)

        first, second = await reserve(station, tag), await reserve(station, tag, connector_id=2)
        number = (await station.start(other))["transactionId"]
        record = await station.transaction(number)
        await heard(first, state="active", conflict=record["id"])
        await station.stop(number)
        mine = await station.start(tag, reservationId=first["reservation_id"])
        await heard(first, state="used")
        await station.stop(mine["transactionId"])
        await station.status("Faulted", 2)
        await heard(second, state="ended")
    async with station_of(server, operator, charger) as station, listening(operator) as events:
        third = await reserve(station, tag)
        deleted = await operator.client.delete(f"/api/admin/chargers/{charger['id']}")
        assert deleted.status_code == 204, deleted.text
        ended = await events.until("reservation.updated", lambda data: data["state"] == "ended")
        assert ended["id"] == third["id"]


async def test_a_lost_answer_is_unknown_until_something_proves_it(
    server: RunningServer, operator: Operator
) -> None:
    """RES-03, RPC-13: the charger may have made it all the same."""
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    body = {"charger_id": charger["id"], "connector_id": 1, "id_tag": tag, "expires_at": later()}
    async with station_of(server, operator, charger) as station:
        await station.boot()
        posting = asyncio.create_task(operator.post("/reservations", body, 201))
        await station.wire.receive()
        station.wire.socket.transport.abort()
        reservation = await posting
        assert reservation["state"] == "unknown"
    async with station_of(server, operator, charger) as station:
        await station.start(tag, reservationId=reservation["reservation_id"])
        assert (await shown(station, reservation))["state"] == "used"


async def test_a_deleted_charger_keeps_nothing(server: RunningServer, operator: Operator) -> None:
    charger, tag = await operator.new_charger(), await operator.new_id_tag()
    async with station_of(server, operator, charger) as station:
        await station.boot()
        reservation = await reserve(station, tag)
        assert (await operator.client.delete(f"/api/admin/chargers/{charger['id']}")).status_code == 204
        assert (await shown(station, reservation))["state"] == "ended"
        assert await operator.items("/reservations", charger_id=charger["id"], state="active") == []
