"""Questions about the OCPP message log."""

import json
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.queryset import QuerySet

from csms.breaches import read_back
from csms.store.models import Message
from csms.store.paging import Cursor, Page, page
from csms.store.sorting import Order, cut, find, moment, sorting
from csms.store.values import View, in_order, number, words_view


class Filter(NamedTuple):
    """What to look for. `violations`: only frames that break a rule. `search`: text within the frame."""

    direction: str | None = None
    action: str | None = None
    type: str | None = None
    violations: bool = False
    since: datetime | None = None
    until: datetime | None = None
    search: str | None = None


ORDERS = {"at": Order("at", moment)}


async def list_page(
    limit: int, cursor: Cursor | None, *, charger_id: UUID, wanted: Filter, sort: str = "-at"
) -> Page:
    """A charger's frames; sort: one of ORDERS."""
    query, by = _filtered(Message.filter(charger_id=charger_id), wanted), sorting(ORDERS, sort)
    ids, following = cut(await find(query, limit + 1, cursor, by, Cursor.number), limit, by)
    rows: list[dict[str, Any]] = list(await Message.filter(id__in=ids).values())
    return page(in_order(ids, [_view(row) for row in rows]), following)


def _filtered(query: QuerySet[Message], wanted: Filter) -> QuerySet[Message]:
    conditions = {
        "direction": wanted.direction,
        "action": wanted.action,
        "type": wanted.type,
        "at__gte": wanted.since,
        "at__lt": wanted.until,
        "raw_text__icontains": wanted.search or None,
        "violations__isnull": False if wanted.violations else None,
    }
    return query.filter(**{name: value for name, value in conditions.items() if value is not None})


def _view(row: dict[str, Any]) -> View:
    return {
        "id": str(row["id"]),
        "at": row["at"],
        "direction": row["direction"],
        "type": row["type"],
        "message_id": row["message_id"],
        "action": row["action"],
        "payload": payload(row["type"], row["raw_text"]),
        "raw": row["raw_text"],
        "violations": [
            {**one, "said": words_view(read_back(one["message"]))} for one in row["violations"] or []
        ],
        "disposition": row["disposition"],
        "elapsed_ms": number(row["elapsed_ms"]),
    }


def payload(kind: str, raw: str) -> View | None:
    """What a frame carries; null for what is no frame, carries no object, or has text that is no Unicode."""
    try:
        frame = json.loads(raw, parse_constant=lambda name: None)
        raw_is_text = "\\u" not in raw or json.dumps(frame, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    if not isinstance(frame, list) or not raw_is_text:
        return None
    if kind == "CALLERROR":
        return dict(zip(("code", "description", "details"), frame[2:5], strict=False))
    place = {"CALL": 3, "CALLRESULT": 2}.get(kind)
    carried = frame[place] if place is not None and len(frame) > place else None
    return carried if isinstance(carried, dict) else None
