"""Connectors that forget over a restart that they are to be out of service, or in it: told again, once for each boot.

A change of availability persists across reboots by the specification (5.2); some chargers forget it all the same, so
the wish is kept here and compared after the boot (AVAIL-01).
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from tortoise.expressions import Q

from csms.charging.commands import Commands
from csms.errors import Problem
from csms.store import availability
from csms.store.availability import Forgotten
from csms.store.models import Connector

log = logging.getLogger(__name__)

SENDER = "availability"
SETTLING = timedelta(seconds=3)
"""After a boot some report Available first, and what they are a moment later."""
BATCH = 100


class Availability:
    """A chore: the wish, and the status since the boot, are both in the database."""

    def __init__(self, commands: Commands, now: Callable[[], datetime]) -> None:
        self._commands = commands
        self._now = now

    async def tell_again(self) -> None:
        """Send what was forgotten; a charger that forgets it again after that is left to people until its next boot."""
        for one in await availability.forgotten(self._now() - SETTLING, BATCH):
            if await self._take(one):
                await self._send(one)

    async def _take(self, one: Forgotten) -> bool:
        """Whether it is ours to send: of several processes one takes it."""
        not_yet = Q(availability_sent_at__isnull=True) | Q(availability_sent_at__lt=one.booted_at)
        mine = Connector.filter(not_yet, id=one.connector_id)
        return bool(await mine.update(availability_sent_at=self._now()))

    async def _send(self, one: Forgotten) -> None:
        request = {"connectorId": one.evse_id, "type": one.wish}
        log.info("charger %s has forgotten that connector %d is %s", one.charger_id, one.evse_id, one.wish)
        try:
            await self._commands.send(one.charger_id, "ChangeAvailability", request, SENDER)
        except Problem as problem:
            log.info("charger %s is not told again: %s", one.charger_id, problem.detail)
