"""What analytics are divided by, and which rows they are about: the SQL and the names."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Literal, NamedTuple
from uuid import UUID

from csms.errors import Invalid
from csms.said import said
from csms.store.folding import fold
from csms.store.models import Charger, IdTag, Station, Transaction, User
from csms.store.periods import Period
from csms.store.values import View, fetch_much, on_postgres, text_id

GroupBy = Literal["none", "station", "charger", "id_tag"]
SessionGroupBy = Literal["none", "station", "charger", "id_tag", "user"]
ChargerGroupBy = Literal["none", "station", "charger"]

MOST_ITEMS = 10_000


class Wanted(NamedTuple):
    """Only these; None: all."""

    station_id: UUID | None = None
    charger_id: UUID | None = None
    id_tag: str | None = None
    user_id: UUID | None = None
    completed: bool = False


# Of rows `q`, and their charger `c`. A charger that was deleted stands at no station; its records stay.
KEYS: dict[str, str] = {
    "none": "NULL",
    "station": "c.station_id",
    "charger": "q.charger_id",
    "id_tag": "q.id_token_folded",
    "user": "q.user_id",
}


def conditions(wanted: Wanted, given: int) -> tuple[str, list[Any]]:
    """A WHERE clause whose parameters come after so many others, and they."""
    columns = {
        "c.station_id": wanted.station_id,
        "q.charger_id": wanted.charger_id,
        "q.id_token_folded": fold(wanted.id_tag) if wanted.id_tag else None,
        "q.user_id": wanted.user_id,
        "q.state": "completed" if wanted.completed else None,
    }
    asked = {column: value for column, value in columns.items() if value is not None}
    texts = [f"{column} = ${given + place}" for place, column in enumerate(asked, start=1)]
    return ("WHERE " + " AND ".join(texts) if texts else ""), list(asked.values())


_CASTS = {datetime: "::timestamptz", date: "::date"}


class Parameters:
    """Values of a statement, in the order of their marks."""

    def __init__(self) -> None:
        self.values: list[Any] = []

    def where(self, wanted: Wanted) -> str:
        text, values = conditions(wanted, len(self.values))
        self.values += values
        return text

    def table(self, rows: Sequence[Sequence[Any]]) -> str:
        """`VALUES (...), ...`: whole numbers as they are, moments and days as parameters."""
        return "VALUES " + ", ".join(f"({', '.join(map(self._cell, row))})" for row in rows)

    def mark(self, value: Any) -> str:
        self.values.append(value)
        return f"${len(self.values)}"

    def _cell(self, value: Any) -> str:
        if isinstance(value, int):
            return str(value)
        return self.mark(value) + (_CASTS[type(value)] if on_postgres() else "")


async def named(sql: str, parameters: Parameters, by: str) -> list[dict[str, Any]]:
    """Rows with a `place` and a `key`, their keys as texts with labels, in order. Raises Invalid for too many."""
    rows = await fetch_much(f"{sql} LIMIT {MOST_ITEMS + 1}", *parameters.values)
    refuse_too_many(len(rows))
    return await with_labels(rows, by)


def refuse_too_many(items: int) -> None:
    if items > MOST_ITEMS:
        detail = said(
            "The answer would have more than {most} items: ask for less time, or for a longer interval.",
            most=MOST_ITEMS,
        )
        raise Invalid(detail, errors=(("interval", said("Too short for so many groups")),))


async def with_labels(rows: Sequence[dict[str, Any]], by: str) -> list[dict[str, Any]]:
    labels = await _labels({key for row in rows if (key := text_id(row["key"])) is not None}, by)
    found = [{**row, "key": (key := text_id(row["key"])), "label": labels.get(key)} for row in rows]
    return sorted(found, key=lambda row: (row["place"], row["label"] or "", row["key"] or ""))


def place(periods: Sequence[Period], row: dict[str, Any]) -> View:
    """The beginning of each item."""
    start, end = periods[row["place"]]
    return {"start": start, "end": end, "key": row["key"], "label": row["label"]}


async def _labels(keys: set[str], by: str) -> dict[str | None, str]:
    """What people call them, by key."""
    if by == "station":
        return _texts(await Station.filter(id__in=list(keys)).values_list("id", "name"))
    if by == "id_tag":
        return _texts(await IdTag.filter(folded__in=list(keys)).values_list("folded", "value"))
    if by == "user":
        return _texts(await User.filter(id__in=list(keys)).values_list("id", "email"))
    return await _identities(keys) if by == "charger" else {}


async def _identities(keys: set[str]) -> dict[str | None, str]:
    labels = _texts(await Charger.filter(id__in=list(keys)).values_list("id", "charge_point_id"))
    for key in keys - labels.keys():  # deleted: its records still know it
        last = await Transaction.filter(charger_id=key).order_by("-started_at").first()
        if last is not None:
            labels[key] = last.charge_point_id
    return labels


def _texts(rows: Iterable[Sequence[Any]]) -> dict[str | None, str]:
    return {str(key): str(label) for key, label in rows}
