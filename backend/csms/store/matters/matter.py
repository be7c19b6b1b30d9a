"""What all matters have."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from csms.said import Said, Words
from csms.store.models import Charger
from csms.store.values import View, said_view

LIMIT = 100
"""Matters of one kind that are listed."""


def matter(kind: str, key: str, at: datetime, title: Said, detail: Sequence[Words | None], **of: Any) -> View:
    """detail: sentence after sentence; their full stops are put in."""
    sentences = [sentence for sentence in detail if sentence]
    return {
        "id": f"{kind}:{key}",
        "kind": kind,
        "at": at,
        "charger_id": of.get("charger_id"),
        "charge_point_id": of.get("charge_point_id"),
        "connector_id": of.get("connector_id"),
        "station_name": of.get("station_name"),
        "transaction_id": of.get("transaction_id"),
        "title": str(title),
        "detail": " ".join(f"{str(sentence).rstrip('.')}." for sentence in sentences),
        "said": {
            "title": said_view(title),
            "detail": [said_view(one) if isinstance(one, Said) else one for one in sentences],
        },
        "suggestion": of.get("suggestion"),
    }


def stamp(at: datetime) -> str:
    """Makes a matter's id that of this very time it happened."""
    return str(int(at.timestamp()))


async def places(charger_ids: Collection[UUID]) -> dict[UUID, View]:
    """Of chargers that exist, what a matter says of where it is."""
    rows = await Charger.filter(id__in=list(charger_ids)).values("id", "charge_point_id", "station__name")
    return {
        row["id"]: {
            "charger_id": str(row["id"]),
            "charge_point_id": row["charge_point_id"],
            "station_name": row["station__name"],
        }
        for row in rows
    }
