"""What a charger accepted, and what then really happened: in time, later, or never."""

from datetime import datetime, timedelta

from csms.charging.announcer import Announcer
from csms.charging.registration import RESET_TO_BOOT
from csms.charging.session import START_PATIENCE
from csms.store import sessions
from csms.store.facts import CommandOutcome
from csms.store.journal import Journal
from csms.store.models import Command, Connector

TIMED_OUT = "timed_out"
STOP_PATIENCE = timedelta(minutes=5)
MARGIN = timedelta(seconds=30)
"""Beyond the charger's ConnectionTimeOut, for slow networks (START-10)."""

BATCH = 500


async def time_out(journal: Journal, announcer: Announcer, now: datetime) -> None:
    """Close what was accepted and has brought nothing in time (RS-03, RS-04, RST-01). A late one still counts."""
    actions = ("RemoteStartTransaction", "RemoteStopTransaction", "Reset")
    sent = Command.filter(action__in=actions, outcome=None, state__in=("answered", "timeout", "unknown"))
    for command in await sent.filter(sent_at__lt=now - MARGIN).order_by("sent_at").limit(BATCH):
        if command.response in (None, {"status": "Accepted"}) and await _is_over(command, now):
            await journal.write(CommandOutcome(command.id, command.charger_id, TIMED_OUT, None, now))
            announcer.command(command.id)


async def _is_over(command: Command, now: datetime) -> bool:
    assert command.sent_at is not None
    return now > command.sent_at + await _patience(command)


async def _patience(command: Command) -> timedelta:
    """A start has ConnectionTimeOut for the cable to be plugged in, where the charger has told it."""
    if command.action != "RemoteStartTransaction":
        return RESET_TO_BOOT if command.action == "Reset" else STOP_PATIENCE
    seconds = await sessions.configured_integer(command.charger_id, "ConnectionTimeOut")
    return START_PATIENCE if seconds is None else min(timedelta(seconds=seconds) + MARGIN, START_PATIENCE)


AVAILABILITY_PATIENCE = timedelta(days=1)
"""How long a scheduled change may wait for the end of a transaction."""


async def settle_availability(journal: Journal, announcer: Announcer, now: datetime) -> None:
    """A change of availability is done when the statuses say so, for connector 0 those of all (AVAIL-01)."""
    waiting = Command.filter(action="ChangeAvailability", state="answered", outcome=None)
    for command in await waiting.filter(created_at__gte=now - 2 * AVAILABILITY_PATIENCE).limit(BATCH):
        if (command.response or {}).get("status") not in ("Accepted", "Scheduled"):
            continue
        outcome = await _availability_outcome(command, now)
        if outcome is not None:
            await journal.write(CommandOutcome(command.id, command.charger_id, outcome, None, now))
            announcer.command(command.id)


async def _availability_outcome(command: Command, now: datetime) -> str | None:
    wanted, connector = command.request.get("type"), int(command.request.get("connectorId", 0))
    outlets = Connector.filter(charger_id=command.charger_id, evse_id__gt=0, status__isnull=False)
    rows = await (outlets.filter(evse_id=connector) if connector else outlets)
    if rows and all((row.status == "Unavailable") is (wanted == "Inoperative") for row in rows):
        return "availability_changed"
    assert command.sent_at is not None
    return TIMED_OUT if now > command.sent_at + AVAILABILITY_PATIENCE else None
