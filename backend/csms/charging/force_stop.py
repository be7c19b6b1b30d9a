"""Stopping a transaction whatever it takes: at the charger when it can, in the record when it cannot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from csms.charging.announcer import Announcer
from csms.charging.commands import Commands
from csms.charging.review import settled
from csms.errors import Conflict, Invalid, NotFound
from csms.said import said
from csms.store.facts import TransactionForceClosed, TransactionSettled
from csms.store.flags import ESTIMATED, FORCE_CLOSED
from csms.store.journal import Journal
from csms.store.models import Command, Transaction


@dataclass(frozen=True, slots=True)
class ForceStop:
    """`stopped_by_charger`: it accepted and will report the stop. `closed_record`: we closed our record."""

    outcome: str
    command_id: UUID | None


@dataclass(frozen=True, slots=True)
class SettlementWish:
    """What an operator says of a doubtful record: the register in Wh and the time of its end, if he knows them."""

    meter_stop: Decimal | None
    stopped_at: datetime | None
    note: str


class Transactions:
    """Deeds of operators on transactions."""

    def __init__(
        self, commands: Commands, journal: Journal, announcer: Announcer, now: Callable[[], datetime]
    ) -> None:
        self._commands = commands
        self._journal = journal
        self._announcer = announcer
        self._now = now

    async def force_stop(self, transaction_id: UUID, actor: str) -> ForceStop:
        """Raises NotFound, and Conflict when it has ended already."""
        transaction = await Transaction.get_or_none(id=transaction_id)
        if transaction is None:
            raise NotFound(said("There is no such transaction."))
        if transaction.stopped_at is not None:
            raise Conflict(
                said(
                    "Transaction {transaction} has ended already.",
                    transaction=str(transaction.ocpp_transaction_id),
                )
            )
        command_id = await self._stop_at_charger(transaction, actor)
        if command_id and await _accepted(command_id):
            return ForceStop("stopped_by_charger", command_id)
        await self._close_record(transaction, actor)
        return ForceStop("closed_record", command_id)

    async def _stop_at_charger(self, transaction: Transaction, actor: str) -> UUID | None:
        number = transaction.ocpp_transaction_id or ""
        if not number.isdigit():
            return None
        request = {"transactionId": int(number)}
        return await self._commands.send(transaction.charger_id, "RemoteStopTransaction", request, actor)

    async def _close_record(self, transaction: Transaction, actor: str) -> None:
        """With the last real reading: energy is never invented (R10). A late stop still corrects it."""
        found = await settled(transaction)
        register = found.last_wh if found.last_wh is not None else transaction.register_wh
        energy = found.energy_wh
        if energy is None:
            energy = _between(transaction.meter_start, register)
        fact = TransactionForceClosed(
            transaction_id=transaction.id,
            charger_id=transaction.charger_id,
            flags=[FORCE_CLOSED, ESTIMATED],
            at=self._now(),
            meter_stop=register,
            energy_wh=energy,
            actor=actor,
        )
        await self._journal.write(fact)
        self._announcer.transaction(transaction.id)

    async def settle(self, transaction_id: UUID, wish: SettlementWish, actor: str) -> None:
        """Say what a doubtful record is: by a register that somebody has read, or by the last reading there is.

        Raises NotFound; Conflict when it runs and nothing is doubtful about it; Invalid for a register below the start.
        """
        transaction = await Transaction.get_or_none(id=transaction_id)
        if transaction is None:
            raise NotFound(said("There is no such transaction."))
        if transaction.state == "active":
            raise Conflict(said("The transaction runs. Stop it first."))
        if transaction.state == "completed":
            raise Conflict(said("Nothing is doubtful about this transaction."))
        await self._journal.write(await _settlement(transaction, wish, actor, self._now()))
        self._announcer.transaction(transaction.id)


async def _settlement(
    transaction: Transaction, wish: SettlementWish, actor: str, now: datetime
) -> TransactionSettled:
    found = await settled(transaction)
    register, energy = wish.meter_stop, found.energy_wh
    if register is not None:
        energy = _from_start(transaction.meter_start, register)
    elif transaction.stopped_received_at is None:
        register = found.last_wh
    else:
        register = transaction.meter_stop
    ended = wish.stopped_at or transaction.stopped_at or found.last_at or now
    return TransactionSettled(
        transaction_id=transaction.id,
        charger_id=transaction.charger_id,
        at=now,
        stopped_at=max(ended, transaction.started_at),
        meter_stop=register,
        energy_wh=energy,
        estimated=wish.meter_stop is None and transaction.stopped_received_at is None,
        actor=actor,
        note=wish.note,
    )


def _from_start(start: Decimal | None, register: Decimal) -> Decimal | None:
    """Raises Invalid."""
    if start is not None and register < start:
        raise Invalid(
            said("The register is below the one at the start."),
            errors=(
                (
                    "meter_stop",
                    said(
                        "Not below {start} Wh, the register at the start",
                        start=format(start.normalize(), "f"),
                    ),
                ),
            ),
        )
    return None if start is None else register - start


def _between(start: Decimal | None, stop: Decimal | None) -> Decimal | None:
    return stop - start if start is not None and stop is not None and stop >= start else None


async def _accepted(command_id: UUID) -> bool:
    command = await Command.get(id=command_id)
    return command.state == "answered" and command.response == {"status": "Accepted"}
