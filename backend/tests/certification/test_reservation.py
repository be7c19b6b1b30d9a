"""The certification cases of the Reservation profile."""

from typing import Any

from tests.certification.station import Station, moment

ACCEPTED = {"status": "Accepted"}


def reservation(tag: str, *, connector: int = 1, number: int = 41, **more: Any) -> dict[str, Any]:
    expiry = moment(900)
    return {
        "connectorId": connector,
        "expiryDate": expiry,
        "idTag": tag,
        "reservationId": number,
        **more,
    }


async def state(station: Station) -> str:
    """What became of the charge point's only reservation."""
    (kept,) = await station.operator.items("/reservations", charger_id=station.charger["id"])
    return str(kept["state"])


async def test_TC_046_CSMS_reserved_connector_used(station: Station, tag: str) -> None:
    """RES-01, START-08"""
    order = await station.ordered("ReserveNow", reservation(tag), ACCEPTED)
    assert order.request["idTag"] == tag
    await station.status("Reserved")
    assert (await station.authorize(tag))["status"] == "Accepted"
    await station.status("Preparing")
    answer = await station.start(tag, reservationId=order.request["reservationId"])
    assert answer["idTagInfo"]["status"] == "Accepted"
    await station.status("Charging")
    assert await state(station) == "used"


async def test_TC_047_CSMS_reserved_connector_expired(station: Station, tag: str) -> None:
    """RES-03"""
    await station.ordered("ReserveNow", reservation(tag, expiryDate=moment(1)), ACCEPTED)
    await station.status("Reserved")
    await station.status("Available")
    query = {"charger_id": station.charger["id"]}
    await station.operator.eventually(
        "/reservations", lambda page: page["items"][0]["state"] == "expired", **query
    )


async def _not_reserved(station: Station, tag: str, status: str) -> None:
    order = await station.ordered("ReserveNow", reservation(tag), {"status": status})
    assert order.command["response"] == {"status": status}
    assert await state(station) == "refused"


async def test_TC_048_1_CSMS_reservation_faulted(station: Station, tag: str) -> None:
    """RES-02"""
    await station.status("Faulted", error="GroundFailure")
    await _not_reserved(station, tag, "Faulted")


async def test_TC_048_2_CSMS_reservation_occupied(station: Station, tag: str) -> None:
    """RES-02"""
    await station.status("Preparing")
    await _not_reserved(station, tag, "Occupied")


async def test_TC_048_3_CSMS_reservation_unavailable(station: Station, tag: str) -> None:
    """RES-02"""
    await station.status("Unavailable")
    await _not_reserved(station, tag, "Unavailable")


async def test_TC_048_4_CSMS_reservation_rejected(station: Station, tag: str) -> None:
    """RES-02"""
    await _not_reserved(station, tag, "Rejected")


async def test_TC_049_CSMS_reserved_charge_point_used(station: Station, tag: str) -> None:
    """RES-01, RES-03: connector 0 is any of them."""
    order = await station.ordered("ReserveNow", reservation(tag, connector=0), ACCEPTED)
    assert order.request["connectorId"] == 0
    assert (await station.authorize(tag))["status"] == "Accepted"
    await station.status("Preparing")
    answer = await station.start(tag, reservationId=order.request["reservationId"])
    assert answer["idTagInfo"]["status"] == "Accepted"
    assert await state(station) == "used"


async def test_TC_051_CSMS_reservation_cancelled(station: Station, tag: str) -> None:
    """RES-03"""
    reserved = await station.ordered("ReserveNow", reservation(tag), ACCEPTED)
    await station.status("Reserved")
    number = reserved.request["reservationId"]
    order = await station.ordered("CancelReservation", {"reservationId": number}, ACCEPTED)
    assert order.request == {"reservationId": number}
    await station.status("Available")
    assert await state(station) == "cancelled"


async def test_TC_052_CSMS_reservation_not_cancelled(station: Station) -> None:
    """The charge point knows of none by this number; that is its answer."""
    order = await station.ordered("CancelReservation", {"reservationId": 77}, {"status": "Rejected"})
    assert order.command["response"] == {"status": "Rejected"}


async def test_TC_053_CSMS_reserved_connector_used_by_a_tag_of_the_group(station: Station) -> None:
    """RES-05, AUTH-03, START-08: the charge point asks for the parent of whom it does not know."""
    group = await station.operator.new_id_tag()
    reserver, other = [await station.operator.new_id_tag(parent_id_tag=group) for _ in range(2)]
    order = await station.ordered("ReserveNow", reservation(reserver, parentIdTag=group), ACCEPTED)
    await station.status("Reserved")
    info = await station.authorize(other)
    assert (info["status"], info["parentIdTag"]) == ("Accepted", group)
    await station.status("Preparing")
    answer = await station.start(other, reservationId=order.request["reservationId"])
    assert answer["idTagInfo"]["status"] == "Accepted"
    assert await state(station) == "used"
