"""One outlet: the car at it, its transaction, its meter, and the status that follows from them (4.9).

Available --plug in or tag--> Preparing --authorized and plugged in--> Charging <--> SuspendedEV(SE)
    ^                                                                      |
    +------------------------- unplug ------------- Finishing <---- transaction stopped
"""

import asyncio
from functools import partial

from msgspec import UNSET

from csms.ocpp.v16.core import (
    ChargePointErrorCode,
    ChargePointStatus,
    MeterValuesRequest,
    Reason,
    StartTransactionResponse,
    StopTransactionResponse,
)
from csms.ocpp.v16.smart_charging import ChargingProfile
from csms.ocpp.v16.types import MeterValue, ReadingContext
from csms.simulator.board import Board
from csms.simulator.charging_curve import Battery, Charge
from csms.simulator.clock import within
from csms.simulator.hardware import ConnectorType
from csms.simulator.meter import Meter, Supply
from csms.simulator.metering import meter_value
from csms.simulator.reservations import Reservation
from csms.simulator.transaction import Transaction, TransactionMessages

# How often the car is looked at when no samples are wanted.
_IDLE_TICK = 60.0


class Connector:
    """Number `id` of its charge point, from 1. `register_wh` is what its meter shows at first."""

    def __init__(self, board: Board, id: int, type_: ConnectorType, register_wh: int) -> None:
        self.id = id
        self.type = type_
        self.transaction: Transaction | None = None
        self.error_code: ChargePointErrorCode = "NoError"
        self.operative = True
        self.becomes_inoperative = False
        self.installing = False
        self.awaited_tag: str | None = None
        self.finishing = False
        self.meter = Meter(
            board.parts, Supply(id, type_, board.profiles, board.sharers, board.speed), register_wh
        )
        self._board = board
        self._parts = board.parts
        self._metering: asyncio.Task[None] | None = None
        self._plugged = asyncio.Event()
        parts = board.parts
        self._messages = TransactionMessages(id, parts.outbox, parts.configuration, parts.habits)

    # What can be seen

    @property
    def plugged(self) -> bool:
        return self.meter.charge is not None

    @property
    def register_wh(self) -> int:
        return self.meter.register_wh

    @property
    def status(self) -> ChargePointStatus:
        if self.error_code != "NoError":
            return "Faulted"
        if self.transaction is not None:
            return self._transaction_status(self.transaction)
        if not self.operative or self.installing:
            return "Unavailable"
        if self.awaited_tag is None and self._board.reservations.at(self.id) is not None:
            return "Reserved"
        if self.plugged or self.awaited_tag is not None:
            return "Finishing" if self.finishing else "Preparing"
        return "Available"

    @property
    def startable(self) -> bool:
        """Whether a transaction may begin here."""
        free = self.status in ("Available", "Preparing", "Finishing", "Reserved")
        return free and self.awaited_tag is None

    @property
    def charging(self) -> bool:
        """Whether a car may take energy here, so that others have to share with it."""
        return self.transaction is not None and self.transaction.energised and self.plugged

    @property
    def power_w(self) -> float:
        """What flows now."""
        return self.meter.power_w(self.transaction)

    def _transaction_status(self, transaction: Transaction) -> ChargePointStatus:
        if not transaction.energised or self.meter.allowed_w(transaction) == 0:
            return "SuspendedEVSE"
        if self.meter.charge is None or self.meter.charge.battery.full:
            return "SuspendedEV"
        return "Charging"

    # What people do

    async def plug_in(self, battery: Battery) -> None:
        self.meter.charge = Charge(battery)
        self._plugged.set()
        await self.changed()

    async def unplug(self) -> None:
        """The cable is pulled out of the car; that ends the transaction, unless configured otherwise."""
        self.accrue()
        self.meter.charge = None
        self._plugged.clear()
        if self._parts.configuration.flag("StopTransactionOnEVSideDisconnect"):
            await self.stop("EVDisconnected")
        self.finishing = False
        await self.changed()

    async def start(
        self, id_tag: str, reservation: Reservation | None = None, profile: ChargingProfile | None = None
    ) -> bool:
        """Charge for `id_tag`, which has been authorized; wait for the car within ConnectionTimeOut.

        `reservation` is used up by that, `profile` limits it. Returns whether a transaction began.
        """
        if not self.startable:
            return False
        self.awaited_tag = id_tag
        self.finishing = False
        await self.changed()
        patience = self._parts.configuration.integer("ConnectionTimeOut")
        plugged = self.plugged or await within(self._parts.clock, patience, self._plugged)
        if self.awaited_tag != id_tag:
            return False
        self.awaited_tag = None
        begins = plugged and self.transaction is None
        if begins:
            await self._begin(id_tag, reservation, profile)
        await self.changed()
        return begins

    async def stop(self, reason: Reason, id_tag: str | None = None) -> None:
        """End the transaction, if there is one; `id_tag` is who ended it."""
        transaction = self.transaction
        if transaction is None:
            return
        self.accrue()
        last = self.meter.read(transaction)
        self.transaction = None
        self.finishing = True
        self._board.profiles.end_transaction(self.id)
        self._stop_metering()
        self._messages.stop(transaction, last, reason, id_tag, partial(self._stopped, id_tag))
        self._parts.tell(f"connector {self.id}: transaction ended ({reason})")
        if self.becomes_inoperative:
            self.operative, self.becomes_inoperative = False, False
        await self._parts.outbox.still()
        await self.changed()

    async def changed(self) -> None:
        """Report the status where it is a new one."""
        await self._board.status_changed(self.id)

    def resume(self, transaction: Transaction, charge: Charge) -> None:
        """Go on with a transaction that began before this program did."""
        self.meter.charge, self.transaction = charge, transaction
        self._plugged.set()
        self.meter.set(transaction.meter_start + charge.energy_wh)
        self._metering = self._parts.tasks.spawn(self._meter(transaction))

    def set_register(self, register_wh: int) -> None:
        """What the meter shows after sessions that are already in the past."""
        self.meter.set(register_wh)

    def rebooted(self) -> None:
        """Forget what only lived in memory; the car is still there."""
        self.finishing = False
        self.installing = False
        self.awaited_tag = None

    # Metering

    def accrue(self) -> None:
        """Charge the battery, and turn the meter, up to now."""
        self.meter.accrue(self.transaction)
        if self.transaction is not None:
            self._limit_invalid(self.transaction)

    def read_meter(self, key: str, context: ReadingContext) -> None:
        """Queue a MeterValues with the measurands that the configuration key `key` names."""
        self._messages.values(self.transaction, [self._values(key, context)])

    def meter_values(self, key: str, context: ReadingContext) -> MeterValuesRequest:
        """The same, for who sends it himself; of no transaction."""
        return MeterValuesRequest(self.id, [self._values(key, context)])

    def _values(self, key: str, context: ReadingContext) -> MeterValue:
        self.accrue()
        measurands = self._parts.configuration.items(key)
        return meter_value(self.meter.read(self.transaction), measurands, context)

    async def _meter(self, transaction: Transaction) -> None:
        while self.transaction is transaction:
            interval = self._parts.configuration.integer("MeterValueSampleInterval")
            await self._parts.clock.sleep(interval or _IDLE_TICK)
            if self.transaction is not transaction:
                return
            if interval:
                self.read_meter("MeterValuesSampledData", "Sample.Periodic")
            else:
                self.accrue()
            await self.changed()

    def _stop_metering(self) -> None:
        if self._metering is not None and self._metering is not asyncio.current_task():
            self._metering.cancel()
        self._metering = None

    def _limit_invalid(self, transaction: Transaction) -> None:
        """START-02: a tag that proved invalid gets at most MaxEnergyOnInvalidId."""
        limit = self._parts.configuration.integer("MaxEnergyOnInvalidId")
        if transaction.invalid and self.register_wh - transaction.meter_start >= limit:
            transaction.energised = False

    # Transaction messages

    async def _begin(
        self, id_tag: str, reservation: Reservation | None, profile: ChargingProfile | None
    ) -> None:
        self.accrue()
        now = self._parts.clock.now()
        reservation_id = None if reservation is None else reservation.id
        self.transaction = transaction = Transaction(id_tag, now, self.register_wh, None, reservation_id)
        if profile is not None and not self._board.profiles.install(self.id, profile):
            self._parts.tell(f"connector {self.id}: no room for the charging profile")
        self._messages.start(transaction, partial(self.started, transaction), self._start_failed)
        if reservation is not None:
            self._board.reservations.end(reservation.id)
        self._parts.tell(f"connector {self.id}: {id_tag} starts charging")
        self._metering = self._parts.tasks.spawn(self._meter(transaction))
        await self._parts.outbox.still()

    def started(self, transaction: Transaction, response: StartTransactionResponse) -> None:
        """The central system has answered the StartTransaction, perhaps long after it."""
        transaction.id = response.transactionId
        self._board.authorizer.learn(transaction.id_tag, response.idTagInfo)
        self._parts.tell(f"connector {self.id}: transaction {transaction.id}, {response.idTagInfo.status}")
        if response.idTagInfo.status != "Accepted" and self.transaction is transaction:
            self._parts.tasks.spawn(self._deauthorize(transaction))

    def _start_failed(self) -> None:
        """Nothing but a habit comes of it: the message is sent again (Q34)."""
        if self._parts.habits.has("stuck on error"):
            self.error_code = "InternalError"
            self._parts.tasks.spawn(self.changed())

    async def _deauthorize(self, transaction: Transaction) -> None:
        if self._parts.configuration.flag("StopTransactionOnInvalidId"):
            await self.stop("DeAuthorized")
            return
        self.accrue()
        transaction.invalid = True
        self._limit_invalid(transaction)
        await self.changed()

    def _stopped(self, id_tag: str | None, response: StopTransactionResponse) -> None:
        if id_tag is not None and response.idTagInfo is not UNSET:
            self._board.authorizer.learn(id_tag, response.idTagInfo)
