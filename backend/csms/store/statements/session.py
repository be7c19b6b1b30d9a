"""One open database transaction, as the statements see it, and the tables that take many rows at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypeAlias
from uuid import UUID

from csms.store.facts import Fact

Row: TypeAlias = tuple[Any, ...]

Part: TypeAlias = Any
"""Some neighbouring columns of a row in the form that costs a database's driver least; made by `Session.part`."""


class Table:
    """A table that takes many rows at once. Columns with their PostgreSQL types, in the order of the rows.

    unique: whether a row may stand already, and is left out then.
    """

    def __init__(self, name: str, *, unique: bool, **columns: str) -> None:
        self.name = name
        self.unique = unique
        self.columns = columns


MESSAGES = Table(
    "messages",
    unique=False,
    charger_id="uuid",
    at="timestamptz",
    direction="text",
    type="text",
    message_id="text",
    action="text",
    raw="text",
    violations="jsonb",
    disposition="text",
    elapsed_ms="float8",
    protocol="text",
)

METER_VALUES = Table(
    "meter_values",
    unique=True,
    charger_id="uuid",
    evse_id="int4",
    transaction_id="uuid",
    ocpp_transaction_id="text",
    received_at="timestamptz",
    occurred_at="timestamptz",
    series_key="int8",
    context="text",
    measurand="text",
    phase="text",
    location="text",
    unit="text",
    multiplier="int4",
    signed="bool",
    value="numeric",
    raw="text",
)


class Session(Protocol):
    """One open database transaction."""

    async def run(self, sql: str, rows: Sequence[Row]) -> None:
        """The statement, once for each row."""
        ...

    async def fetch(self, sql: str, row: Row) -> list[Row]: ...

    def part(self, *values: Any) -> Part:
        """Columns for `insert`; what many rows share is made once."""
        ...

    async def insert(self, table: Table, rows: Sequence[tuple[Part, ...]]) -> int:
        """Insert rows, leaving out those that a unique index already holds; how many went in."""
        ...


Sorted: TypeAlias = dict[type[Fact], list[Any]]


def by_type(group: Sequence[Sequence[Fact]]) -> Sorted:
    """The facts of a group by their type, in the order in which they came."""
    facts: Sorted = defaultdict(list)
    for entry in group:
        for fact in entry:
            facts[type(fact)].append(fact)
    return facts


CHUNK = 100
"""Values that one statement asks for."""
LISTED = ", ".join(f"${place}" for place in range(1, CHUNK + 1))
"""Stands in a statement where its values are listed: `... IN ({LISTED})`."""


async def fetch_listed(session: Session, sql: str, values: Iterable[Any]) -> list[Row]:
    """What a statement with `LISTED` finds for many values: always the same statement, however many they are."""
    distinct = list(dict.fromkeys(values))
    found: list[Row] = []
    for first in range(0, len(distinct), CHUNK):
        some = distinct[first : first + CHUNK]
        found += await session.fetch(sql, tuple(some + some[-1:] * (CHUNK - len(some))))
    return found


def as_uuid(value: UUID | str) -> UUID:
    """SQLite keeps UUIDs as text."""
    return value if isinstance(value, UUID) else UUID(str(value))
