"""Questions about what chargers break of the specification."""

from collections.abc import Collection
from datetime import datetime, timedelta
from math import floor
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from csms.breaches import read_back
from csms.store.models import Charger, Violation
from csms.store.paging import BadCursor, Cursor, Page, page
from csms.store.paging import cut as cut_rows
from csms.store.sorting import Order, cut, find, sorting
from csms.store.sorting import moment as as_moment
from csms.store.values import View, fetch, in_order, moment, words_view


class Filter(NamedTuple):
    """What to look for. ids: one of these."""

    charger_id: UUID | None = None
    vendor: str | None = None
    model: str | None = None
    firmware_version: str | None = None
    action: str | None = None
    rule: str | None = None
    search: str | None = None
    ids: list[UUID] | None = None


def _charger() -> str:
    """Its identity, as people count; nothing of one that is gone."""
    found = "(SELECT c.charge_point_id_natural FROM chargers c WHERE c.id = violations.charger_id)"
    return f"COALESCE({found}, '')"


ORDERS = {
    "charge_point_id": Order("identity", expression=_charger),
    "rule": Order("rule"),
    "action": Order("action"),
    "model": Order("model"),
    "firmware_version": Order("firmware_version"),
    "count": Order("count", int),
    "last_at": Order("last_at", as_moment),
}
SEARCHED = ("action", "path", "message", "rule")
_EXACTLY = ("charger_id", "vendor", "model", "firmware_version", "action", "rule")


async def list_page(limit: int, cursor: Cursor | None, wanted: Filter, sort: str = "-last_at") -> Page:
    """Kinds of violations; sort: one of ORDERS."""
    by = sorting(ORDERS, sort)
    ids, following = cut(await find(_filtered(wanted), limit + 1, cursor, by), limit, by)
    return page(in_order(ids, await violation_views(ids)), following)


async def summary(wanted: Filter) -> View:
    """How many kinds the filter selects, of how many chargers, and what they are: the most of one first."""
    found = _filtered(wanted)
    grouped = found.annotate(total=Count("id")).group_by(*_KIND).values(*_KIND, "total")
    kinds = sorted(await grouped, key=lambda kind: -kind["total"])
    (row,) = await found.annotate(chargers=Count("charger_id", distinct=True)).values("chargers")
    return {
        "total": sum(kind["total"] for kind in kinds),
        "chargers": row["chargers"],
        "kinds": kinds,
    }


_KIND = ("vendor", "model", "firmware_version", "rule")


def _filtered(wanted: Filter) -> QuerySet[Violation]:
    exactly = {name: getattr(wanted, name) for name in _EXACTLY if getattr(wanted, name) is not None}
    query = Violation.filter(**exactly)
    if wanted.ids:
        query = query.filter(id__in=wanted.ids)
    if wanted.search:
        named = Charger.filter(charge_point_id__icontains=wanted.search).values("id")
        texts = [Q(**{f"{name}__icontains": wanted.search}) for name in SEARCHED]
        query = query.filter(Q(*texts, Q(charger_id__in=Subquery(named)), join_type="OR"))
    return query


async def violation_views(ids: Collection[UUID]) -> list[View]:
    """Kinds of violations in the form of the REST resource."""
    rows = await Violation.filter(id__in=list(ids)).values()
    chargers = Charger.filter(id__in={row["charger_id"] for row in rows})
    names = dict(await chargers.values_list("id", "charge_point_id"))
    return [_view(row, names.get(row["charger_id"])) for row in rows]


_AS_THEY_ARE = (
    "vendor",
    "model",
    "firmware_version",
    "action",
    "rule",
    "path",
    "message",
    "count",
    "first_at",
    "last_at",
)


def _view(row: dict[str, Any], charge_point_id: Any) -> View:
    return {
        "id": str(row["id"]),
        "charger_id": str(row["charger_id"]),
        "charge_point_id": charge_point_id,
        **{name: row[name] for name in _AS_THEY_ARE},
        "said": words_view(read_back(row["message"])),
        "raw": row["raw_text"],
    }


