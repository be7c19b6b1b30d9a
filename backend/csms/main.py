"""The composition root: the only place that knows everyone."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import FastAPI

from csms import background
from csms.api.app import create_app
from csms.api.services import Services
from csms.auth import passwords, throttle
from csms.auth.accounts import Accounts
from csms.auth.api_keys import ApiKeys
from csms.auth.certificate_authority import LocalAuthority
from csms.auth.credentials import ChargerCredentials
from csms.auth.embedded import from_settings
from csms.auth.errors import AuthError
from csms.auth.idempotency import Idempotency
from csms.auth.keys import load_server_secret
from csms.auth.passwords import Argon2Pool
from csms.auth.supabase_project import SupabaseProject
from csms.auth.throttle import FailureThrottle
from csms.auth.users import Users
from csms.charging import commands as remote
from csms.charging import presence as holding
from csms.charging.announcer import Announcer
from csms.charging.certificates import Certificates
from csms.charging.charging_profiles import ChargingProfiles
from csms.charging.chores import do_regularly
from csms.charging.commands import Commands
from csms.charging.configuration import Configuration
from csms.charging.credentials import Credentials
from csms.charging.data_transfer import DataTransfers, installed_vendors
from csms.charging.drift_watch import DriftWatch
from csms.charging.drop_box import DropBox
from csms.charging.external_authorization import ExternalAuthorization
from csms.charging.firmware import FirmwareFiles
from csms.charging.force_stop import Transactions
from csms.charging.jobs import Jobs
from csms.charging.local_lists import LocalLists
from csms.charging.notification_delivery import Delivery
from csms.charging.notification_rules import NotificationRules
from csms.charging.notification_webhooks import NotificationWebhooks
from csms.charging.notifications import Notifications
from csms.charging.presence import Presence
from csms.charging.reactions import Reactions
from csms.charging.registration import SPREAD
from csms.charging.repair import Repair
from csms.charging.reservations import Reservations
from csms.charging.session import ChargerSession
from csms.charging.waiting import WaitingCommands
from csms.charging.wishes import Rules, Wishes
from csms.config import Settings
from csms.embedded_fleet import EmbeddedFleet
from csms.errors import ConfigurationError
from csms.gateway.connection import Connection
from csms.gateway.connections import Connections
from csms.gateway.door import Socket
from csms.gateway.doorkeeper import Doorkeeper
from csms.gateway.orders import Parts
from csms.handlers.dispatch import Dispatcher
from csms.handlers.operations import check_charger, redact
from csms.handlers.v16.actions import handlers
from csms.handlers.v16.configuration import STANDARD_KEYS, check_change, check_wish, kind
from csms.handlers.v16.core import CoreHandlers
from csms.handlers.v16.security import SecurityHandlers
from csms.mail import LogPost, Post, SmtpPost
from csms.realtime.broker import Broker
from csms.realtime.memory import MemoryBroker
from csms.realtime.redis import RedisBroker
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
from csms.store.database import close_database, keep_partitions, open_database, writer_for
from csms.store.files import Files
from csms.store.journal import Entry, Journal, Results
from csms.webhooks.addresses import Guard
from csms.webhooks.attempts import Attempts
from csms.webhooks.client import Client
from csms.webhooks.hooks import Webhooks
from csms.webhooks.sealing import Seal

log = logging.getLogger(__name__)

DEFAULT_HEARTBEAT = 300
"""Seconds, where no setting says otherwise (BOOT-02)."""


@dataclass(frozen=True, slots=True)
class Server:
    """Everything that runs, ready to be served."""

    settings: Settings
    app: FastAPI
    door: Doorkeeper
    services: Services
    authority: LocalAuthority
    admin_password: str | None
    """The generated password of the first administrator, to be shown once."""


def utc_now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def assemble(settings: Settings) -> AsyncIterator[Server]:
    """Open the database, start the parts in the order in which they need each other, stop them in reverse."""
    async with AsyncExitStack() as stack:
        url = settings.effective_database_url
        _make_data_dir(settings.data_dir)
        await open_database(url)
        stack.push_async_callback(close_database)
        broker = _broker(settings)
        await broker.start()
        stack.push_async_callback(broker.stop)
        announcer, reactions = _announcer(broker), Reactions()
        journal = Journal(writer_for(url), on_committed=_tell(announcer, reactions))
        journal.start()
        stack.push_async_callback(journal.stop)
        authority = LocalAuthority(settings.data_dir, timedelta(days=settings.ocpp_certificate_days))
        fleet = EmbeddedFleet(ocpp_url(settings), settings.base_url)
        services = _services(settings, stack, broker, announcer, journal, authority, fleet)
        stack.push_async_callback(fleet.stop_all)
        presence = Presence(broker, journal, announcer, utc_now)
        connections = Connections(presence)
        broker.answer(remote.SUBJECT, connections.order)
        broker.answer(holding.SUBJECT, connections.superseded)
        waiting = WaitingCommands(services.commands, journal, announcer)
        door = _door(services, presence, connections, waiting)
        password = None if services.supabase else await _first_administrator(settings, services.accounts)
        server = Server(settings, create_app(services), door, services, authority, password)
        await presence.heartbeat()
        await presence.sweep()
        background.react(reactions, services)
        background.run(
            stack,
            announcer.run(),
            reactions.run(),
            background.couriers(services).run(),
            background.keep_house(presence, connections),
            *(do_regularly(chore) for chore in background.chores(services, waiting)),
            keep_partitions(url),
            fleet.resume(services.charger_credentials),
        )
        stack.push_async_callback(presence.leave)
        stack.push_async_callback(connections.settled)
        yield server


def _tell(announcer: Announcer, reactions: Reactions) -> Callable[[list[Entry], Results], None]:
    def tell(group: list[Entry], results: Results) -> None:
        announcer.committed(group, results)
        reactions.committed(group)

    return tell


def _make_data_dir(folder: Path) -> None:
    """Keys and the database are nobody else's: a new folder is closed to others."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"DATA_DIR: {folder} cannot be made: {error.strerror}") from error


