"""`make demo`: the server, and in the same process a simulated fleet that calls it over its own socket."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from csms.auth.credentials import ChargerCredentials, generate_authorization_key
from csms.charging import chargers, id_tags, stations
from csms.charging.commands import Commands
from csms.config import Settings
from csms.errors import Conflict
from csms.listeners import serve
from csms.main import Server, ocpp_url
from csms.simulator.demo import OpenTransaction, run_demo
from csms.simulator.memories import Memory, PastStatus
from csms.simulator.world import Charger as SimulatedCharger
from csms.simulator.world import Outlet, Tag
from csms.simulator.world import Station as SimulatedStation
from csms.store.models import (
    Charger,
    ChargerDay,
    Connection,
    Connector,
    ConnectorStatus,
    Station,
    Transaction,
)

log = logging.getLogger(__name__)


async def run(settings: Settings, on_ready: Callable[[Server], None]) -> None:
    """Serve, and let the fleet live, until stopped."""
    life: list[asyncio.Task[None]] = []

    def ready(server: Server) -> None:
        on_ready(server)
        life.append(asyncio.create_task(_live(server)))

    try:
        await serve(settings, ready)
    finally:
        for task in life:
            task.cancel()
        await asyncio.gather(*life, return_exceptions=True)


async def _live(server: Server) -> None:
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(_operate(server.services.commands))
            await run_demo(ocpp_url(server.settings), _Demo(server.services.charger_credentials))
    except Exception:  # the server goes on without its demo
        log.exception("the demo has ended")


# What an operator might have asked this morning: (seconds after the start, charger, action, request).
ERRANDS: tuple[tuple[float, str, str, dict[str, Any]], ...] = (
    (25, "CP-0038", "GetConfiguration", {}),
    (4, "CP-0038", "ChangeConfiguration", {"key": "MeterValueSampleInterval", "value": "10"}),
    (3, "CP-0038", "UnlockConnector", {"connectorId": 2}),
    (5, "CP-0043", "GetConfiguration", {}),
    (5, "CP-0007", "ClearCache", {}),
    (5, "CP-0023", "Reset", {"type": "Soft"}),
    (5, "CP-0017", "Reset", {"type": "Hard"}),
)


async def _operate(commands: Commands) -> None:
    """A little work of operators, so that commands have a history too."""
    for pause, identity, action, request in ERRANDS:
        await asyncio.sleep(pause)
        charger = await Charger.get_or_none(charge_point_id=identity)
        if charger:
            await commands.send(charger.id, action, request, "demo")


class _Demo:
    """What the demo needs, by the deeds that REST uses. Asked again, it answers with what exists."""

    def __init__(self, credentials: ChargerCredentials) -> None:
        self._credentials = credentials

    async def create_station(self, station: SimulatedStation) -> str:
        existing = await Station.get_or_none(name=station.name)
        if existing:
            return str(existing.id)
        fields = {
            "name": station.name,
            "address": station.address,
            "latitude": station.latitude,
            "longitude": station.longitude,
            "power_limit_w": station.power_limit_w,
        }
        return str(await stations.create(fields))

    async def create_charger(self, charger: SimulatedCharger, station_id: str) -> str:
        existing = await Charger.get_or_none(charge_point_id=charger.charge_point_id)
        if existing:
            return await self._new_password(existing)
        fields: dict[str, Any] = {
            "charge_point_id": charger.charge_point_id,
            "name": charger.name,
            "station_id": UUID(station_id),
        }
        _, password = await chargers.create(self._credentials, fields)
        return password or ""

    async def _new_password(self, charger: Charger) -> str:
        """The old one was readable once only, in the run that made it."""
        password = generate_authorization_key()
        charger.credential = self._credentials.hash_generated(password)
        await charger.save(update_fields=["credential"])
        return password

    async def create_tag(self, tag: Tag) -> None:
        fields = {"id_tag": tag.id_tag, "note": tag.note, "parent_id_tag": tag.parent_id_tag}
        try:
            await id_tags.create(fields)
        except Conflict:
            return  # of an earlier run

    async def remember(self, past: Sequence[Memory]) -> None:
        await remember(past)

    async def count_transactions(self) -> int:
        return await Transaction.all().count()

    async def open_transactions(self) -> list[OpenTransaction]:
        rows = await Transaction.filter(stopped_at=None).limit(1000)
        return [_open(row) for row in rows if row.evse_id and row.ocpp_transaction_id]


async def remember(past: Sequence[Memory]) -> None:
    """Utilisation and uptime are derived of it; the epochs are those before the first real connection."""
    for memory in past:
        charger = await Charger.get(charge_point_id=memory.charge_point_id)
        connections = [
            Connection(charger_id=charger.id, epoch=-number, since=since, until=until)
            for number, (since, until) in enumerate(memory.connections, 1)
        ]
        await Connection.bulk_create(connections, ignore_conflicts=True)
        await ConnectorStatus.bulk_create([_said(charger.id, status) for status in memory.statuses])
        outlets = {
            status.connector_id for status in memory.statuses
        }  # a morning's status is looked up by them
        await Connector.bulk_create(
            [Connector(charger_id=charger.id, evse_id=evse_id) for evse_id in outlets],
            ignore_conflicts=True,
        )
        await ChargerDay.filter(charger_id=charger.id).delete()  # it begins earlier now


def _said(charger_id: UUID, status: PastStatus) -> ConnectorStatus:
    return ConnectorStatus(
        charger_id=charger_id,
        evse_id=status.connector_id,
        status=status.status,
        error_code=status.error_code,
        occurred_at=status.at,
        received_at=status.at,
        applied=True,
    )


def _open(row: Transaction) -> OpenTransaction:
    return OpenTransaction(
        outlet=Outlet(row.charge_point_id, row.evse_id or 0),
        transaction_id=int(row.ocpp_transaction_id or 0),
        id_tag=row.id_token or "",
        started_at=row.started_at,
        meter_start=int(row.meter_start or 0),
        register_wh=int(row.register_wh or row.meter_start or 0),
        last_at=row.metered_at or row.started_at,
    )
