"""Commands that wait for a charger that was offline: sent when it is back, never when their time is over (RPC-13)."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from csms.charging.announcer import Announcer
from csms.charging.commands import Commands, Order
from csms.errors import Invalid, Problem
from csms.said import said
from csms.store import sessions
from csms.store.facts import CommandClosed, CommandOutcome
from csms.store.journal import Journal
from csms.store.models import Command

log = logging.getLogger(__name__)

LONGEST = timedelta(days=30)
SHORT_LIVED = {
    "RemoteStartTransaction": timedelta(minutes=5),
    "UnlockConnector": timedelta(minutes=5),
}
"""Who stands at the charger now may be gone, and another car there: these never come late."""

BATCH = 500


def expiry(action: str, seconds: int | None, now: datetime) -> datetime | None:
    """Until when a command may wait. Raises Invalid for longer than it makes sense."""
    if seconds is None:
        return None
    longest = SHORT_LIVED.get(action, LONGEST)
    if timedelta(seconds=seconds) > longest:
        message = said(
            "At most {seconds} seconds for {action}", seconds=int(longest.total_seconds()), action=action
        )
        raise Invalid(said("{message}.", message=message), errors=(("valid_for", message),))
    return now + timedelta(seconds=seconds)


class WaitingCommands:
    """`deliver` when a charger is back, `expire` again and again."""

    def __init__(self, commands: Commands, journal: Journal, announcer: Announcer) -> None:
        self._commands = commands
        self._journal = journal
        self._announcer = announcer

    async def deliver(self, charger_id: UUID, now: datetime) -> None:
        """Send what waits for this charger, oldest first, one after the other."""
        waiting = Command.filter(charger_id=charger_id, state="pending", expires_at__gt=now)
        for command in await waiting.filter(taken_at=None).order_by("created_at").limit(BATCH):
            if await _take(command, now):
                await self._send(command)

    async def _send(self, command: Command) -> None:
        charger = await sessions.charger(command.charger_id)
        order = Order(command.id, command.charger_id, command.action, command.request)
        try:
            if charger is not None:
                await self._commands.check(charger, command.action, command.request)
        except Problem as problem:
            log.info("command %s waited, and is not sent: %s", command.id, problem.detail)
            await self._end(command, "refused")
            return
        state = await self._commands.hand_over(order)
        if state in ("offline", "unknown"):
            await self._commands.close(order, state)

    async def expire(self, now: datetime) -> None:
        """End what has waited too long. One that somebody has taken is ended by what comes of it."""
        query = Command.filter(state="pending", expires_at__lte=now, taken_at=None)
        for command in await query.limit(BATCH):
            await self._end(command, "expired")

    async def _end(self, command: Command, outcome: str) -> None:
        """Not before its time: closing one that may wait would let it wait on."""
        at = command.expires_at or command.created_at
        await self._journal.write(
            CommandClosed(command.id, command.charger_id, "offline", None, None, at),
            CommandOutcome(command.id, command.charger_id, outcome, None, at),
        )
        self._announcer.command(command.id)


async def _take(command: Command, now: datetime) -> bool:
    """Whether it is ours to send: of several processes one takes it."""
    return bool(await Command.filter(id=command.id, state="pending", taken_at=None).update(taken_at=now))