def _services(
    settings: Settings,
    stack: AsyncExitStack,
    broker: Broker,
    announcer: Announcer,
    journal: Journal,
    authority: LocalAuthority,
    fleet: EmbeddedFleet,
) -> Services:
    secret = load_server_secret(settings.data_dir)
    people = _pool(stack, passwords.FOR_PEOPLE)
    charger_credentials = ChargerCredentials(secret, _pool(stack, passwords.OWASP_MINIMUM))
    commands = Commands(
        broker,
        journal,
        announcer,
        check=check_charger,
        redact=redact,
        call_timeout=settings.ocpp_call_timeout,
        now=utc_now,
    )
    configuration = Configuration(commands, STANDARD_KEYS)
    post = _post(settings)
    embedded = from_settings(settings, secret, people, post, stack)
    files = Files(settings.data_dir / "files")
    webhooks = _webhooks(settings, stack, secret, announcer)
    for_programs = NotificationWebhooks(webhooks.attempts, utc_now)
    delivery = Delivery(post, for_programs, settings.base_url, utc_now, announcer.notifications)
    supabase = _supabase(settings, stack)
    return Services(
        settings=settings,
        accounts=embedded.accounts,
        embedded=embedded,
        principals=supabase.accounts if supabase else embedded.accounts,
        users=Users(people),
        api_keys=ApiKeys(),
        idempotency=Idempotency(secret, utc_now),
        broker=broker,
        journal=journal,
        announcer=announcer,
        commands=commands,
        transactions=Transactions(commands, journal, announcer, utc_now),
        credentials=Credentials(commands, journal, charger_credentials, announcer),
        charger_credentials=charger_credentials,
        certificates=Certificates(
            commands, authority, announcer, organisation=settings.ocpp_cpo_name, now=utc_now
        ),
        authority=authority,
        reservations=Reservations(commands, announcer, utc_now),
        local_lists=LocalLists(utc_now),
        charging_profiles=ChargingProfiles(commands),
        configuration=configuration,
        wishes=Wishes(Rules(kind, check_wish, check_change)),
        repair=Repair(commands, configuration, kind, utc_now),
        drift_watch=DriftWatch(kind, announcer, utc_now),
        firmware=FirmwareFiles(files, utc_now),
        jobs=Jobs(commands, settings.base_url, utc_now, announcer.job),
        drop_box=DropBox(files, journal, utc_now),
        files=files,
        webhooks=webhooks,
        fleet=fleet,
        now=utc_now,
        post=post,
        notifications=Notifications(
            settings.base_url,
            utc_now,
            timedelta(seconds=settings.notify_grace),
            announcer.notifications,
        ),
        notification_rules=NotificationRules(delivery, settings.base_url, utc_now),
        delivery=delivery,
        external_authorization=_external_authorization(settings, stack),
        supabase=supabase,
    )


