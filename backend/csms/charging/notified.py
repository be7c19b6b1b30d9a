"""What rules have told of, as it is kept: read before a look, and written with the messages in one transaction."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from tortoise import BaseDBAsyncClient

from csms.charging.notification_kinds import KINDS
from csms.charging.notification_plan import WITHIN, Plan, Told
from csms.charging.notification_recipients import Message
from csms.store import attention
from csms.store.matters.standing import AT_ONCE, About, Matter
from csms.store.models import NotificationRule, NotifiedMatter
from csms.store.models.base import new_id
from csms.store.values import fetch, moment


async def told_by(rule_id: UUID, now: datetime) -> list[Told]:
    """What has not ended, and what was told or ended lately."""
    rows = await fetch(_TOLD, rule_id, now - WITHIN)
    return [
        Told(UUID(str(row["id"])), row["subject"], *(_moment(row[name]) for name in _TIMES)) for row in rows
    ]


# They may be many thousands: not by way of the models.
_TIMES = ("opened_at", "told_at", "last_told_at", "gone_at", "ended_at")
_TOLD = """
SELECT id, subject, opened_at, told_at, last_told_at, gone_at, ended_at FROM notified_matters
WHERE rule_id = $1 AND (ended_at IS NULL OR told_at > $2 OR ended_at > $2)
"""


def _moment(value: Any) -> Any:
    return None if value is None else moment(value)


async def abouts(told: Collection[Told]) -> dict[UUID, About]:
    """What they were about, by their ids."""
    found: dict[UUID, About] = {}
    for some in _some([one.id for one in told]):
        rows = await NotifiedMatter.filter(id__in=some).values_list("id", "detail")
        found |= {row_id: msgspec.convert(detail, About) for row_id, detail in rows}
    return found


async def told_before(rule_id: UUID, todo: Plan) -> set[str]:
    """Of what would be told: the subjects that were told with this very opening, and ended."""
    opened = {matter.subject: matter.opened_at for group in todo.opened for matter in group}
    known: set[str] = set()
    for some in _some(list(opened)):
        rows = NotifiedMatter.filter(rule_id=rule_id, subject__in=some)
        known |= {
            subject
            for subject, opened_at in await rows.values_list("subject", "opened_at")
            if opened[subject] == opened_at
        }
    return known


async def put_aside(todo: Plan, matters: list[Matter], now: datetime) -> set[str]:
    """Of what would be told: the subjects that somebody has put aside."""
    due = {matter.subject for group in todo.opened for matter in group}
    due |= {one.subject for group in todo.reminded for one in group}
    by_id = {matter.matter_id: matter.subject for matter in matters if matter.subject in due}
    by_id.pop("", None)
    aside: set[str] = set()
    for some in _some(list(by_id)):
        aside |= await attention.put_aside(some, now)
    return {by_id[matter_id] for matter_id in aside}


async def note_openings(
    rule: NotificationRule,
    groups: list[list[Matter]],
    messages: Sequence[Message],
    now: datetime,
    connection: BaseDBAsyncClient,
) -> None:
    rows = [
        NotifiedMatter(
            id=new_id(),
            rule_id=rule.id,
            subject=matter.subject,
            opened_at=matter.opened_at,
            charger_id=case.about.charger_id,
            detail=msgspec.to_builtins(case.about),
            told_at=now,
            last_told_at=now,
            ended_at=now if KINDS[rule.kind].passing else None,
            first_message=message.id,
            last_message=message.id,
        )
        for group, message in zip(groups, messages, strict=True)
        for matter, case in zip(group, message.cases, strict=True)
    ]
    await NotifiedMatter.bulk_create(rows, batch_size=AT_ONCE, using_db=connection)


async def note(told: Collection[Told], columns: dict[str, Any], connection: BaseDBAsyncClient) -> None:
    for some in _some([one.id for one in told]):
        await NotifiedMatter.filter(id__in=some).using_db(connection).update(**columns)


async def forget(told: Collection[Told], connection: BaseDBAsyncClient) -> None:
    for some in _some([one.id for one in told]):
        await NotifiedMatter.filter(id__in=some).using_db(connection).delete()


def _some(ids: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE))
