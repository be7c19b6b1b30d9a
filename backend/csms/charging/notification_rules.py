"""Deeds on notification rules, and trying one out. `fields` are those of the REST resource, only the given ones."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise import BaseDBAsyncClient
from tortoise.expressions import F
from tortoise.models import Model
from tortoise.transactions import in_transaction

from csms.charging.notification_delivery import Delivery
from csms.charging.notification_kinds import KINDS
from csms.charging.notification_recipients import (
    FAILED,
    HELD,
    PENDING,
    SENT,
    Recipient,
    quiet_time,
    recipients_of,
    writer,
)
from csms.charging.notification_texts import LONGEST_NAME, TEST, line
from csms.charging.notification_verdict import REFUSED, Verdict
from csms.errors import Conflict, Invalid, NotFound
from csms.said import Words, said
from csms.store.models import Charger, Notification, NotificationRule, NotifiedMatter, Station, User
from csms.store.models.base import new_id

MOST_RULES = 200
MOST_RECIPIENTS = 50
AT_ONCE = 5
"""Recipients that a test is sent to at the same time."""

Find = Callable[[Sequence[UUID]], Awaitable[Collection[UUID]]]
"""Which of these ids exist."""


class NotificationRules:
    def __init__(self, delivery: Delivery, base_url: str, now: Callable[[], datetime]) -> None:
        self._delivery = delivery
        self._base_url = base_url
        self._now = now

    async def create(self, fields: dict[str, Any], actor: str) -> UUID:
        """Raises Invalid with the field to blame, Conflict when there are too many."""
        if await NotificationRule.all().count() >= MOST_RULES:
            raise Conflict(
                said("There are {most} notification rules already; delete one first.", most=MOST_RULES)
            )
        columns = _columns({"after_seconds": None} | fields, fields["kind"])
        rule = NotificationRule(**columns, created_by=actor, active_since=self._now())
        await self._check(rule)
        await rule.save()
        return rule.id

    async def update(self, rule_id: UUID, fields: dict[str, Any]) -> None:
        """What lasts and was told stays told, unless the rule is for something else now, or off.

        Raises NotFound, Invalid.
        """
        before = await _get(rule_id)
        after = await _get(rule_id)
        if fields.get("kind", before.kind) != before.kind:
            fields = {"after_seconds": None} | fields
        columns = _columns(fields, fields.get("kind", before.kind))
        after.update_from_dict(columns)
        await self._check(after)
        anew = (before.kind, before.critical_only) != (after.kind, after.critical_only)
        if anew or (after.enabled and not before.enabled):
            columns["active_since"] = self._now()
        async with in_transaction() as connection:
            columns |= {"version": F("version") + 1, "updated_at": self._now()}
            await NotificationRule.filter(id=rule_id).using_db(connection).update(**columns)
            if anew or not after.enabled:
                lasting = NotifiedMatter.filter(rule_id=rule_id, ended_at__isnull=True)
                await lasting.using_db(connection).delete()
            if not after.enabled:
                await _not_sent(rule_id, "Its rule was switched off.", connection)

    async def delete(self, rule_id: UUID) -> None:
        """What it has told stays in the log; what waits is not sent. Raises NotFound."""
        async with in_transaction() as connection:
            if not await NotificationRule.filter(id=rule_id).using_db(connection).delete():
                raise _nothing()
            await NotifiedMatter.filter(rule_id=rule_id).using_db(connection).delete()
            await _not_sent(rule_id, "Its rule was deleted.", connection)

    async def try_out(self, rule_id: UUID) -> list[tuple[Recipient, Verdict]]:
        """A message to every recipient at once, and what became of it. Raises NotFound."""
        rule = await _get(rule_id)
        slots, message_id = asyncio.Semaphore(AT_ONCE), new_id()

        async def one(to: Recipient) -> tuple[Recipient, Verdict]:
            async with slots:
                return to, await self._try(rule, to, message_id)

        return await asyncio.gather(*(one(to) for to in await recipients_of(rule)))

    async def _try(self, rule: NotificationRule, to: Recipient, message_id: UUID) -> Verdict:
        now = self._now()
        title = f"Test of the rule “{line(rule.name, LONGEST_NAME)}”"
        row = Notification(
            message_id=message_id,
            rule_id=rule.id,
            rule_name=rule.name,
            kind=rule.kind,
            event=TEST,
            matter_count=0,
            title=title,
            text=f"{title}: nothing has happened.\n\n{self._base_url}/\n\n{writer(rule, self._base_url).why()}\n",
            channel=to.channel,
            recipient=to.address,
            user_id=to.user_id,
            due_at=now,
            created_at=now,
        )
        verdict = Verdict(REFUSED, to.error) if to.error else await self._delivery.at_once(row)
        row.state, row.error, row.attempts = SENT if verdict.state == SENT else FAILED, verdict.detail, 1
        if verdict.state == SENT:
            row.sent_at, row.letter = self._now(), new_id()
        await row.save()
        return verdict

    async def _check(self, rule: NotificationRule) -> None:
        """Raises Invalid."""
        kind = KINDS[rule.kind]
        if not 1 <= len(rule.emails) + len(rule.user_ids) + len(rule.webhook_ids) <= MOST_RECIPIENTS:
            raise _bad("recipients", said("Between 1 and {most} recipients", most=MOST_RECIPIENTS))
        if rule.critical_only and rule.kind != "security_event":
            raise _bad("critical_only", said("Only for security_event"))
        if kind.passing and rule.after_seconds:
            raise _bad("after_seconds", said("{kind} does not last: it is told at once", kind=rule.kind))
        if kind.passing and rule.repeat_hours is not None:
            raise _bad(
                "repeat_hours", said("{kind} does not last: there is nothing to remind of", kind=rule.kind)
            )
        try:
            ZoneInfo(rule.zone)
        except (ValueError, OSError, LookupError):
            raise _bad("tz", said("Not an IANA time zone name")) from None
        quiet = quiet_time(rule)
        if quiet is not None and quiet.always:
            raise _bad("quiet_time", said("The whole week is quiet: nothing would ever be sent"))
        await self._check_ids(rule)

    async def _check_ids(self, rule: NotificationRule) -> None:
        lists: dict[str, tuple[list[str], Find]] = {
            "station_ids": (rule.station_ids, _finder(Station)),
            "charger_ids": (rule.charger_ids, _finder(Charger)),
            "recipients.user_ids": (rule.user_ids, _finder(User)),
            "recipients.webhook_ids": (rule.webhook_ids, self._delivery.webhooks.existing),
        }
        for field, (given, find) in lists.items():
            ids = [UUID(one) for one in given]
            if unknown := set(ids).difference(await find(ids) if ids else ()):
                raise _bad(field, said("There is no {id}", id=str(min(unknown, key=ids.index))))


def _finder(model: type[Model]) -> Find:
    async def find(ids: Sequence[UUID]) -> Collection[UUID]:
        found: list[UUID] = list(await model.filter(id__in=list(ids)).values_list("id", flat=True))  # type: ignore[arg-type]
        return found

    return find


async def _not_sent(rule_id: UUID, why: str, connection: BaseDBAsyncClient) -> None:
    """Of what waits."""
    waiting = Notification.filter(rule_id=rule_id, state__in=(PENDING, HELD))
    await waiting.using_db(connection).update(state=FAILED, error=why)


def _columns(fields: dict[str, Any], kind: str) -> dict[str, Any]:
    """after_seconds: None is as long as usual for the kind."""
    columns = {
        name: value for name, value in fields.items() if name not in ("recipients", "tz", "quiet_time")
    }
    if columns.get("after_seconds", 0) is None:
        columns["after_seconds"] = KINDS[kind].after
    if "recipients" in fields:
        to = fields["recipients"]
        columns["emails"] = list(dict.fromkeys(to.get("emails", ())))
        columns["user_ids"], columns["webhook_ids"] = (
            _texts(to.get("user_ids")),
            _texts(to.get("webhook_ids")),
        )
    for name in ("station_ids", "charger_ids"):
        if name in fields:
            columns[name] = _texts(fields[name])
    if "tz" in fields:
        columns["zone"] = fields["tz"]
    if "quiet_time" in fields:
        columns["quiet"] = fields["quiet_time"]
    return columns


def _texts(ids: Collection[UUID] | None) -> list[str]:
    return list(dict.fromkeys(map(str, ids or ())))


async def _get(rule_id: UUID) -> NotificationRule:
    rule = await NotificationRule.get_or_none(id=rule_id)
    if rule is None:
        raise _nothing()
    return rule


def _nothing() -> NotFound:
    return NotFound(said("There is no such notification rule."))


def _bad(field: str, message: Words) -> Invalid:
    return Invalid(said("{field}: {message}.", field=field, message=message), errors=((field, message),))
