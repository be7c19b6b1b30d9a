"""Remote commands: from "an operator asked" to "this is what came of it". Never a false success.

pending --> sent --> answered | error | timeout | unknown       (by whoever holds the charger)
   `-----> offline                                              (nobody holds it: never sent)

One with `expires_at` stays pending while its charger is offline; `waiting` has it sent when the charger is back.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from tortoise.expressions import Q

from csms.charging import repetition
from csms.charging.announcer import Announcer
from csms.errors import Invalid, NotFound
from csms.realtime.broker import AskFailed, AskTimeout, Broker, BrokerUnavailable, NodeUnreachable
from csms.said import said
from csms.store import sessions
from csms.store.facts import CommandClosed, CommandRequested
from csms.store.journal import Journal
from csms.store.models import Charger, Command
from csms.store.models.base import new_id

log = logging.getLogger(__name__)

SUBJECT = "command"
ASK_MARGIN = 15.0
"""Seconds beyond the call time-out that we wait for the process that holds the charger."""

LEFT_OVER_BATCH = 1_000

ABSENT = "absent"
"""The answer of a process that does not hold the charger, or not any more: nothing was sent."""

HANDING_OVER = timedelta(seconds=10)
"""A command younger than this may be on its way to the process that holds the charger."""

Request = dict[str, Any]


class Order(msgspec.Struct, frozen=True):
    """What the process that holds the charger is asked to send."""

    command_id: UUID
    charger_id: UUID
    action: str
    request: Request


class Outcome(msgspec.Struct, frozen=True):
    """How the order ended. The row in the database is closed by then, unless `state` is offline."""

    state: str


class Commands:
    """Sends commands to wherever their charger is connected.

    check: whether a request may go to this charger now. redact: the request as it may be stored. call_timeout:
    seconds a charger has to answer.
    """

    def __init__(
        self,
        broker: Broker,
        journal: Journal,
        announcer: Announcer,
        *,
        check: Callable[[Charger, str, Request, datetime], Awaitable[None]],
        redact: Callable[[str, Request], Request],
        call_timeout: float,
        now: Callable[[], datetime],
    ) -> None:
        self._broker = broker
        self._journal = journal
        self._announcer = announcer
        self._check = check
        self._redact = redact
        self._timeout = call_timeout
        self._now = now
        self._under_way: set[asyncio.Task[None]] = set()

    async def send(
        self,
        charger_id: UUID,
        action: str,
        request: Request,
        requested_by: str,
        *,
        expires_at: datetime | None = None,
    ) -> UUID:
        """Store the command, have it sent, wait for its end. Its id; the row says how it ended.

        expires_at: until when it may wait for a charger that is offline; then the row stays `pending`. Raises NotFound
        without such a charger, Conflict or Invalid for what must not be sent to it now.
        """
        charger = await sessions.charger(charger_id)
        if charger is None:
            raise NotFound(said("There is no such charger."))
        command_id = repetition.command_id(charger_id, action)
        if command_id is not None and await Command.exists(id=command_id):  # by the first try of this request
            return command_id
        await self.check(charger, action, request)
        order = Order(command_id or new_id(), charger_id, action, request)
        stored = self._redact(action, request)
        if expires_at is not None and stored != request:
            raise Invalid(
                said("A command with a secret cannot wait for its charger: the secret is not stored.")
            )
        fact = CommandRequested(
            order.command_id, charger_id, action, stored, requested_by, self._now(), expires_at
        )
        # A caller who leaves does not take the command with him.
        work = asyncio.create_task(self._carry_out(order, fact))
        self._under_way.add(work)
        work.add_done_callback(self._under_way.discard)
        await asyncio.shield(work)
        return order.command_id

    async def check(self, charger: Charger, action: str, request: Request) -> None:
        """Raises Conflict or Invalid for what must not be sent to this charger now."""
        await self._check(charger, action, request, self._now())

    async def _carry_out(self, order: Order, fact: CommandRequested) -> None:
        await self._journal.write(fact)
        state = await self.hand_over(order)
        if state in ("offline", "unknown"):
            await self.close(order, state)

    async def hand_over(self, order: Order) -> str:
        """Have it sent by whoever holds the charger; how it ended. Its row is closed then but for offline and unknown.

        Asked is who holds the charger by the fast table; if it does not, who does by the database.
        """
        owner = await self._broker.claims.owner(str(order.charger_id))
        state = await self._ask(owner.node, order) if owner else ABSENT
        if state != ABSENT:
            return state
        charger = await sessions.charger(order.charger_id)
        node = charger.owner_node if charger and charger.online else None
        if node is not None and (owner is None or node != owner.node):
            state = await self._ask(node, order)
        return "offline" if state == ABSENT else state

    async def _ask(self, node: str, order: Order) -> str:
        queued = await Command.filter(charger_id=order.charger_id, finished_at=None).count()
        patience = self._timeout * max(1, queued) + ASK_MARGIN
        try:
            answer = await self._broker.ask(node, SUBJECT, msgspec.json.encode(order), patience)
        except (NodeUnreachable, BrokerUnavailable):
            return ABSENT
        except (AskTimeout, AskFailed) as error:
            log.warning("command %s: its outcome is unknown: %s", order.command_id, error)
            return "unknown"
        return msgspec.json.decode(answer, type=Outcome).state

    async def close(self, order: Order, state: str) -> None:
        """It was not sent, or nobody knows whether it was. One that may wait goes on waiting."""
        await self._journal.write(
            CommandClosed(order.command_id, order.charger_id, state, None, None, self._now())
        )
        self._announcer.command(order.command_id)


async def close_left_over(journal: Journal, announcer: Announcer, now: datetime) -> None:
    """Close the commands of connections that are no more: what was sent has an unknown outcome (RPC-13)."""
    waiting = Q(state="pending", expires_at__isnull=False, taken_at__isnull=True)
    query = Command.filter(state__in=["pending", "sent"]).exclude(waiting)
    open_commands = await query.order_by("created_at").limit(LEFT_OVER_BATCH)
    chargers = {
        c.id: c for c in await Charger.filter(id__in={command.charger_id for command in open_commands})
    }
    for command in open_commands:
        if _left_over(command, chargers.get(command.charger_id), now):
            state = "unknown" if command.sent_at else "offline"
            await journal.write(CommandClosed(command.id, command.charger_id, state, None, None, now))
            announcer.command(command.id)


def _left_over(command: Command, charger: Charger | None, now: datetime) -> bool:
    if now - command.created_at < HANDING_OVER:
        return False
    return (
        charger is None
        or charger.online_since is None
        or not charger.online
        or charger.online_since > command.created_at
    )