SCORED = timedelta(days=7)
"""A firmware that does better now shall not be judged by what it did before."""

MESSAGES = """
SELECT COUNT(*) AS messages, SUM(CASE WHEN violations IS NULL THEN 0 ELSE 1 END) AS broken
FROM messages WHERE charger_id = $1 AND at >= $2 AND direction = 'in'
"""
MOST_RULES = 500


async def conformance(charger_id: UUID, now: datetime) -> View:
    """How many of a charger's own messages of the last days break no rule, and which rules the others break."""
    since = now - SCORED
    (row,) = await fetch(MESSAGES, charger_id, since)
    messages, broken = int(row["messages"]), int(row["broken"] or 0)
    kinds = Violation.filter(charger_id=charger_id, last_at__gte=since)
    rules = await kinds.order_by("-count", "id").limit(MOST_RULES).values(*_OF_RULES)
    return {
        "score": _percent(messages, broken),
        "messages": messages,
        "broken": broken,
        "from": since,
        "to": now,
        "since": min((one["first_at"] for one in rules), default=None),
        "items": [{**one, "id": str(one["id"])} for one in rules],
    }


_OF_RULES = ("id", "action", "rule", "path", "message", "count", "first_at", "last_at")


def _percent(messages: int, broken: int) -> float | None:
    """Rounded down: 100 is for who breaks nothing."""
    return floor(1000 * (messages - broken) / messages) / 10 if messages else None


# What stands in the field, and what was seen of firmwares that no longer do.
SCORECARDS = """
SELECT vendor, model, firmware_version, SUM(chargers) AS chargers, SUM(breaking) AS breaking, SUM(kinds) AS kinds,
  SUM(times) AS times, MAX(last_at) AS last_at
FROM (
  SELECT COALESCE(vendor, '') AS vendor, COALESCE(model, '') AS model,
    SUBSTR(COALESCE(firmware_version, ''), 1, 255) AS firmware_version, COUNT(*) AS chargers, 0 AS breaking, 0 AS kinds,
    0 AS times, NULL AS last_at
  FROM chargers WHERE vendor IS NOT NULL GROUP BY 1, 2, 3
  UNION ALL
  SELECT vendor, model, firmware_version, 0, COUNT(DISTINCT charger_id),
    COUNT(DISTINCT action || ' ' || rule || ' ' || path), SUM(count), MAX(last_at)
  FROM violations GROUP BY 1, 2, 3
) AS counted
WHERE $5 OR (vendor, model, firmware_version) > ($1, $2, $3)
GROUP BY vendor, model, firmware_version ORDER BY vendor, model, firmware_version LIMIT $4
"""
_BETWEEN = "\x1f"


async def scorecards(limit: int, cursor: Cursor | None) -> Page:
    """For each model and firmware how well it keeps to the specification, by name."""
    after = _after(cursor) if cursor else ("", "", "")
    rows = await fetch(SCORECARDS, *after, limit + 1, cursor is None)
    kept, following = cut_rows(rows, limit, lambda row: (_key(row), ""))
    return page([_scorecard(row) for row in kept], following)


def _key(row: dict[str, Any]) -> str:
    return _BETWEEN.join((row["vendor"], row["model"], row["firmware_version"]))


def _after(cursor: Cursor) -> tuple[str, ...]:
    parts = tuple(cursor.key.split(_BETWEEN))
    if len(parts) != 3:
        raise BadCursor
    return parts


def _scorecard(row: dict[str, Any]) -> View:
    return {
        "vendor": row["vendor"],
        "model": row["model"],
        "firmware_version": row["firmware_version"],
        "chargers": int(row["chargers"]),
        "chargers_with_violations": int(row["breaking"]),
        "kinds": int(row["kinds"]),
        "violations": int(row["times"]),
        "last_at": moment(row["last_at"]) if row["last_at"] else None,
    }
