"""The REST face over a real database, journal and broker; only the charger at the far end is played."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest
from fastapi import FastAPI

from csms.api.app import attach, faces
from csms.api.services import Services
from csms.auth.accounts import Accounts
from csms.auth.api_keys import ApiKeys
from csms.auth.certificate_authority import LocalAuthority
from csms.auth.credentials import ChargerCredentials
from csms.auth.embedded import Embedded
from csms.auth.idempotency import Idempotency
from csms.auth.passwords import Argon2Pool
from csms.auth.supabase_project import SupabaseProject
from csms.auth.users import Users
from csms.charging import commands as remote
from csms.charging.announcer import Announcer, Reader
from csms.charging.certificates import Certificates
from csms.charging.charging_profiles import ChargingProfiles
from csms.charging.commands import Commands, Order, Outcome
from csms.charging.configuration import Configuration
from csms.charging.credentials import Credentials
from csms.charging.drift_watch import DriftWatch
from csms.charging.drop_box import DropBox
from csms.charging.firmware import FirmwareFiles
from csms.charging.force_stop import Transactions
from csms.charging.jobs import Jobs
from csms.charging.local_lists import LocalLists
from csms.charging.notification_delivery import Delivery
from csms.charging.notification_rules import NotificationRules
from csms.charging.notification_webhooks import NotificationWebhooks
from csms.charging.notifications import Notifications
from csms.charging.repair import Repair
from csms.charging.reservations import Reservations
from csms.charging.wishes import Rules, Wishes
from csms.config import Settings
from csms.handlers.operations import check_charger, redact
from csms.handlers.v16.configuration import STANDARD_KEYS, check_change, check_wish, kind
from csms.mail import Letter, MemoryPost
from csms.realtime.memory import MemoryBroker
from csms.store import (
    attention,
    chargers,
    id_tags,
    local_lists,
    reservations,
    security,
    stations,
    transactions,
    transfers,
)
from csms.store import commands as command_log
from csms.store.accounts import create_user
from csms.store.facts import CommandClosed, CommandSent
from csms.store.files import Files
from csms.store.models import Charger
from csms.webhooks.addresses import Guard
from csms.webhooks.attempts import Attempts
from csms.webhooks.client import Client
from csms.webhooks.hooks import Webhooks
from csms.webhooks.sealing import Seal
from tests.auth.support import CHEAP, HERE, SECRET, FakeClock, make_accounts, make_embedded, new_signing_key
from tests.services.database import NOW, Database

EMAIL, PASSWORD = "operator@charging.example", "correct horse battery"
DRIVER = "driver@charging.example"
KEY = new_signing_key()


class PlayedFleet:
    """Remembers which simulated charge points should run."""

    def __init__(self) -> None:
        self.started: dict[UUID, tuple[str, str | None]] = {}

    async def start(self, charger_id: UUID, charge_point_id: str, password: str | None) -> None:
        self.started[charger_id] = (charge_point_id, password)

    async def stop(self, charger_id: UUID) -> None:
        self.started.pop(charger_id, None)

    def running(self, charger_id: UUID) -> bool:
        return charger_id in self.started


@dataclass
class PlayedChargers:
    """Whoever is connected answers each order with `response`, or ends it as `state` says."""

    services: Services
    response: dict[str, Any] = field(default_factory=lambda: {"status": "Accepted"})
    state: str = "answered"
    orders: list[Order] = field(default_factory=list)

    async def connect(self, charger: Charger) -> None:
        charger.online, charger.owner_node = True, self.services.broker.node
        charger.online_since = charger.last_seen_at = NOW
        await charger.save()
        self.services.broker.claims.claim(str(charger.id), 1)

    async def answer(self, body: bytes) -> bytes:
        order = msgspec.json.decode(body, type=Order)
        self.orders.append(order)
        sent = CommandSent(order.command_id, order.charger_id, "m-1", NOW)
        response = self.response if self.state == "answered" else None
        error = {"code": "GenericError", "description": "", "details": {}} if self.state == "error" else None
        closed = CommandClosed(order.command_id, order.charger_id, self.state, response, error, NOW)
        await self.services.journal.write(sent, closed)
        return msgspec.json.encode(Outcome(self.state))


_APPS: dict[tuple[str, str], FastAPI] = {}


def app_for(settings: Settings) -> FastAPI:
    """Made once for many tests: building two hundred routes takes longer than most of them."""
    differs = (settings.cors_origins, settings.supabase_url)
    if differs not in _APPS:
        _APPS[differs] = faces(settings)
    return _APPS[differs]


class Api(httpx.AsyncClient):
    """A client of the REST face, with what stands behind it at hand."""

    app: FastAPI
    services: Services
    database: Database
    chargers: PlayedChargers
    clock: FakeClock
    accounts: Accounts
    letters: list[Letter]

    @property
    def fleet(self) -> PlayedFleet:
        assert isinstance(self.services.fleet, PlayedFleet)
        return self.services.fleet

    async def signed_in(self, email: str) -> dict[str, str]:
        """The header that makes a request that person's."""
        grant = await self.accounts.sign_in(email, PASSWORD, HERE)
        return {"Authorization": f"Bearer {grant.access_token}"}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
