"""A transaction at one connector, and the messages that tell of it (OCPP 1.6, 3.7)."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias

from msgspec import UNSET, Struct

from csms.ocpp.v16.core import (
    MeterValuesRequest,
    Reason,
    StartTransactionRequest,
    StartTransactionResponse,
    StopTransactionRequest,
    StopTransactionResponse,
)
from csms.ocpp.v16.types import MeterValue
from csms.simulator.configuration import Configuration
from csms.simulator.habits import Habits
from csms.simulator.metering import Reading, meter_value
from csms.simulator.outbox import Outbox

# The central system never got to say a transactionId (errata 3.18).
UNKNOWN_TRANSACTION = -1

_REGISTER = ("Energy.Active.Import.Register",)

Started: TypeAlias = Callable[[StartTransactionResponse], None]
Stopped: TypeAlias = Callable[[StopTransactionResponse], None]


class Transaction(Struct):
    """`id` stays None until the central system has answered the StartTransaction."""

    id_tag: str
    started_at: datetime
    meter_start: int
    id: int | None = None
    reservation_id: int | None = None
    energised: bool = True
    invalid: bool = False


class TransactionMessages:
    """Queues the messages of one connector; those of the past are the same as those of now."""

    def __init__(
        self, connector_id: int, outbox: Outbox, configuration: Configuration, habits: Habits | None = None
    ) -> None:
        self._connector_id = connector_id
        self._outbox = outbox
        self._configuration = configuration
        self._freezes_id = habits is not None and habits.has("freezes transaction id")
        self._trails = habits is not None and habits.has("values after stop")

    def start(
        self, transaction: Transaction, answered: Started, failed: Callable[[], None] | None = None
    ) -> None:
        """`failed` hears of each CALLERROR."""
        reservation = UNSET if transaction.reservation_id is None else transaction.reservation_id
        request = StartTransactionRequest(
            self._connector_id,
            transaction.id_tag,
            transaction.meter_start,
            transaction.started_at,
            reservation,
        )
        self._outbox.add("StartTransaction", lambda: request, answered, failed)

    def values(self, transaction: Transaction | None, values: list[MeterValue]) -> None:
        """`values` in one message; `transaction` is None for those of no transaction."""
        frozen = self._frozen_id(transaction)

        def build() -> MeterValuesRequest:
            id = frozen or (None if transaction is None else transaction.id)
            return MeterValuesRequest(self._connector_id, values, UNSET if id is None else id)

        self._outbox.add("MeterValues", build)

    def stop(
        self,
        transaction: Transaction,
        last: Reading,
        reason: Reason,
        id_tag: str | None = None,
        answered: Stopped | None = None,
    ) -> None:
        """`last` is what the meter shows at the end, `id_tag` who ended it."""
        frozen = self._frozen_id(transaction)
        data = self._transaction_data(transaction, last)

        def build() -> StopTransactionRequest:
            id = frozen or transaction.id or UNKNOWN_TRANSACTION
            return StopTransactionRequest(
                last.register_wh, last.at, id, id_tag or UNSET, reason, data or UNSET
            )

        self._outbox.add("StopTransaction", build, answered)
        if self._trails:
            self.values(transaction, [meter_value(last, _REGISTER, "Transaction.End")])

    def _transaction_data(self, transaction: Transaction, last: Reading) -> list[MeterValue]:
        """The registers at the start and the end (errata 3.14); an empty list of measurands asks for none."""
        measurands = self._configuration.items("StopTxnSampledData")
        if not measurands:
            return []
        first = Reading(transaction.started_at, transaction.meter_start)
        return [
            meter_value(first, _REGISTER, "Transaction.Begin"),
            meter_value(last, measurands, "Transaction.End"),
        ]

    def _frozen_id(self, transaction: Transaction | None) -> int | None:
        """Q26: some firmware writes -1 into what it queues before it knows the transactionId."""
        if transaction is None or transaction.id is not None or not self._freezes_id:
            return None
        return UNKNOWN_TRANSACTION
