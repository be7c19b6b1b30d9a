"""Bringing a charger to what is wished of it: one change after the other, on request or after its boot.

What a charger has refused is not asked of it again until the wish, or its firmware, is another one, or an operator
says so. After a boot it happens once: a charger that accepts and does not keep what it accepted is left to people.
"""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from tortoise.expressions import F, Q

from csms.charging import drift
from csms.charging.commands import Commands
from csms.charging.configuration import Configuration
from csms.charging.desired import REFUSED, TO_REPAIR, Drift, Kind
from csms.charging.registration import ACCEPTED
from csms.errors import Conflict, Problem
from csms.said import said
from csms.store.configuration import waited_for_restart, with_work_after_boot
from csms.store.facts import ChargerBooted
from csms.store.models import Charger, Command

log = logging.getLogger(__name__)

SENDER = "configuration"
ON_BOOT = "on_boot"
MADE_UP_AFTER = timedelta(minutes=2)
MADE_UP_FOR = timedelta(hours=1)
"""Between these ages a boot that nothing has followed is looked at again: a crash may have cut that off."""
BATCH = 500

ANSWERS = {
    "Accepted": "accepted",
    "RebootRequired": "reboot_required",
    "Rejected": "rejected",
    "NotSupported": "not_supported",
}

OFFLINE, NO_ANSWER = "offline", "no_answer"
STOPPING = {OFFLINE: "The charger is offline", NO_ANSWER: "The charger did not answer the one before"}
"""After these the rest is not sent."""


class Result(NamedTuple):
    """What came of one key: a word of `ANSWERS`; error (a CALLERROR), no_answer, or not_sent with its reason."""

    key: str
    value: str
    result: str
    detail: str | None
    command_id: UUID | None


class Repair:
    """kind: the type of a key's values."""

    def __init__(
        self, commands: Commands, configuration: Configuration, kind: Kind, now: Callable[[], datetime]
    ) -> None:
        self._commands = commands
        self._configuration = configuration
        self._kind = kind
        self._now = now

    async def repair(
        self, charger_id: UUID, actor: str, *, only: Collection[str] | None = None, again: bool = False
    ) -> list[Result]:
        """Change what differs. only: these keys; again: also what was refused before.

        Raises NotFound, and Conflict when the charger is offline and nothing was sent.
        """
        results: list[Result] = []
        stopped = ""
        for one in await self._to_change(charger_id, only, again):
            result = _not_sent(one, stopped) if stopped else await self._change(charger_id, one, actor)
            if result.result == OFFLINE and not results:
                raise Conflict(said("The charger is offline: nothing was changed."))
            if result.result in STOPPING:
                stopped = STOPPING[result.result]
            results.append(_not_sent(one, stopped) if result.result == OFFLINE else result)
        return results

    async def _to_change(self, charger_id: UUID, only: Collection[str] | None, again: bool) -> list[Drift]:
        standing = await drift.of_charger(charger_id, self._kind)
        states = (*TO_REPAIR, *REFUSED) if again else TO_REPAIR
        chosen = None if only is None else {key.casefold() for key in only}
        return [
            one
            for one in standing.keys
            if one.state in states and (chosen is None or one.desired.key.casefold() in chosen)
        ]

    async def _change(self, charger_id: UUID, one: Drift, actor: str) -> Result:
        request = {"key": one.desired.key, "value": one.desired.value}
        try:
            command_id = await self._commands.send(charger_id, "ChangeConfiguration", request, actor)
        except Conflict as conflict:
            return _not_sent(one, conflict.detail)
        result, detail = _outcome(await Command.get(id=command_id))
        return Result(one.desired.key, one.desired.value, result, detail, command_id)

    async def booted(self, fact: ChargerBooted) -> None:
        """The reaction to a boot."""
        if fact.registration_status == ACCEPTED and await with_work_after_boot([fact.charger_id]):
            await self._after_boot(fact.charger_id, fact.at)

    async def make_up(self) -> None:
        """The chore: boots whose reaction was cut off before it began."""
        until = self._now() - MADE_UP_AFTER
        not_yet = Q(configured_boot_at__isnull=True) | Q(configured_boot_at__lt=F("last_boot_at"))
        recent = Q(last_boot_at__lt=until, last_boot_at__gt=until - MADE_UP_FOR)
        query = Charger.filter(not_yet, recent, online=True, registration_status=ACCEPTED)
        found = {row.id: row.last_boot_at for row in await query.order_by("last_boot_at").limit(BATCH)}
        left = await with_work_after_boot(list(found))
        # Nothing follows from the others' boots: they are not looked at again.
        others = Charger.filter(id__in=[row_id for row_id in found if row_id not in left])
        await others.filter(last_boot_at__lt=until).update(configured_boot_at=until)
        for charger_id in left:
            booted_at = found[charger_id]
            assert booted_at is not None
            try:
                await self._after_boot(charger_id, booted_at)
            except Problem as problem:  # it is away again, or may not work any more
                log.info("charger %s is not configured: %s", charger_id, problem.detail)

    async def _after_boot(self, charger_id: UUID, booted_at: datetime) -> None:
        """Once for each boot, whichever process comes first: read what matters, change what differs."""
        not_yet = Q(configured_boot_at__isnull=True) | Q(configured_boot_at__lt=booted_at)
        mine = Charger.filter(not_yet, id=charger_id, last_boot_at=booted_at)
        if not await mine.update(configured_boot_at=booted_at):
            return
        wished = await self._on_boot(charger_id)
        # What waited for a restart is true now, or it is not (CFG-01).
        waited = await waited_for_restart(charger_id, BATCH)
        keys = {key.casefold(): key for key in [*waited, *wished]}
        if keys and await self._configuration.read_keys(charger_id, [*keys.values()], SENDER) and wished:
            await self.repair(charger_id, SENDER, only=wished)

    async def _on_boot(self, charger_id: UUID) -> list[str]:
        rows = await Charger.filter(id=charger_id).values(*drift.COLUMNS)
        desired = (await drift.desired_of(rows)).get(charger_id, [])
        return [wish.key for wish in desired if wish.apply == ON_BOOT]


def _not_sent(one: Drift, detail: str) -> Result:
    return Result(one.desired.key, one.desired.value, "not_sent", detail, None)


def _outcome(command: Command) -> tuple[str, str | None]:
    if command.state == "answered":
        status = str((command.response or {}).get("status"))
        return ANSWERS.get(status, "error"), None if status in ANSWERS else status
    if command.state == "error":
        return "error", str((command.error or {}).get("code") or "") or None
    return OFFLINE if command.state == "offline" else NO_ANSWER, None
