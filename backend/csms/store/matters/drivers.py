"""What drivers stumble over: a connector that was kept for one of them and is taken, a card that nobody knows."""

from datetime import datetime, timedelta

from csms.said import Said, said
from csms.store.matters.matter import LIMIT, matter, places
from csms.store.models import Reservation, UnknownTag
from csms.store.values import View

TRIED_OFTEN = 5
"""Once is a slip, so often is somebody who wants to charge."""
LATELY = timedelta(days=7)


async def reservations_not_honoured() -> list[View]:
    """Somebody else charges on the connector that is reserved. Over with the reservation."""
    kept = Reservation.filter(state="active", conflict_transaction_id__not_isnull=True)
    rows = await kept.order_by("-updated_at").limit(LIMIT)
    where = await places([row.charger_id for row in rows])
    return [
        matter(
            "reservation",
            str(row.id),
            row.updated_at,
            _taken(row),
            [
                said("Somebody else charges there; the reservation ends at {end}", end=row.expires_at),
                where[row.charger_id]["station_name"],
            ],
            connector_id=row.evse_id or None,
            transaction_id=str(row.conflict_transaction_id),
            **where[row.charger_id],
        )
        for row in rows
        if row.charger_id in where
    ]


def _taken(row: Reservation) -> Said:
    charger, tag = row.charge_point_id, row.id_token
    if not row.evse_id:
        return said("{charger} is taken, and reserved for {tag}", charger=charger, tag=tag)
    return said(
        "{charger}, connector {connector} is taken, and reserved for {tag}",
        charger=charger,
        connector=row.evse_id,
        tag=tag,
    )


async def tags_tried_often(now: datetime) -> list[View]:
    """Over when the tag is adopted or deleted, or not shown for a week."""
    often = UnknownTag.filter(count__gte=TRIED_OFTEN, last_seen_at__gte=now - LATELY)
    rows = await often.order_by("-last_seen_at").limit(LIMIT)
    where = await places([row.charger_id for row in rows])
    return [
        matter(
            "unknown_tag",
            str(row.id),
            row.last_seen_at,
            said(
                "{tag} was shown {count, plural, one {# time} other {# times}} and is not registered",
                tag=row.value,
                count=row.count,
            ),
            [
                said("Last at {charger}", charger=row.charge_point_id),
                said("Adopt it as an id tag if it may charge"),
            ],
            **where.get(row.charger_id, {}),
        )
        for row in rows
    ]
