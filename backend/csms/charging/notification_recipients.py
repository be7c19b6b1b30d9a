"""Whom a rule tells, and the rows that stand for it: one for each recipient of each message."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from csms.charging.notification_texts import Case, Writer, place
from csms.charging.quiet_times import DAYS, QuietTime
from csms.store.models import Notification, NotificationRule, User
from csms.store.models.base import new_id

EMAIL, WEBHOOK = "email", "webhook"
PENDING, HELD, SENT, FAILED = "pending", "held", "sent", "failed"

KEPT = 50
"""Matters of a message that are kept with it; `matter_count` says how many there were."""

NO_ACCOUNT = "This person has no account any more, or is banned."


class Recipient(Struct, frozen=True):
    """address: an e-mail address, or the id of a webhook. error: why nothing can be sent there."""

    channel: str
    address: str
    user_id: UUID | None = None
    error: str = ""


class Message(Struct, frozen=True):
    """event: as in csms.charging.notification_texts. urgent: told even in a quiet time that lets such through."""

    id: UUID
    event: str
    cases: list[Case]
    urgent: bool = False


async def recipients_of(rule: NotificationRule) -> list[Recipient]:
    """Each address once; people by the address that they have now."""
    ids = [UUID(user_id) for user_id in rule.user_ids]
    rows = await User.filter(id__in=ids, banned=False).values_list("id", "email")
    emails: dict[UUID, str] = {row[0]: row[1] for row in rows}
    found = {address.casefold(): Recipient(EMAIL, address) for address in rule.emails}
    for user_id in ids:
        if user_id in emails:
            found[emails[user_id].casefold()] = Recipient(EMAIL, emails[user_id], user_id)
        else:
            found[str(user_id)] = Recipient(EMAIL, str(user_id), user_id, NO_ACCOUNT)
    return [*found.values(), *(Recipient(WEBHOOK, one) for one in rule.webhook_ids)]


def quiet_time(rule: NotificationRule) -> QuietTime | None:
    quiet = rule.quiet
    if quiet is None:
        return None
    start, end = time.fromisoformat(quiet["from"]), time.fromisoformat(quiet["to"])
    return QuietTime(start, end, ZoneInfo(rule.zone), frozenset(quiet.get("days") or DAYS))


def writer(rule: NotificationRule, base_url: str) -> Writer:
    return Writer(base_url, rule.name, rule.kind, ZoneInfo(rule.zone))


def rows_of(
    rule: NotificationRule, message: Message, to: Sequence[Recipient], base_url: str, now: datetime
) -> list[Notification]:
    """Rows to be created: due now, or when the quiet time is over."""
    quiet = quiet_time(rule)
    through = message.urgent and rule.quiet is not None and rule.quiet.get("break_through", False)
    until = None if quiet is None or through else quiet.until(now)
    words, told_at = writer(rule, base_url), until or now
    columns: dict[str, Any] = {
        "message_id": message.id,
        "rule_id": rule.id,
        "rule_name": rule.name,
        "kind": rule.kind,
        "event": message.event,
        "charger_id": _charger(message.cases),
        "matters": [_matter(case) for case in message.cases[:KEPT]],
        "matter_count": len(message.cases),
        "title": words.title(message.event, message.cases, told_at),
        "text": words.text(message.event, message.cases, told_at),
        "due_at": told_at,
        "created_at": now,
    }
    state = PENDING if until is None else HELD
    return [
        Notification(
            id=new_id(),
            channel=one.channel,
            recipient=one.address,
            user_id=one.user_id,
            state=FAILED if one.error else state,
            error=one.error,
            **columns,
        )
        for one in to
    ]


def _charger(cases: Sequence[Case]) -> str | None:
    """The one that a message is about."""
    ids = {case.about.charger_id for case in cases}
    return ids.pop() if len(ids) == 1 else None


def _matter(case: Case) -> dict[str, Any]:
    about: dict[str, Any] = msgspec.to_builtins(case.about)
    return {"at": case.at.isoformat(), "place": place(case.about), **about}
