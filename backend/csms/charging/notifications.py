"""Looking what needs somebody, and putting down what is to be told: each thing once for each rule.

What was told is in the database, in the same transaction as the messages that tell it, and under the version of the
rule that it was worked out for: a crash loses nothing, and of several processes one tells. Sending is another chore
(`csms.charging.notification_delivery`).
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from msgspec.structs import replace
from tortoise.expressions import F
from tortoise.transactions import in_transaction

from csms.charging import notified
from csms.charging.notification_kinds import KINDS, LOOKED_BACK
from csms.charging.notification_plan import Moment, Plan, Rule, Told, plan
from csms.charging.notification_recipients import Message, recipients_of, rows_of
from csms.charging.notification_texts import OPENED, REMINDER, RESOLVED, Case
from csms.store.matters import standing
from csms.store.matters.standing import AT_ONCE, Matter, Untold
from csms.store.models import Notification, NotificationRule
from csms.store.models.base import new_id
from csms.store.outage import is_outage, log_failure

log = logging.getLogger(__name__)

EVERY = 5.0

AWAKE = timedelta(seconds=60)
"""Who has not looked for longer was away itself: the database was, or the machine slept."""


class Notifications:
    """grace: time for chargers to come back after an outage of ours, before anybody is told that they are away.

    announce: called when something was put down.
    """

    def __init__(
        self,
        base_url: str,
        now: Callable[[], datetime],
        grace: timedelta,
        announce: Callable[[], None] = lambda: None,
    ) -> None:
        self._announce = announce
        self._base_url = base_url
        self._now = now
        self._grace = grace
        self._awake_since: datetime | None = None
        self._looked_at: datetime | None = None

    async def look(self) -> None:
        """Every rule, once."""
        now = self._now()
        rules = await NotificationRule.filter(enabled=True).order_by("id")
        told = {rule.id: await notified.told_by(rule.id, now) for rule in rules}
        moment = Moment(now, self._awake(now) + self._grace)
        matters = await _standing(rules, told, now)
        for rule in rules:
            try:
                of_rule = matters[rule.kind] if rule.kind in matters else await _happened(rule, now)
                await self._tell(rule, of_rule, told[rule.id], moment)
            except Exception as error:  # a rule that fails does not silence the others
                if is_outage(error):
                    raise
                log_failure(log, error, "notification rule %s failed", rule.id)
        self._looked_at = now

    def _awake(self, now: datetime) -> datetime:
        if self._awake_since is None or self._looked_at is None or now - self._looked_at > AWAKE:
            self._awake_since = now
        return self._awake_since

    async def _tell(
        self, rule: NotificationRule, matters: list[Matter], told: list[Told], moment: Moment
    ) -> None:
        wanted = rule_of(rule)
        todo = plan(wanted, matters, told, moment)
        if aside := await notified.put_aside(todo, matters, moment.now):
            todo = plan(wanted, matters, told, moment, aside)
        if todo.opened:
            known = await notified.told_before(rule.id, todo)
            todo = plan(wanted, matters, told, moment, {*aside, *known}) if known else todo
        if not todo.empty:
            await self._put_down(rule, todo, moment.now)

    async def _put_down(self, rule: NotificationRule, todo: Plan, now: datetime) -> None:
        to = await recipients_of(rule)
        openings = await _openings(todo.opened)
        reminders = await _news(REMINDER, todo.reminded)
        endings = await _news(RESOLVED, todo.over)
        told = [*openings, *reminders, *await _of_what_exists(rule, endings)]
        rows = [row for one in told for row in rows_of(rule, one, to, self._base_url, now)]
        async with in_transaction() as connection:
            same = NotificationRule.filter(id=rule.id, version=rule.version, enabled=True)
            if not await same.using_db(connection).update(version=F("version") + 1):
                return  # another process has told it, or the rule has changed
            await notified.note_openings(rule, todo.opened, openings, now, connection)
            await notified.note(todo.gone, {"gone_at": now}, connection)
            await notified.note(todo.back, {"gone_at": None}, connection)
            await notified.note(todo.ended, {"ended_at": now}, connection)
            for group, message in zip(todo.reminded, reminders, strict=True):
                await notified.note(group, {"last_told_at": now, "last_message": message.id}, connection)
            for group, message in zip(todo.over, endings, strict=True):
                await notified.note(group, {"ended_at": now, "last_message": message.id}, connection)
            await notified.forget(todo.dropped, connection)
            await Notification.bulk_create(rows, batch_size=AT_ONCE, using_db=connection)
        self._announce()


def rule_of(row: NotificationRule) -> Rule:
    """What a rule wants, for the plan."""
    return Rule(
        kind=row.kind,
        station_ids=frozenset(row.station_ids),
        charger_ids=frozenset(row.charger_ids),
        after=timedelta(seconds=row.after_seconds),
        repeat=None if row.repeat_hours is None else timedelta(hours=row.repeat_hours),
        resolved=row.resolved,
    )


async def _standing(
    rules: Sequence[NotificationRule], told: dict[UUID, list[Told]], now: datetime
) -> dict[str, list[Matter]]:
    """By kind, of those that some rule is for and that do not merely happen."""
    found: dict[str, list[Matter]] = {}
    for kind in {rule.kind for rule in rules if not KINDS[rule.kind].passing}:
        found[kind] = await _of_kind(kind, [told[rule.id] for rule in rules if rule.kind == kind], now)
    return found


async def _of_kind(kind: str, told: list[list[Told]], now: datetime) -> list[Matter]:
    if kind == "connector_fault":
        by_rule = [{one.subject for one in of_rule if one.ended_at is None} for of_rule in told]
        return await standing.connectors_faulted(set.intersection(*by_rule))
    return await _LASTING[kind](now)


_LASTING: dict[str, Callable[[datetime], Awaitable[list[Matter]]]] = {
    "charger_offline": standing.chargers_offline,
    "suspect_transaction": standing.transactions_in_doubt,
    "certificate_expiring": standing.certificates_expiring,
    "configuration_drift": standing.configuration_drifts,
    "local_list_failed": standing.local_lists_failed,
}


async def _happened(rule: NotificationRule, now: datetime) -> list[Matter]:
    untold = Untold(
        rule.id,
        max(rule.active_since, now - LOOKED_BACK),
        [UUID(one) for one in rule.station_ids],
        [UUID(one) for one in rule.charger_ids],
    )
    if rule.kind == "security_event":
        return await standing.security_events(untold, critical_only=rule.critical_only)
    return await standing.firmware_failed(untold)


async def _openings(groups: list[list[Matter]]) -> list[Message]:
    messages = []
    for group in groups:
        abouts = await standing.named([matter.about for matter in group])
        cases = [Case(about, matter.opened_at) for about, matter in zip(abouts, group, strict=True)]
        messages.append(Message(new_id(), OPENED, cases, any(matter.critical for matter in group)))
    return messages


async def _news(event: str, groups: list[list[Told]]) -> list[Message]:
    """Of what was told already."""
    abouts = await notified.abouts([one for group in groups for one in group])
    return [
        Message(new_id(), event, [Case(abouts[one.id], one.opened_at) for one in group]) for group in groups
    ]


async def _of_what_exists(rule: NotificationRule, messages: list[Message]) -> list[Message]:
    """A charger that was deleted is not back."""
    if not messages or not KINDS[rule.kind].of_charger:
        return messages
    ids = {UUID(case.about.charger_id) for one in messages for case in one.cases if case.about.charger_id}
    here = {str(charger_id) for charger_id in await standing.existing(ids)}
    return [
        replace(one, cases=cases)
        for one in messages
        if (cases := [case for case in one.cases if case.about.charger_id in here])
    ]
