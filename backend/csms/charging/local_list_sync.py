"""Brings the lists that are due to their chargers, one message after the other (OCPP 1.6 sections 3.5, 5.10, 5.15).

pending --> syncing --> in_step                       and pending again by whatever may have changed it
   ^           |------> unknown       an answer was lost: the charger's version decides (LL-06)
   `-----------|------> failed        it refused too often; unsupported: it has no list (LL-04)

Of several processes one has the claim: it ends by itself, and is renewed before each message.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from csms.charging import local_lists
from csms.charging.commands import Commands
from csms.charging.local_list_plan import plan
from csms.charging.local_list_wanted import Wanted, wanted
from csms.errors import NotFound, Problem
from csms.said import Said
from csms.store import local_lists as stored
from csms.store import sessions, stored_words
from csms.store.list_copies import Change, Copy, Update
from csms.store.models import Command, LocalList

log = logging.getLogger(__name__)

SENDER = "local lists"
PAUSE = 1.0
"""Seconds between two looks for lists that are due."""
WORKERS = 6
"""Lists that one process brings at the same time: a charger that does not answer holds up one of them."""
IN_ONE_TURN = 50
CLAIM = timedelta(minutes=5)
"""How long one message may take; a process that is silent for longer is gone."""
AWAY = timedelta(seconds=30)
"""Until a charger that could not be asked is tried again; its return comes first."""
DELAYS = tuple(timedelta(seconds=seconds) for seconds in (5, 60, 300, 1800, 7200))
"""After the first failure, the second ...; then nobody tries again by himself."""

KEYS = [
    "LocalAuthListEnabled",
    "LocalAuthListMaxLength",
    "SendLocalListMaxLength",
    "SupportedFeatureProfiles",
]


class Ending(Exception):
    """How a turn ends. state: in_step, pending (it could not be asked), unknown, refused, unsupported."""

    def __init__(self, state: str, reason: str = "", target: Wanted | None = None) -> None:
        super().__init__(reason)
        self.state = state
        self.reason = reason
        self.target = target


class Lost(Exception):
    """The claim is another's now."""


