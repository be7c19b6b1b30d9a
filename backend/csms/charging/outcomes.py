"""What a charger accepted and never did: a remote start without transaction, a remote stop without stop."""

from datetime import datetime, timedelta

from csms.charging.announcer import Announcer
from csms.charging.session import START_PATIENCE
from csms.store import sessions
from csms.store.facts import CommandOutcome
from csms.store.journal import Journal
from csms.store.models import Command

TIMED_OUT = "timed_out"
STOP_PATIENCE = timedelta(minutes=5)
MARGIN = timedelta(seconds=30)
"""Beyond the charger's ConnectionTimeOut, for slow networks (START-10)."""

BATCH = 500


async def time_out(journal: Journal, announcer: Announcer, now: datetime) -> None:
    """Close what an accepted remote start or stop has not brought in time (RS-03, RS-04). A late one still counts."""
    actions = ("RemoteStartTransaction", "RemoteStopTransaction")
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
    if command.action == "RemoteStopTransaction":
        return STOP_PATIENCE
    seconds = await sessions.configured_integer(command.charger_id, "ConnectionTimeOut")
    return START_PATIENCE if seconds is None else min(timedelta(seconds=seconds) + MARGIN, START_PATIENCE)
