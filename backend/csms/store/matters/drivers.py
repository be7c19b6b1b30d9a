"""What drivers stumble over: a connector that was kept for one of them and is taken, a card that nobody knows."""

from datetime import datetime, timedelta

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
            f"{_place(row)} is taken, and reserved for {row.id_token}",
            [
                f"Somebody else charges there; the reservation ends at {row.expires_at:%Y-%m-%d %H:%M} UTC",
                where[row.charger_id]["station_name"],
            ],
            connector_id=row.evse_id or None,
            transaction_id=str(row.conflict_transaction_id),
            **where[row.charger_id],
        )
        for row in rows
        if row.charger_id in where
    ]


def _place(row: Reservation) -> str:
    return f"{row.charge_point_id}, connector {row.evse_id}" if row.evse_id else row.charge_point_id


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
            f"{row.value} was shown {row.count} times and is not registered",
            [f"Last at {row.charge_point_id}", "Adopt it as an id tag if it may charge"],
            **where.get(row.charger_id, {}),
        )
        for row in rows
    ]
