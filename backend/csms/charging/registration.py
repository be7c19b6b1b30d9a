"""Which chargers we accept (OCPP 1.6 section 4.2).

A charger that an operator has registered is accepted when it boots, unless he wants it otherwise: `pending` until he
says so, `rejected`, or `onboarding`: pending until it has a key of its own (J 6.2.2).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from csms.charging.session import ChargerSession
from csms.errors import Conflict
from csms.said import Said, said
from csms.store import sessions, stored_words
from csms.store.facts import ChargerBooted, CommandOutcome, Fact
from csms.store.models import Charger

ACCEPTED, PENDING, REJECTED = "Accepted", "Pending", "Rejected"
POLICIES = {"accepted": ACCEPTED, "pending": PENDING, "rejected": REJECTED, "onboarding": PENDING}

RESET_TO_BOOT = timedelta(minutes=10)
"""A boot within this time after a Reset is its outcome."""

NOT_WHILE_PENDING = frozenset({"RemoteStartTransaction", "RemoteStopTransaction", "ReserveNow"})


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


def may_speak(session: ChargerSession, action: str) -> bool:
    """Whether a message other than a boot is answered (RPC-16).

    Many chargers send a status before their first boot. While pending, what we have triggered is answered (BOOT-05).
    """
    return session.registration_status in (ACCEPTED, None) or action in session.triggered


def check_command(charger: Charger, action: str) -> None:
    """Nothing goes to a charger that was rejected (BOOT-04), no charging to one that is pending (BOOT-03).

    Raises Conflict.
    """
    status = charger.registration_status
    if status == REJECTED or (status == PENDING and action in NOT_WHILE_PENDING):
        raise Conflict(Said(stored_words.NOT_TO_ITS_STATUS, {"status": status, "action": action}))


def check_boot_trigger(charger: Charger) -> None:
    """A boot is triggered to end Pending; one that is accepted boots when it boots (BOOT-06). Raises Conflict."""
    if charger.registration_status == ACCEPTED:
        raise Conflict(
            said("The charger is accepted already: it may refuse, and must not be asked to boot again.")
        )


SPREAD = 0.2
"""How much sooner than others a charger may be asked to beat, of the interval."""


def heartbeat_interval(seconds: int, charge_point_id: str, *, spread: float) -> int:
    """Seconds from `seconds` down to `spread` of it less: by the charger's identity, so it is the same at each boot.

    Chargers that boot together, after a power cut or a restart of ours, do not beat together from then on (R6).
    """
    return seconds - crc32(charge_point_id.encode()) % (round(seconds * spread) + 1)


async def register(session: ChargerSession, hardware: Hardware, now: datetime) -> tuple[Fact, ...]:
    """Judge a boot. Open transactions stay open: their stops may still come (BOOT-08)."""
    charger = await sessions.charger(session.charger_id)
    status = POLICIES.get(charger.registration_policy, ACCEPTED) if charger else REJECTED
    session.registration_status = status
    session.triggered.clear()
    booted = ChargerBooted(
        charger_id=session.charger_id,
        at=now,
        registration_status=status,
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