class LocalListSync:
    """`work` is a chore: several at once do no harm."""

    def __init__(
        self,
        commands: Commands,
        now: Callable[[], datetime],
        announce: Callable[[UUID], None] = lambda charger_id: None,
    ) -> None:
        self._commands = commands
        self._now = now
        self._announce = announce

    async def work(self) -> None:
        """One list after the other, until none is due."""
        for _ in range(IN_ONE_TURN):
            row = await self._claim_next()
            if row is None:
                return
            await self._turn(row)

    # -- the claim -----------------------------------------------------------------------------------------------------

    async def _claim_next(self) -> LocalList | None:
        """What was being synchronised when its time came was left by a process that is gone."""
        now = self._now()
        for charger_id, due_at in await stored.due(now, 2 * WORKERS):
            claim: dict[str, Any] = {"claim": uuid4(), "due_at": now + CLAIM, "tried_at": now}
            if await LocalList.filter(charger_id=charger_id, due_at=due_at).update(state="syncing", **claim):
                return await LocalList.get_or_none(charger_id=charger_id, claim=claim["claim"])
        return None

    async def _keep(self, row: LocalList, **fields: Any) -> None:
        """Raises Lost."""
        mine = LocalList.filter(id=row.id, claim=row.claim)
        if not await mine.update(due_at=self._now() + CLAIM, **fields):
            raise Lost

    # -- one turn ------------------------------------------------------------------------------------------------------

    async def _turn(self, row: LocalList) -> None:
        try:
            ending = await self._bring(row)
        except Ending as early:
            ending = early
        except NotFound:  # the charger is gone
            await local_lists.forget(row.charger_id)
            return
        except Problem as problem:
            ending = Ending("pending", problem.detail)
        except Lost:
            return
        log.info("the local list of %s: %s %s", row.charge_point_id, ending.state, ending.reason)
        await self._end(row, ending)
        self._announce(row.charger_id)

    async def _bring(self, row: LocalList) -> Ending:
        """One time with what changed, and when that is refused one time with everything (LL-04)."""
        await self._learn(row)
        limits = await local_lists.limits(row.charger_id)
        target = await wanted(row, limits.total, self._now())
        copy = await stored.copy_of(row.charger_id)
        only_full = row.resend
        while True:
            updates = plan(target.entries, _distrusted(copy) if only_full else copy, limits)
            refusal = await self._send_all(row, updates)
            copy = await stored.copy_of(row.charger_id)
            if refusal is None:
                break
            if updates[0].full:
                return Ending("refused", refusal, target)
            only_full = True
            await self._keep(row, resend=True)
        if plan(target.entries, copy, limits):
            return Ending("pending", stored_words.LIST_CHANGED, target)
        return Ending("in_step", target=target)

    async def _learn(self, row: LocalList) -> None:
        """What the charger is, and which version it has, where that is in doubt (LL-06)."""
        in_doubt = row.verify or await stored.in_doubt(row.charger_id)
        await self._learn_settings(row, in_doubt)
        if not in_doubt:
            return
        await self._keep(row, verify=False)  # before it is asked: whoever sets it from now on, asks again
        try:
            command = await self._ask(row, "GetLocalListVersion", {})
            if command.state != "answered":
                raise Ending("unknown", _refusal(command, stored_words.ERROR_TO))
        except (Ending, Problem):
            await self._keep(row, verify=True)
            raise

    async def _learn_settings(self, row: LocalList, in_doubt: bool) -> None:
        known = await local_lists.known_settings(row.charger_id)
        if known.obstacle or (in_doubt and not known.complete):
            await self._ask(row, "GetConfiguration", {"key": KEYS})
            known = await local_lists.known_settings(row.charger_id)
        if known.obstacle:
            raise Ending("unsupported", known.obstacle)

    async def _send_all(self, row: LocalList, updates: Sequence[Update]) -> str | None:
        """Why the charger did not take one; None when it has them all. Broken off, a list is partial (LL-05)."""
        if len(updates) > 1:
            await self._keep(row, resend=True)
        for update in updates:
            command = await self._ask(row, "SendLocalList", request_of(update))
            if command.state == "error":
                return _refusal(command, stored_words.ERROR)
            if not await stored.acknowledged(row.charger_id, update.version):
                return _not_taken(command, update)
        await self._keep(row, resend=False)
        return None

    async def _ask(self, row: LocalList, action: str, request: dict[str, Any]) -> Command:
        """The command, once the charger has answered it."""
        await self._keep(row)
        command_id = await self._commands.send(row.charger_id, action, request, SENDER)
        command = await Command.get(id=command_id)
        if command.state in ("answered", "error"):
            await self._keep(row)  # it may have said that it has no list: then nobody has the claim
            return command
        if command.state in ("timeout", "unknown"):
            raise Ending("unknown", str(Said(stored_words.UNANSWERED, {"action": action})))
        raise Ending("pending", stored_words.AWAY)

    # -- its end -------------------------------------------------------------------------------------------------------

    async def _end(self, row: LocalList, ending: Ending) -> None:
        now = self._now()
        mine = LocalList.filter(id=row.id, claim=row.claim)
        fields: dict[str, Any] = {"claim": None, "error": ending.reason, "updated_at": now}
        if ending.target is not None:
            fields |= _counts(ending.target)
        if ending.state == "in_step" and ending.target is not None:
            done = fields | {"synced_at": now, "failures": 0}
            as_it_was = mine.filter(revision=row.revision)
            if not await as_it_was.update(**done, state="in_step", due_at=ending.target.until):
                await mine.update(**done, state="pending", due_at=now)
        elif ending.state == "pending":
            await mine.update(**fields, state="pending", due_at=now + AWAY)
        elif ending.state == "unsupported":
            await self._give_up(row, "unsupported", fields)
        elif row.failures < len(DELAYS):
            state = "unknown" if ending.state == "unknown" else "pending"
            again = {"failures": row.failures + 1, "due_at": now + DELAYS[row.failures]}
            await mine.update(**fields, **again, state=state)
        else:
            await self._give_up(row, "failed", fields)

    async def _give_up(self, row: LocalList, state: str, fields: dict[str, Any]) -> None:
        """Until its firmware changes, or an operator wants it (LL-04)."""
        charger = await sessions.charger(row.charger_id)
        firmware = charger.firmware_version if charger else None
        mine = LocalList.filter(id=row.id, claim=row.claim)
        await mine.update(**fields, state=state, due_at=None, firmware_version=firmware)


def _distrusted(copy: Copy) -> Copy:
    return Copy(None, copy.entries, copy.last)


def _counts(target: Wanted) -> dict[str, int]:
    return {
        "wanted_count": len(target.entries),
        "too_long_count": target.too_long,
        "no_room_count": target.no_room,
    }


def _status(command: Command) -> str:
    return str((command.response or {}).get("status"))


def _not_taken(command: Command, update: Update) -> str:
    text = stored_words.FULL_NOT_TAKEN if update.full else stored_words.UPDATE_NOT_TAKEN
    return str(Said(text, {"status": _status(command), "version": update.version}))


def _refusal(command: Command, text: str) -> str:
    error = command.error or {}
    told = f"{error.get('code')} {error.get('description', '')}".strip()
    return str(Said(text, {"action": command.action, "error": told}))


def request_of(update: Update) -> dict[str, Any]:
    """The payload of SendLocalList. A full list without tags has none: it empties the charger's (LL-03)."""
    request: dict[str, Any] = {
        "listVersion": update.version,
        "updateType": "Full" if update.full else "Differential",
    }
    if update.changes:
        request["localAuthorizationList"] = [_line(change) for change in update.changes]
    return request


def _line(change: Change) -> dict[str, Any]:
    if change.listed is None:
        return {"idTag": change.id_tag}
    info = {"status": change.listed.status}
    if change.listed.expires_at is not None:
        info["expiryDate"] = change.listed.expires_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    if change.listed.parent is not None:
        info["parentIdTag"] = change.listed.parent
    return {"idTag": change.id_tag, "idTagInfo": info}
