"""Connections that were refused, and which charger was probably meant."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from csms.said import Said, said
from csms.store.matters.matter import LIMIT, matter
from csms.store.models import Charger, ConnectionRefusal
from csms.store.refusals import Meant, probably_meant
from csms.store.stored_words import read_back
from csms.store.values import View

SPAN = timedelta(days=1)
"""Refusals that are older have settled themselves."""


async def refused(now: datetime) -> list[View]:
    """One matter for each identity that was refused lately and has not come in since."""
    recent = ConnectionRefusal.filter(last_at__gte=now - SPAN).order_by("-last_at").limit(LIMIT)
    by_identity: dict[str, list[ConnectionRefusal]] = defaultdict(list)
    for refusal in await recent:
        by_identity[refusal.charge_point_id_folded].append(refusal)
    known = {row["charge_point_id_folded"]: row for row in await _chargers(by_identity)}
    meant = await probably_meant(by_identity.keys() - known.keys())
    return [
        _refusal(refusals, known.get(folded), meant.get(folded))
        for folded, refusals in by_identity.items()
        if not _came_in(known.get(folded), refusals[0])
    ]


async def _chargers(folded: Collection[str]) -> list[dict[str, Any]]:
    columns = ("id", "charge_point_id", "charge_point_id_folded", "online", "online_since", "station__name")
    return list(await Charger.filter(charge_point_id_folded__in=list(folded)).values(*columns))


def _came_in(charger: dict[str, Any] | None, latest: ConnectionRefusal) -> bool:
    since = charger["online_since"] if charger else None
    return since is not None and since >= latest.last_at


def _refusal(refusals: list[ConnectionRefusal], charger: dict[str, Any] | None, meant: Meant | None) -> View:
    latest = refusals[0]
    name = latest.charge_point_id
    attempts = sum(refusal.count for refusal in refusals)
    title, suggestion = said("{name} refused", name=name), None
    detail = [read_back(latest.detail or latest.cause), _tried(attempts, latest.address)]
    if meant:
        right = meant.charge_point_id
        title = said("{name} refused. Did you mean {meant}?", name=name, meant=right)
        detail = [meant.likeness.words, _tried_in_place_of(right, attempts, latest.address)]
        suggestion = meant.view()
    return matter(
        "refused",
        sha256(latest.charge_point_id_folded.encode()).hexdigest()[:32],
        latest.last_at,
        title,
        detail,
        charger_id=str(charger["id"]) if charger else None,
        charge_point_id=name,
        station_name=charger["station__name"] if charger else None,
        suggestion=suggestion,
    )


def _tried(attempts: int, address: str) -> Said:
    return said(
        "{attempts, plural, one {# attempt} other {# attempts}} from {address}",
        attempts=attempts,
        address=address,
    )


def _tried_in_place_of(meant: str, attempts: int, address: str) -> Said:
    return said(
        "{attempts, plural, one {# attempt} other {# attempts}} from {address}; {meant} has never connected",
        attempts=attempts,
        address=address,
        meant=meant,
    )
