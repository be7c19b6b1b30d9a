"""What we know of one connected charger while it is connected. One task at a time works with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from csms.charging.external_authorization import ExternalAuthorization
from csms.store.facts import Sample
from csms.store.flags import REGISTER_FELL
from csms.store.models import Transaction

UNKNOWN_LIMIT = 1_000
REMEMBERED = 300
"""Transactions that a session keeps in memory; open ones are always kept."""

ORPHAN_LIMIT = 100
"""Stops without a transaction that a session keeps in memory; a chore joins the others."""

START_PATIENCE = timedelta(minutes=5)
"""How long after it was sent a remote start may bring its transaction; ConnectionTimeOut is below."""

STOP_PATIENCE = timedelta(days=1)
"""How long after it was sent a remote stop may be the cause of a stop: it may wait in an offline charger's queue."""

SEEN_PAUSE = 10.0
"""Seconds between two stored signs of life of one charger."""


@dataclass(slots=True)
class OpenTransaction:
    """The part of a transaction that later messages of the charger need. `open`: no stop has come yet.

    doubtful: not all of its samples were seen here in their order; its stop is worked out again from all of them.
    ended: its record was closed by a stop, by rule or by hand.
    """

    id: UUID
    number: str
    evse_id: int
    id_token: str
    id_token_folded: str
    parent_folded: str | None
    start_key: str | None
    meter_start: Decimal | None
    started_at: datetime
    flags: list[str]
    authorization_status: str = ""
    register_wh: Decimal | None = None
    max_power_w: Decimal | None = None
    open: bool = True
    register_at: datetime | None = None
    highest_wh: Decimal | None = None
    stopped_at: datetime | None = None
    doubtful: bool = False
    ended: bool = False

    @classmethod
    def of(cls, row: Transaction) -> "OpenTransaction":
        return cls(
            id=row.id,
            number=row.ocpp_transaction_id or "",
            evse_id=row.evse_id or 0,
            id_token=row.id_token or "",
            id_token_folded=row.id_token_folded or "",
            parent_folded=row.parent_token_folded,
            start_key=row.start_key,
            meter_start=row.meter_start,
            started_at=row.started_at,
            flags=list(row.flags),
            authorization_status=row.authorization_status or "",
            register_wh=row.register_wh,
            max_power_w=row.max_power_w,
            open=row.stopped_received_at is None,
            register_at=row.metered_at,
            highest_wh=row.register_wh,
            stopped_at=row.stopped_at if row.stopped_received_at else None,
            doubtful=True,
            ended=row.stopped_at is not None,
        )

    def saw_register(self, register: Decimal, at: datetime) -> None:
        """Carry the register on; an older one than the last says nothing of now (METER-08)."""
        if self.register_at is not None and at < self.register_at:
            self.doubtful = True
            return
        self.register_wh, self.register_at = register, at
        if self.highest_wh is None or register >= self.highest_wh:
            self.highest_wh = register
        elif REGISTER_FELL not in self.flags:
            self.flags = [*self.flags, REGISTER_FELL]


@dataclass(slots=True)
class Orphan:
    """A stop that fits no transaction yet (STOP-02). `parent_folded`: the group of its tag, if it has one."""

    id: UUID
    number: str
    stop_key: str
    token: str | None
    parent_folded: str | None
    meter_stop: Decimal | None
    occurred_at: datetime
    received_at: datetime
    reason: str
    samples: list[Sample]


@dataclass(slots=True)
class ExpectedStart:
    """A remote start that has been sent and not refused: its transaction may come (START-10, AUTH-06)."""

    command_id: UUID
    evse_id: int | None
    token_folded: str
    until: datetime


@dataclass(slots=True)
class ChargerSession:
    """One charger, connected here under `epoch`."""

    charger_id: UUID
    charge_point_id: str
    strict: bool = False
    registration_status: str | None = None
    epoch: int = -1
    transactions: dict[str, OpenTransaction] = field(default_factory=dict)
    unknown_numbers: set[str] = field(default_factory=set)
    expected_starts: list[ExpectedStart] = field(default_factory=list)
    expected_stops: dict[str, UUID] = field(default_factory=dict)
    external_authorization: ExternalAuthorization | None = None
    """Who is asked about tokens besides our own table."""
    triggered: set[str] = field(default_factory=set)
    """Messages that we have asked for: they are answered while the registration is pending (BOOT-05)."""
    reported: set[int] = field(default_factory=set)
    """EVSEs whose status has come over this connection."""
    orphans: list[Orphan] | None = None
    """Stops that wait for their start; None: not asked for yet."""

    def remember(self, transaction: OpenTransaction) -> OpenTransaction:
        self.transactions[transaction.number] = transaction
        self.unknown_numbers.discard(transaction.number)
        if len(self.transactions) > REMEMBERED:
            self._forget_oldest_closed()
        return transaction

    def _forget_oldest_closed(self) -> None:
        """What is forgotten here is found in the database."""
        for number, transaction in self.transactions.items():
            if not transaction.open:
                del self.transactions[number]
                return

    def started_by(self, start_key: str) -> OpenTransaction | None:
        """The remembered transaction that this very start began."""
        return next((t for t in self.transactions.values() if t.start_key == start_key), None)

    def renumber(self, number: str, transaction_id: UUID, right_number: str) -> None:
        """Another connection stored the same start first: what it made is the transaction (START-04)."""
        transaction = self.transactions.pop(number, None)
        if transaction is not None:
            transaction.id, transaction.number = transaction_id, right_number
            self.transactions.setdefault(right_number, transaction)

    def note_orphan(self, orphan: Orphan) -> None:
        """Waits for its start; those that came before are asked for with the first start."""
        if self.orphans is not None and len(self.orphans) < ORPHAN_LIMIT:
            self.orphans.append(orphan)

    def note_unknown(self, number: str) -> None:
        """This number was looked up and is no transaction of this charger."""
        if len(self.unknown_numbers) < UNKNOWN_LIMIT:
            self.unknown_numbers.add(number)

    def open_on(self, evse_id: int) -> list[OpenTransaction]:
        return [t for t in self._open() if t.evse_id == evse_id]

    def on(self, evse_id: int) -> list[OpenTransaction]:
        """The remembered transactions of a connector, in the order of their starts."""
        return sorted(
            (t for t in self.transactions.values() if t.evse_id == evse_id), key=lambda t: t.started_at
        )

    def all_open(self) -> list[OpenTransaction]:
        return list(self._open())

    def _open(self) -> Iterator[OpenTransaction]:
        return (t for t in self.transactions.values() if t.open)

    def has_running(self, token_folded: str) -> bool:
        """Whether an open transaction was begun, and allowed, with this token."""
        return any(
            t.id_token_folded == token_folded and t.authorization_status == "Accepted" for t in self._open()
        )

    def no_longer_expected(self, command_id: UUID) -> None:
        """The charger refused this remote start or stop."""
        self.expected_starts = [e for e in self.expected_starts if e.command_id != command_id]
        self.expected_stops = {n: c for n, c in self.expected_stops.items() if c != command_id}

    def expects(self, token_folded: str, now: datetime) -> bool:
        """Whether a remote start with this token is under way."""
        return any(e.token_folded == token_folded and now <= e.until for e in self.expected_starts)

    def take_expected(self, evse_id: int, token_folded: str, now: datetime) -> UUID | None:
        """The remote start that this transaction fulfils."""
        self.expected_starts = [e for e in self.expected_starts if now <= e.until]
        for expected in self.expected_starts:
            if expected.token_folded == token_folded and expected.evse_id in (None, evse_id):
                self.expected_starts.remove(expected)
                return expected.command_id
        return None
