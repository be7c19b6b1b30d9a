"""Every event that webhooks can be sent: what it says, and which REST view of what it is about is sent with it."""

from collections.abc import Awaitable, Callable, Collection
from typing import NamedTuple, TypeAlias
from uuid import UUID

from csms.store import (
    chargers,
    commands,
    configuration,
    id_tags,
    local_lists,
    refusals,
    reservations,
    security,
    stations,
    transactions,
    transfers,
    unknown_tags,
    violations,
)
from csms.store.values import View

Read: TypeAlias = Callable[[Collection[UUID]], Awaitable[list[View]]]
ReadByRow: TypeAlias = Callable[[Collection[UUID]], Awaitable[dict[UUID, View]]]

DELETED = "deleted"
"""The view of what is no more: its id."""

NOTIFICATION = "notification"
TEST = "webhook.test"


class EventType(NamedTuple):
    """name: kind and what happened. view: of what it is about. words: when it is sent."""

    name: str
    view: str
    words: str


EVENT_TYPES = (
    EventType("transaction.started", "transaction", "A transaction has started."),
    EventType(
        "transaction.updated",
        "transaction",
        "Its record has changed otherwise: resumed, corrected, settled, a late stop. Not for samples.",
    ),
    EventType("transaction.suspect", "transaction", "A person should look at it: `flags` says why."),
    EventType("transaction.ended", "transaction", "It has ended, by a stop, by rule or by a person."),
    EventType("charger.created", "charger", "A charger was registered."),
    EventType(
        "charger.updated", "charger", "What it is has changed: its name, place, firmware, registration."
    ),
    EventType("charger.connected", "charger", "It is here."),
    EventType("charger.disconnected", "charger", "It is away."),
    EventType("charger.deleted", DELETED, "A charger was deleted."),
    EventType("connector.status", "connector", "A connector, or the charger itself, reports another status."),
    EventType("command.finished", "command", "A command has ended: `state` and `response` say how."),
    EventType("command.outcome", "command", "What came of a command beyond its answer: `outcome`."),
    EventType("reservation.created", "reservation", "A reservation was asked for."),
    EventType("reservation.updated", "reservation", "Its state has changed."),
    EventType("security.event", "security_event", "A security event of a charger."),
    EventType("certificate.updated", "certificate", "A certificate of a charger has another state."),
    EventType("drift.started", "drift", "A charger is not configured as desired any more."),
    EventType("drift.updated", "drift", "It differs in other keys, or otherwise."),
    EventType("drift.ended", DELETED, "It is configured as desired again, or nothing is desired any more."),
    EventType(
        "violation.created", "violation", "A charger breaks a rule of OCPP that it did not break before."
    ),
    EventType(
        "refusal.created", "refusal", "A connection was refused: the first of this name, address and cause."
    ),
    EventType("job.created", "job", "A charger is to fetch or deliver a file."),
    EventType("job.updated", "job", "That job has another state."),
    EventType("local_list.updated", "local_list", "A charger's local list has another state or mode."),
    EventType("station.created", "station", "A station was made."),
    EventType("station.updated", "station", "A station has changed."),
    EventType("station.deleted", DELETED, "A station was deleted."),
    EventType("id_tag.created", "id_tag", "An id tag was registered."),
    EventType("id_tag.updated", "id_tag", "An id tag has changed."),
    EventType("id_tag.deleted", DELETED, "An id tag was deleted."),
    EventType("unknown_tag.updated", "unknown_tag", "A tag that nobody has registered was presented."),
    EventType(NOTIFICATION, "notification", "A notification whose recipient is this webhook."),
    EventType(TEST, "test", "Somebody tries the webhook."),
)
BY_NAME = {one.name: one for one in EVENT_TYPES}


def _by_id(read: Read) -> ReadByRow:
    async def read_by_row(ids: Collection[UUID]) -> dict[UUID, View]:
        return {UUID(str(view["id"])): view for view in await read(ids)}

    return read_by_row


async def _ids(ids: Collection[UUID]) -> dict[UUID, View]:
    return {one: {"id": str(one)} for one in ids}


READERS: dict[str, ReadByRow] = {
    "transaction": _by_id(transactions.transaction_views),
    "charger": _by_id(chargers.charger_views),
    "connector": chargers.connector_views,
    "command": _by_id(commands.command_views),
    "reservation": _by_id(reservations.reservation_views),
    "security_event": _by_id(security.event_views),
    "certificate": _by_id(security.certificate_views),
    "drift": _by_id(configuration.drift_views),
    "violation": _by_id(violations.violation_views),
    "refusal": _by_id(refusals.refusal_views),
    "job": _by_id(transfers.job_views),
    "local_list": local_lists.summaries,
    "station": _by_id(stations.station_views),
    "id_tag": _by_id(id_tags.id_tag_views),
    "unknown_tag": _by_id(unknown_tags.unknown_tag_views),
    DELETED: _ids,
}
