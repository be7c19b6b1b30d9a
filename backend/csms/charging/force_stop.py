"""Stopping a transaction whatever it takes: at the charger when it can, in the record when it cannot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from csms.charging.announcer import Announcer
from csms.charging.commands import Commands
from csms.errors import Conflict, NotFound
from csms.store.facts import TransactionForceClosed
from csms.store.flags import FORCE_CLOSED
from csms.store.journal import Journal
from csms.store.meter_values import ENERGY, series
from csms.store.models import Command, Transaction


@dataclass(frozen=True, slots=True)
class ForceStop:
    """`stopped_by_charger`: it accepted and will report the stop. `closed_record`: we closed our record."""

    outcome: str
    command_id: UUID | None


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
            raise NotFound("There is no such transaction.")
        if transaction.stopped_at is not None:
            raise Conflict(f"Transaction {transaction.ocpp_transaction_id} has ended already.")
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
        register = await _last_register(transaction)
        fact = TransactionForceClosed(
            transaction_id=transaction.id,
            charger_id=transaction.charger_id,
            flags=[*transaction.flags, FORCE_CLOSED],
            at=self._now(),
            meter_stop=register,
            energy_wh=_between(transaction.meter_start, register),
            actor=actor,
        )
        await self._journal.write(fact)
        self._announcer.transaction(transaction.id)


async def _last_register(transaction: Transaction) -> Decimal | None:
    """By the samples: the latest reading on the row is for screens, it comes later and a crash loses it."""
    registers = await series(transaction.id, ENERGY)
    return registers[-1][1] if registers else transaction.register_wh


def _between(start: Decimal | None, stop: Decimal | None) -> Decimal | None:
    return stop - start if start is not None and stop is not None and stop >= start else None


async def _accepted(command_id: UUID) -> bool:
    command = await Command.get(id=command_id)
    return command.state == "answered" and command.response == {"status": "Accepted"}
