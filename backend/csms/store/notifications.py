"""Questions about notification rules, and about what was told whom."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.expressions import Q, Subquery

from csms.errors import NotFound
from csms.said import said
from csms.store.models import Notification, NotificationRule, NotifiedMatter
from csms.store.paging import Cursor, Page, beyond, cut, older_than, page
from csms.store.stored_words import stored_view
from csms.store.values import View, or_null, text_id


async def rule_page(limit: int, cursor: Cursor | None) -> Page:
    """Rules by name."""
    query = NotificationRule.all()
    if cursor:
        query = query.filter(beyond("name", cursor.key, cursor.uuid()))
    rows = await query.order_by("name", "id").limit(limit + 1)
    kept, following = cut(rows, limit, lambda row: (row.name, row.id))
    return page([_rule(row) for row in kept], following)


async def rule_view(rule_id: UUID) -> View:
    """One rule. Raises NotFound."""
    row = await NotificationRule.get_or_none(id=rule_id)
    if row is None:
        raise NotFound(said("There is no such notification rule."))
    return _rule(row)


_RULE = (
    "name",
    "enabled",
    "kind",
    "critical_only",
    "station_ids",
    "charger_ids",
    "after_seconds",
    "repeat_hours",
    "resolved",
    "created_by",
    "created_at",
    "updated_at",
)


def _rule(row: NotificationRule) -> View:
    return {
        "id": str(row.id),
        **{name: getattr(row, name) for name in _RULE},
        "recipients": {name: getattr(row, name) for name in ("emails", "user_ids", "webhook_ids")},
        "tz": row.zone,
        "quiet_time": row.quiet,
    }


class LogFilter(NamedTuple):
    """What to look for. charger_id: also among others in a summary."""

    rule_id: UUID | None = None
    state: str | None = None
    charger_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


async def log_page(limit: int, cursor: Cursor | None, wanted: LogFilter) -> Page:
    """What was told, the newest first."""
    conditions: dict[str, Any] = {
        "rule_id": wanted.rule_id,
        "state": wanted.state,
        "created_at__gte": wanted.since,
        "created_at__lt": wanted.until,
    }
    query = Notification.filter(**{name: value for name, value in conditions.items() if value is not None})
    if wanted.charger_id is not None:
        query = query.filter(_about(wanted.charger_id))
    if cursor:
        query = query.filter(older_than("created_at", cursor.moment(), cursor.uuid()))
    rows = await query.order_by("-created_at", "-id").limit(limit + 1)
    kept, following = cut(rows, limit, lambda row: (row.created_at, row.id))
    return page([_notification(row) for row in kept], following)


def _about(charger_id: UUID) -> Q:
    """In messages about this charger alone, or about it and others."""
    told = NotifiedMatter.filter(charger_id=charger_id)
    return (
        Q(charger_id=charger_id)
        | Q(message_id__in=Subquery(told.values("first_message")))
        | Q(message_id__in=Subquery(told.values("last_message")))
    )


_LOGGED = ("channel", "recipient", "state", "attempts", "due_at", "sent_at")


def content(row: Notification) -> View:
    """What it says, without whom it is for and what became of it."""
    names = ("rule_name", "kind", "event", "matter_count", "title", "text", "created_at")
    return {
        "id": str(row.id),
        "message_id": str(row.message_id),
        "rule_id": str(row.rule_id),
        "charger_id": text_id(row.charger_id),
        "matters": [_matter(one) for one in row.matters],
        **{name: getattr(row, name) for name in names},
    }


def _matter(kept: dict[str, Any]) -> View:
    return {
        "at": datetime.fromisoformat(kept["at"]),
        "place": kept["place"],
        "charge_point_id": kept.get("charge_point_id", ""),
        "what": kept.get("what", ""),
        **{name: kept.get(name) for name in ("charger_id", "connector_id", "transaction_id")},
    }


def _notification(row: Notification) -> View:
    return {
        **content(row),
        "user_id": text_id(row.user_id),
        **{name: getattr(row, name) for name in _LOGGED},
        "error": or_null(row.error),
        "said": stored_view(row.error),
    }
