"""What imports have in common: rows with a number, what is wrong with them, and what came of them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from tortoise.models import Model

from csms.auth import addresses
from csms.auth.errors import InvalidInput
from csms.errors import Invalid
from csms.said import Said, Words, said
from csms.store.models import User

T = TypeVar("T")

AT_ONCE = 500
"""Values of one question: SQLite takes no more than some."""
MOST_TOLD = 1_000
"""Changes and faults that a report lists; its numbers count all."""


class ImportRow(NamedTuple):
    """row: as a spreadsheet counts them, the head is 1. fields: those of the REST resource that were given."""

    row: int
    fields: dict[str, Any]


class Fault(NamedTuple):
    """Why a row cannot be taken."""

    row: int
    column: str | None
    message: Words


class Change(NamedTuple):
    """key: what people know it by. fields: what of it changes."""

    row: int
    key: str
    kind: str  # created or changed
    fields: list[str]


@dataclass(slots=True)
class Report:
    """What an import does, or would do."""

    rows: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def note(self, change: Change) -> None:
        if change.kind == "created":
            self.created += 1
        else:
            self.changed += 1
        if len(self.changes) < MOST_TOLD:
            self.changes.append(change)

    def require_no_faults(self) -> None:
        """All or nothing. Raises Invalid with the first of them."""
        if self.faults:
            self.faults.sort(key=lambda fault: fault.row)
            told = tuple((str(place(fault)), fault.message) for fault in self.faults[:MOST_TOLD])
            number, first = len(self.faults), self.faults[0]
            raise Invalid(
                said(
                    "{number, plural, one {# cell} other {# cells}} cannot be used; nothing was imported."
                    " {place}: {message}.",
                    number=number,
                    place=place(first),
                    message=first.message,
                ),
                errors=told,
            )


def place(fault: Fault) -> Said:
    if fault.column:
        return said("row {row}, {column}", row=str(fault.row), column=fault.column)
    return said("row {row}", row=str(fault.row))


async def slowly(rows: Iterable[T], pause: int = 1_000) -> AsyncIterator[T]:
    """The rows, with the event loop let go in between: chargers come first."""
    for count, row in enumerate(rows, 1):
        yield row
        if count % pause == 0:
            await asyncio.sleep(0)


def parts(values: Collection[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part


async def existing(model: type[Model], ids: Collection[UUID]) -> set[UUID]:
    """Those of the ids that there are."""
    found: set[UUID] = set()
    for part in parts(ids):
        found.update(await model.filter(id__in=part).values_list("id", flat=True))  # type: ignore[arg-type]
    return found


class People:
    """The persons that rows name, by id or by e-mail address."""

    def __init__(self, ids: set[UUID], by_address: dict[str, UUID]) -> None:
        self._ids = ids
        self._by_address = by_address

    @classmethod
    async def named_in(cls, rows: Sequence[ImportRow]) -> "People":
        ids = {row.fields["user_id"] for row in rows if row.fields.get("user_id")}
        asked = {folded for row in rows if (folded := _folded(row.fields.get("user_email")))}
        by_address: dict[str, UUID] = {}
        for part in parts(asked):
            by_address.update(await User.filter(email__in=part).values_list("email", "id"))
        return cls(await existing(User, ids), by_address)

    def of(self, row: ImportRow, fault: Callable[[str, Said], None]) -> UUID | None:
        """The person of a row; what is wrong is told to `fault` by column."""
        user_id, email = row.fields.get("user_id"), row.fields.get("user_email")
        if user_id and user_id not in self._ids:
            fault("user_id", said("There is no such user"))
        if not email:
            return user_id
        by_email = self._by_address.get(_folded(email) or "")
        if by_email is None:
            fault("user_email", said("There is no user with this e-mail address"))
        elif user_id and user_id != by_email:
            fault("user_email", said("Is another person's than user_id"))
        return by_email


def _folded(email: str | None) -> str | None:
    try:
        return addresses.fold(email) if email else None
    except InvalidInput:
        return None
