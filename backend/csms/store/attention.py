"""What needs a person: the one table of matters.

Nothing of it is stored: it is read from how things are, so a matter that has settled itself is gone. Only that
somebody put a matter aside is stored, under an id that changes when the matter is a new one.
"""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from tortoise.expressions import Q

from csms.store.days import day_of
from csms.store.matters.doubts import astray, suspect
from csms.store.matters.drifting import drifting
from csms.store.matters.drivers import reservations_not_honoured, tags_tried_often
from csms.store.matters.faults import faulted
from csms.store.matters.refused import refused
from csms.store.matters.security import noted
from csms.store.matters.silence import offline
from csms.store.matters.upkeep import certificates_expiring, firmware_failed, lists_failed
from csms.store.matters.webhooks import switched_off
from csms.store.models import AttentionDismissal, Charger
from csms.store.values import View


async def attention_count(now: datetime) -> int:
    """How many matters need a person."""
    return len(await items(now))


async def items(now: datetime) -> list[View]:
    """Matters that nobody has put aside, newest first."""
    matters = [
        *await faulted(),
        *await offline(now),
        *await refused(now),
        *await suspect(now),
        *await astray(now),
        *await noted(now),
        *await drifting(),
        *await firmware_failed(now),
        *await certificates_expiring(now),
        *await lists_failed(),
        *await reservations_not_honoured(),
        *await tags_tried_often(now),
        *await switched_off(),
    ]
    aside = await put_aside([matter["id"] for matter in matters], now)
    return sorted(
        (matter for matter in matters if matter["id"] not in aside),
        key=lambda matter: matter["at"],
        reverse=True,
    )


async def recovered_today(now: datetime, zone: ZoneInfo) -> int:
    """Chargers that were away and came back by themselves on the viewer's day."""
    back = Q(online=True, offline_since__isnull=False, online_since__gte=day_of(now, zone).start)
    return await Charger.filter(back).count()


async def put_aside(ids: Collection[str], now: datetime) -> set[str]:
    """Which of these matters somebody has put aside."""
    still = Q(until__isnull=True) | Q(until__gt=now)
    return set(await AttentionDismissal.filter(still, id__in=list(ids)).values_list("id", flat=True))  # type: ignore[arg-type]
