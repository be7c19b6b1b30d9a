"""Questions about chargers and their connectors."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from csms.errors import NotFound
from csms.said import said
from csms.store.models import Charger, Connector, Transaction
from csms.store.paging import Cursor, Page, beyond, page
from csms.store.sorting import Order, cut, find, finite, moment, sorting
from csms.store.values import View, in_order, number, ocpp_number, or_null, text_id

SEARCHED = ("charge_point_id", "name", "vendor", "model", "serial_number", "station__name")
WITH_STATUS = {"available": "Available", "charging": "Charging", "faulted": "Faulted"}

Row = dict[str, Any]


class Filter(NamedTuple):
    """What to look for; texts exactly as the charger reports them. `status`: see `_in_state`.

    ids, security_profiles: one of these. hardware: vendor and model; who has not told them may be of it.
    not_running: a firmware version.
    """

    search: str | None = None
    station_id: UUID | None = None
    status: str | None = None
    vendor: str | None = None
    model: str | None = None
    firmware_version: str | None = None
    online: bool | None = None
    blocked: bool | None = None
    simulated: bool | None = None
    security_profiles: list[int] | None = None
    ids: list[UUID] | None = None
    hardware: tuple[str, str] | None = None
    not_running: str | None = None


def _state() -> str:
    """Connected, gone, never seen."""
    return "(CASE WHEN online THEN 0 WHEN last_seen_at IS NULL THEN 2 ELSE 1 END)"


def _power() -> str:
    """Watts that flow there now; nothing where nothing is known to."""
    return (
        "(SELECT SUM(CAST(t.power_w AS DOUBLE PRECISION)) FROM transactions t"
        " WHERE t.charger_id = chargers.id AND t.state = 'active' AND chargers.online)"
    )


ORDERS = {
    "charge_point_id": Order("charge_point_id_natural"),
    "name": Order("name"),
    "station": Order("station__name", nullable=True),
    "status": Order("state", int, expression=_state),
    "vendor": Order("vendor", nullable=True),
    "model": Order("model", nullable=True),
    "firmware_version": Order("firmware_version", nullable=True),
    "security_profile": Order("security_profile", int),
    "power_w": Order("watts", finite, nullable=True, expression=_power),
    "created_at": Order("created_at", moment),
    "last_seen_at": Order("last_seen_at", moment, nullable=True),
}


async def list_page(limit: int, cursor: Cursor | None, wanted: Filter, sort: str = "charge_point_id") -> Page:
    """Chargers; sort: one of ORDERS."""
    by = sorting(ORDERS, sort)
    ids, following = cut(await find(_filtered(wanted), limit + 1, cursor, by), limit, by)
    return page(await charger_views(ids), following)


async def summary(wanted: Filter) -> View:
    """How many the filter selects, and of which kinds they are: the most of one kind first."""
    counted = _filtered(wanted).annotate(count=Count("id")).group_by(*_KIND, "online")
    kinds: dict[tuple[Any, ...], Row] = {}
    for row in await counted.values(*_KIND, "online", "count"):
        kind = {name: row[name] for name in _KIND}
        counts = kinds.setdefault(tuple(kind.values()), {**kind, "total": 0, "online": 0})
        counts["total"] += row["count"]
        counts["online"] += row["count"] if row["online"] else 0
    return {
        "total": sum(kind["total"] for kind in kinds.values()),
        "online": sum(kind["online"] for kind in kinds.values()),
        "kinds": sorted(kinds.values(), key=lambda kind: -kind["total"]),
    }


_KIND = ("vendor", "model", "firmware_version", "security_profile")
_EXACTLY = ("vendor", "model", "firmware_version", "online", "blocked", "simulated")


def _filtered(wanted: Filter) -> QuerySet[Charger]:
    query = selected(_in_state(Charger.all(), wanted.status), wanted.search, wanted.station_id)
    if wanted.security_profiles:
        query = query.filter(security_profile__in=wanted.security_profiles)
    if wanted.ids:
        query = query.filter(id__in=wanted.ids)
    if wanted.not_running:
        query = query.filter(_untold("firmware_version") | Q(firmware_version__not=wanted.not_running))
    for name, meant in zip(("vendor", "model"), wanted.hardware or (), strict=False):
        if meant:
            query = query.filter(_untold(name) | Q(**{f"{name}__iexact": meant}))
    exactly = {name: getattr(wanted, name) for name in _EXACTLY if getattr(wanted, name) is not None}
    return query.filter(**exactly)


def _untold(column: str) -> Q:
    nothing: tuple[Row, Row] = ({f"{column}__isnull": True}, {column: ""})
    return Q(*(Q(**one) for one in nothing), join_type="OR")


async def identified(limit: int, cursor: Cursor | None) -> list[Row]:
    """Who chargers are, by identity: the next ones after the cursor."""
    query = Charger.all()
    if cursor:
        query = query.filter(beyond("charge_point_id_folded", cursor.key, cursor.uuid()))
    rows = query.order_by("charge_point_id_folded", "id").limit(limit)
    return list(await rows.values("charge_point_id_folded", *IDENTITY))


IDENTITY = ("id", "charge_point_id", "vendor", "model", "firmware_version", "online")


def selected(query: QuerySet[Charger], search: str | None, station_id: UUID | None) -> QuerySet[Charger]:
    """Those that the text finds, of that station."""
    if search:
        query = query.filter(Q(*[Q(**{f"{name}__icontains": search}) for name in SEARCHED], join_type="OR"))
    if station_id:
        query = query.filter(station_id=station_id)
    return query


def _in_state(query: QuerySet[Charger], status: str | None) -> QuerySet[Charger]:
    match status:
        case None:
            return query
        case "online":
            return query.filter(online=True)
        case "offline":
            return query.filter(online=False, last_seen_at__isnull=False)
        case "never_connected":
            return query.filter(online=False, last_seen_at__isnull=True)
        case "broken":
            gone = Q(online=False, last_seen_at__isnull=False)
            return query.filter(gone | Q(id__in=_reporting("Faulted")))
    return query.filter(online=True, id__in=_reporting(WITH_STATUS[status]))


def _reporting(status: str) -> Subquery:
    return Subquery(Connector.filter(status=status).values("charger_id"))


async def require(charger_id: UUID) -> None:
    """Raises NotFound."""
    if not await Charger.exists(id=charger_id):
        raise NotFound(said("There is no such charger."))


async def view(charger_id: UUID) -> View:
    """One charger. Raises NotFound."""
    for found in await charger_views([charger_id]):
        return found
    raise NotFound(said("There is no such charger."))


async def charger_views(ids: Collection[UUID]) -> list[View]:
    """Chargers with their connectors, in the form of the REST resource."""
    rows = await Charger.filter(id__in=list(ids)).values(*_COLUMNS, "station__name")
    outlets = await _connectors(ids)
    running = await running_transactions(ids)
    return in_order(ids, [_view(row, outlets[row["id"]], running) for row in rows])


async def connector_views(row_ids: Collection[UUID]) -> dict[UUID, View]:
    """Connectors in the form of the REST resource, each with its charger, by the ids of their rows."""
    rows = await Connector.filter(id__in=list(row_ids)).values(*_OUTLET_COLUMNS)
    running = await running_transactions({row["charger_id"] for row in rows})
    return {
        row["id"]: {
            "charger_id": str(row["charger_id"]),
            "charge_point_id": row["charger__charge_point_id"],
            **connector_view(row, running.get((row["charger_id"], row["evse_id"]))),
        }
        for row in rows
    }


_COLUMNS = (
    "id",
    "charge_point_id",
    "station_id",
    "name",
    "vendor",
    "model",
    "serial_number",
    "firmware_version",
    "ocpp_version",
    "security_profile",
    "strictness",
    "blocked",
    "assume_protocol",
    "ping_interval",
    "pending_security_profile",
    "certificate_cn",
    "registration_policy",
    "hardware_changed_at",
    "desired_availability",
    "registration_status",
    "online",
    "online_since",
    "offline_since",
    "last_seen_at",
    "last_boot_at",
    "last_error",
    "address",
    "simulated",
    "created_at",
)


async def _connectors(ids: Collection[UUID]) -> dict[UUID, list[Row]]:
    by_charger: dict[UUID, list[Row]] = defaultdict(list)
    for row in await Connector.filter(charger_id__in=list(ids)).order_by("evse_id", "connector_id").values():
        by_charger[row["charger_id"]].append(row)
    return by_charger


async def running_transactions(ids: Collection[UUID]) -> dict[tuple[UUID, int], Row]:
    """The transaction that runs on each connector of these chargers, by charger and EVSE."""
    query = Transaction.filter(charger_id__in=list(ids), state="active").order_by("started_at")
    rows = await query.values(
        "id", "charger_id", "evse_id", "ocpp_transaction_id", "id_token", "energy_wh", "started_at"
    )
    return {(row["charger_id"], row["evse_id"] or 0): row for row in rows}


def _view(row: Row, outlets: Sequence[Row], running: dict[tuple[UUID, int], Row]) -> View:
    whole = next((outlet["status"] for outlet in outlets if outlet["evse_id"] == 0), None)
    connectors = [
        connector_view(outlet, running.get((row["id"], outlet["evse_id"])))
        for outlet in outlets
        if outlet["evse_id"] > 0
    ]
    return {
        **{name: row[name] for name in _COLUMNS},
        "id": str(row["id"]),
        "station_id": text_id(row["station_id"]),
        "station_name": row["station__name"],
        "name": or_null(row["name"]),
        "status": whole,
        "power_w": _sum(connector["power_w"] for connector in connectors) if row["online"] else None,
        "connectors": connectors,
    }


def _sum(values: Any) -> int | float | None:
    """The sum of what is known; null when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


_OUTLET_COLUMNS = (
    "id",
    "charger_id",
    "charger__charge_point_id",
    "evse_id",
    "status",
    "error_code",
    "info",
    "received_at",
    "power_w",
    "current_a",
    "voltage_v",
    "soc_percent",
)
_READINGS = ("power_w", "current_a", "voltage_v", "soc_percent")


def connector_view(outlet: Row, transaction: Row | None) -> View:
    """One connector. Its readings are those of the running session; without one they are of the past."""
    return {
        "connector_id": outlet["evse_id"],
        "status": outlet["status"],
        "error_code": outlet["error_code"],
        "info": or_null(outlet["info"]),
        "updated_at": outlet["received_at"],
        "transaction_id": ocpp_number(transaction["ocpp_transaction_id"]) if transaction else None,
        "transaction": str(transaction["id"]) if transaction else None,
        **{name: number(outlet[name]) if transaction else None for name in _READINGS},
        "energy_wh": number(transaction["energy_wh"]) if transaction else None,
        "id_tag": transaction["id_token"] if transaction else None,
        "started_at": transaction["started_at"] if transaction else None,
    }