def _door(
    services: Services, presence: Presence, connections: Connections, waiting: WaitingCommands
) -> Doorkeeper:
    settings = services.settings

    def ready(charger_id: UUID) -> None:
        """What a charger is asked once it is here again."""
        connections.spawn(services.local_lists.connected(charger_id))
        connections.spawn(waiting.deliver(charger_id, utc_now()))
        connections.spawn(services.jobs.deliver(charger_id))

    parts = Parts(
        _dispatcher(settings),
        services.journal,
        presence,
        services.charger_credentials,
        settings.ocpp_call_timeout,
        utc_now,
        ready=ready,
    )
    return Doorkeeper(
        journal=services.journal,
        credentials=services.charger_credentials,
        throttle=FailureThrottle(throttle.FOR_CHARGERS),
        unknown_status=settings.ocpp_unknown_status,
        organisation=settings.ocpp_cpo_name,
        now=utc_now,
        connect=_connector(parts, connections, services.external_authorization),
    )


def _dispatcher(settings: Settings) -> Dispatcher:
    asked = settings.ocpp_heartbeat_interval
    core = CoreHandlers(
        heartbeat_interval=asked or DEFAULT_HEARTBEAT,
        heartbeat_spread=0 if asked else SPREAD,  # who sets it means it
        now=utc_now,
        data_transfers=DataTransfers(installed_vendors()),
    )
    return Dispatcher(handlers(core, SecurityHandlers(settings.ocpp_cpo_name)))


def _connector(
    parts: Parts, connections: Connections, external: ExternalAuthorization | None
) -> Callable[[ChargerSession, Socket], Connection]:
    def connect(session: ChargerSession, socket: Socket) -> Connection:
        session.external_authorization = external
        return Connection(session, socket, parts, connections.claimed, connections.closed)

    return connect


def _external_authorization(settings: Settings, stack: AsyncExitStack) -> ExternalAuthorization | None:
    if not settings.authorization_url:
        return None
    service = ExternalAuthorization(
        settings.authorization_url,
        timeout=settings.authorization_timeout,
        secret=settings.authorization_secret.get_secret_value(),
        fallback=settings.authorization_fallback,
    )
    stack.push_async_callback(service.close)
    return service


def _webhooks(settings: Settings, stack: AsyncExitStack, secret: bytes, announcer: Announcer) -> Webhooks:
    guard, seal = Guard(allow_private=settings.private_webhooks), Seal(secret)
    client = Client(guard)
    stack.push_async_callback(client.close)
    return Webhooks(
        Attempts(client, seal, utc_now, announcer.attention, tried=announcer.webhook), guard, seal, utc_now
    )


def _post(settings: Settings) -> Post | None:
    if settings.smtp_host:
        return SmtpPost(
            host=settings.smtp_host,
            port=settings.smtp_port,
            security=settings.smtp_security,
            username=settings.smtp_username,
            password=settings.smtp_password.get_secret_value(),
            sender=settings.mail_from,
        )
    return None if settings.environment == "production" else LogPost()


def _broker(settings: Settings) -> Broker:
    if not settings.redis_url:
        return MemoryBroker()
    try:
        return RedisBroker(settings.redis_url)
    except ValueError as error:
        raise ConfigurationError(f"REDIS_URL: {error}") from error


def _announcer(broker: Broker) -> Announcer:
    readers = {
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
    return Announcer(broker, readers, lambda: attention.attention_count(utc_now()))


def _pool(stack: AsyncExitStack, cost: Any) -> Argon2Pool:
    pool = Argon2Pool(cost)
    stack.callback(pool.close)
    return pool


def _supabase(settings: Settings, stack: AsyncExitStack) -> SupabaseProject | None:
    if not settings.supabase_url:
        return None
    project = SupabaseProject(
        settings.supabase_url,
        settings.supabase_anon_key,
        settings.supabase_jwt_secret.get_secret_value(),
    )
    stack.push_async_callback(project.close)
    return project


async def _first_administrator(settings: Settings, accounts: Accounts) -> str | None:
    given = settings.admin_password.get_secret_value() or None
    try:
        return await accounts.ensure_admin(settings.admin_email, given)
    except AuthError as error:
        raise ConfigurationError(f"ADMIN_EMAIL, ADMIN_PASSWORD: {error}") from error


def ocpp_url(settings: Settings) -> str:
    """Where charge points inside this process call; without an identity."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104 - compared, not bound
    return f"ws://{host}:{settings.port}/ocpp"
