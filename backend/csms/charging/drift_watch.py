"""Keeping who drifts: a look at the whole fleet again and again, and at a charger whose configuration has changed.

Drift itself is worked out from the tables (`csms.charging.drift`); what is kept is that it is there, and since when,
so that it can be a matter for people and is over by itself; and how each charger stands (`csms.charging.standings`).
Harmless when several processes do it at once.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError

from csms.charging import drift, standings
from csms.charging.announcer import Announcer
from csms.charging.desired import REFUSED, Kind, State
from csms.charging.drift import COLUMNS, Standing
from csms.store import chargers
from csms.store.facts import ConfigurationChanged, ConfigurationReported
from csms.store.models import Charger, ConfigurationDrift, ConfigurationTemplate, ConfigurationWish
from csms.store.paging import Cursor

log = logging.getLogger(__name__)

EVERY = 30.0
WHOLE = timedelta(minutes=10)
"""Between two looks at the whole fleet while what is wished stays: what a charger tells is looked at when it does."""
BATCH = 100
AT_ONCE = 500
"""Marked chargers that a reader waits for; the rest of a large fleet follows with the chore."""

NEEDS_SOMEBODY: tuple[State, ...] = ("differs", "read_only", *REFUSED)
"""What nobody knows yet, or a restart brings, needs nobody."""


class DriftWatch:
    """kind: the type of a key's values."""

    def __init__(self, kind: Kind, announcer: Announcer, now: Callable[[], datetime]) -> None:
        self._kind = kind
        self._announcer = announcer
        self._now = now
        self._wished: list[tuple[int, Any]] | None = None
        self._looked_at: datetime | None = None

    async def look(self) -> None:
        """The chore: every charger, when other things are wished, or nobody has looked for long."""
        now, wished = (
            self._now(),
            [await _version(model) for model in (ConfigurationTemplate, ConfigurationWish)],
        )
        if wished == self._wished and self._looked_at is not None and now - self._looked_at < WHOLE:
            return
        await self._look_at_all()
        self._wished, self._looked_at = wished, now

    async def _look_at_all(self) -> None:
        cursor = None
        while True:
            rows = await chargers.identified(BATCH, cursor)
            await self._note(rows)
            if len(rows) < BATCH:
                return
            cursor = Cursor(rows[-1]["charge_point_id_folded"], str(rows[-1]["id"]))

    async def changed(self, fact: ConfigurationChanged | ConfigurationReported) -> None:
        """The reaction to what a charger has told of its configuration."""
        await self._note(await Charger.filter(id=fact.charger_id).values(*COLUMNS))

    async def catch_up(self) -> None:
        """For whoever is about to read standings: looks at those that are marked."""
        for _ in range(AT_ONCE // BATCH):
            rows = await standings.marked(BATCH)
            try:
                await self._note(rows)
            except IntegrityError:
                log.info("a charger was deleted while it was looked at")
            if len(rows) < BATCH:
                return

    async def _note(self, rows: Sequence[Mapping[str, Any]]) -> None:
        if not rows:
            return
        known = await standings.kept([row["id"] for row in rows])
        found = await drift.of_chargers(rows, self._kind)
        await standings.keep(known, found)
        query = ConfigurationDrift.filter(charger_id__in=list(found))
        kept: dict[UUID, list[list[str]]] = dict(await query.values_list("charger_id", "keys"))
        for charger_id, standing in found.items():
            before, keys = kept.get(charger_id), _keys(standing)
            if keys and before != keys:
                await self._drifts(charger_id, keys)
            elif before is not None and not keys:
                await self._in_line(charger_id)

    async def _drifts(self, charger_id: UUID, keys: list[list[str]]) -> None:
        now = self._now()
        row = ConfigurationDrift(charger_id=charger_id, keys=keys, since=now, seen_at=now)
        # `since` stays: it drifts in another way, and has not been in line meanwhile.
        await ConfigurationDrift.bulk_create(
            [row], on_conflict=["charger_id"], update_fields=["keys", "seen_at"]
        )
        self._announce(charger_id)

    async def _in_line(self, charger_id: UUID) -> None:
        if await ConfigurationDrift.filter(charger_id=charger_id).delete():
            self._announce(charger_id)

    def _announce(self, charger_id: UUID) -> None:
        self._announcer.drift(charger_id)
        self._announcer.attention()


async def _version(model: type[ConfigurationTemplate | ConfigurationWish]) -> tuple[int, Any]:
    """Another one after every change."""
    last = await model.all().order_by("-updated_at").first().values_list("updated_at", flat=True)
    return await model.all().count(), last


def _keys(standing: Standing) -> list[list[str]]:
    return [[one.desired.key, one.state] for one in standing.keys if one.state in NEEDS_SOMEBODY]
