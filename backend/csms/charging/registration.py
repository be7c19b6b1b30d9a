"""Which chargers we accept (OCPP 1.6 section 4.2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from csms.charging.session import ChargerSession
from csms.errors import Conflict
from csms.store import sessions
from csms.store.facts import ChargerBooted, CommandOutcome, Fact
from csms.store.models import Charger

ACCEPTED, PENDING, REJECTED = "Accepted", "Pending", "Rejected"

RESET_TO_BOOT = timedelta(minutes=10)
"""A boot within this time after a Reset is its outcome."""


@dataclass(frozen=True, slots=True)
class Hardware:
    """What a charger says of itself; whole, however long."""

    vendor: str | None
    model: str | None
    serial_number: str | None
    box_serial_number: str | None
    firmware_version: str | None
    iccid: str | None
    imsi: str | None
    meter_type: str | None
    meter_serial_number: str | None


def may_speak(session: ChargerSession) -> bool:
    """Whether messages other than a boot are answered (RPC-16).

    A charger that an operator has registered is known before its first boot; many send a status first.
    """
    return session.registration_status in (ACCEPTED, None)


NOT_WHILE_PENDING = frozenset({"RemoteStartTransaction", "RemoteStopTransaction", "ReserveNow"})


def check_command(charger: Charger, action: str) -> None:
    """Nothing goes to a charger that was rejected (BOOT-04), no charging to one that is pending (BOOT-03).

    Raises Conflict.
    """
    status = charger.registration_status
    if status == REJECTED or (status == PENDING and action in NOT_WHILE_PENDING):
        raise Conflict(f"The charger's registration is {status}: {action} must not be sent to it.")


async def register(session: ChargerSession, hardware: Hardware, now: datetime) -> tuple[Fact, ...]:
    """Accept a boot. Open transactions stay open: their stops may still come (BOOT-08)."""
    session.registration_status = ACCEPTED
    booted = ChargerBooted(
        charger_id=session.charger_id,
        at=now,
        registration_status=ACCEPTED,
        vendor=hardware.vendor,
        model=hardware.model,
        serial_number=hardware.serial_number,
        box_serial_number=hardware.box_serial_number,
        firmware_version=hardware.firmware_version,
        iccid=hardware.iccid,
        imsi=hardware.imsi,
        meter_type=hardware.meter_type,
        meter_serial_number=hardware.meter_serial_number,
    )
    reset = await sessions.reset_waiting_for_boot(session.charger_id, now - RESET_TO_BOOT)
    if reset is None:
        return (booted,)
    return (booted, CommandOutcome(reset.id, session.charger_id, "booted", None, now))