def pool() -> Iterator[Argon2Pool]:
    pool = Argon2Pool(CHEAP)
    yield pool
    pool.close()


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)  # a person's own .env stays out of it
    return Settings(
        public_url="https://charging.example",
        data_dir=tmp_path,
        dashboard_dir=tmp_path / "out",
        cors_origins="https://dashboard.example",
    )


@pytest.fixture
async def api(
    database: Database, clock: FakeClock, pool: Argon2Pool, settings: Settings
) -> AsyncIterator[Api]:
    """An administrator's client."""
    accounts = make_accounts(clock, pool, KEY)
    await accounts.ensure_admin(EMAIL, PASSWORD)
    hashed = await pool.hash(PASSWORD.encode())
    await create_user(DRIVER, hashed, "user", clock())
    users, credentials = Users(pool, clock), ChargerCredentials(SECRET, pool)
    post = MemoryPost()
    embedded = make_embedded(accounts, clock, pool, post=post)
    async with serving(database, embedded, users, credentials, settings, clock) as services:
        app = app_for(settings)
        attach(app, services)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with Api(transport=transport, base_url="http://test") as client:
            client.app, client.services, client.database = app, services, database
            client.clock, client.accounts = clock, accounts
            client.letters = post.letters
            client.chargers = PlayedChargers(services)
            services.broker.answer(remote.SUBJECT, client.chargers.answer)
            client.headers.update(await client.signed_in(EMAIL))
            yield client


@asynccontextmanager
async def serving(
    database: Database,
    embedded: Embedded,
    users: Users,
    credentials: ChargerCredentials,
    settings: Settings,
    clock: FakeClock,
    supabase: SupabaseProject | None = None,
) -> AsyncIterator[Services]:
    broker = MemoryBroker(tick=0.001)
    await broker.start()
    announcer = announcing(broker, clock)
    commands = Commands(
        broker, database.journal, announcer, check=check_charger, redact=redact, call_timeout=5, now=clock
    )
    authority = LocalAuthority(settings.data_dir, timedelta(days=90))
    configuration = Configuration(commands, STANDARD_KEYS)
    files = Files(settings.data_dir / "files")
    post = MemoryPost()
    guard, seal = Guard(allow_private=True), Seal(SECRET)
    client = Client(guard)
    attempts = Attempts(client, seal, clock, announcer.attention)
    delivery = Delivery(post, NotificationWebhooks(attempts, clock), settings.base_url, clock)
    task = asyncio.create_task(announcer.run())
    try:
        yield Services(
            settings=settings,
            accounts=embedded.accounts,
            embedded=embedded,
            principals=supabase.accounts if supabase else embedded.accounts,
            users=users,
            api_keys=ApiKeys(clock),
            idempotency=Idempotency(SECRET, clock),
            broker=broker,
            journal=database.journal,
            announcer=announcer,
            commands=commands,
            transactions=Transactions(commands, database.journal, announcer, clock),
            credentials=Credentials(commands, database.journal, credentials, announcer),
            charger_credentials=credentials,
            certificates=Certificates(commands, authority, announcer, organisation="Hafenstrom", now=clock),
            authority=authority,
            reservations=Reservations(commands, announcer, clock),
            local_lists=LocalLists(clock),
            charging_profiles=ChargingProfiles(commands),
            configuration=configuration,
            wishes=Wishes(Rules(kind, check_wish, check_change)),
            repair=Repair(commands, configuration, kind, clock),
            drift_watch=DriftWatch(kind, announcer, clock),
            firmware=FirmwareFiles(files, clock),
            jobs=Jobs(commands, settings.base_url, clock, announcer.job),
            drop_box=DropBox(files, database.journal, clock),
            files=files,
            webhooks=Webhooks(attempts, guard, seal, clock),
            fleet=PlayedFleet(),
            now=clock,
            post=post,
            notifications=Notifications(settings.base_url, clock, timedelta(0)),
            notification_rules=NotificationRules(delivery, settings.base_url, clock),
            delivery=delivery,
            supabase=supabase,
        )
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await client.close()
        await broker.stop()


def announcing(broker: MemoryBroker, now: FakeClock) -> Announcer:
    readers: dict[str, Reader] = {
        "charger": chargers.charger_views,
        "transaction": transactions.transaction_views,
        "command": command_log.command_views,
        "station": stations.station_views,
        "id_tag": id_tags.id_tag_views,
        "reservation": reservations.reservation_views,
        "job": transfers.latest_jobs,
        "certificate": security.latest_certificates,
        "local_list": local_lists.of_chargers,
        "security_event": security.latest_events,
    }

    async def count() -> int:
        return await attention.attention_count(now())

    return Announcer(broker, readers, count)
