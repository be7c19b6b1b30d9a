"""The composition root: the only place that knows everyone."""

import asyncio
import logging
import ssl
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from fastapi import FastAPI

from csms.api.app import create_app
from csms.api.services import Services
from csms.auth import passwords, throttle
from csms.auth.accounts import Accounts
from csms.auth.certificate_authority import LocalAuthority
from csms.auth.credentials import ChargerCredentials
from csms.auth.errors import AuthError
from csms.auth.key_files import load_or_create
from csms.auth.keys import load_server_secret, load_signing_key
from csms.auth.passwords import Argon2Pool
from csms.auth.throttle import FailureThrottle
from csms.auth.tokens import AccessTokens
from csms.charging import commands as remote
from csms.charging import orphans, overdue, review
from csms.charging import presence as holding
from csms.charging.announcer import Announcer
from csms.charging.certificates import Certificates
from csms.charging.charging_profiles import ChargingProfiles
from csms.charging.chores import Chore, do_regularly
from csms.charging.commands import Commands, close_left_over
from csms.charging.configuration import Configuration
from csms.charging.credentials import Credentials
from csms.charging.data_transfer import DataTransfers, installed_vendors
from csms.charging.external_authorization import ExternalAuthorization
from csms.charging.force_stop import Transactions
from csms.charging.onboarding import Onboarding
from csms.charging.orphans import Orphans
from csms.charging.outcomes import settle_availability, time_out
from csms.charging.overdue import Overdue, Patience
from csms.charging.presence import Presence
from csms.charging.reactions import Reactions
from csms.charging.reservations import Reservations
from csms.charging.review import Reviews
from csms.charging.session import ChargerSession
from csms.charging.waiting import WaitingCommands
from csms.config import Settings
from csms.embedded_fleet import EmbeddedFleet
from csms.errors import ConfigurationError
from csms.gateway.connection import Connection
from csms.gateway.connections import Connections
from csms.gateway.door import Socket
from csms.gateway.doorkeeper import Doorkeeper
from csms.gateway.limits import SocketLimits, guard_http
from csms.gateway.orders import Parts
from csms.gateway.serving import SecondServer, StoppableServer, allow_many_sockets, bound, for_chargers_only
from csms.gateway.tls import Pair, Reloader, TlsFiles, make_context, trusted_clients
from csms.gateway.upgrade import make_protocol
from csms.handlers.dispatch import Dispatcher
from csms.handlers.operations import check_charger, redact
from csms.handlers.v16.actions import handlers
from csms.handlers.v16.configuration import STANDARD_KEYS
from csms.handlers.v16.core import CoreHandlers
from csms.handlers.v16.security import SecurityHandlers
from csms.realtime.broker import Broker
from csms.realtime.memory import MemoryBroker
from csms.realtime.redis import RedisBroker
from csms.store import attention, chargers, id_tags, reservations, stations, transactions
from csms.store import commands as command_log
from csms.store.database import close_database, keep_partitions, open_database, writer_for
from csms.store.facts import ChargerBooted, CredentialSettled, StopJoined, TransactionStopped
from csms.store.facts.security import CertificateRequested
from csms.store.journal import Entry, Journal
from csms.store.outage import log_failure

log = logging.getLogger(__name__)

RELOAD_PAUSE = 30.0
"""Seconds between two looks at the TLS certificates (TLS-07)."""

SHUTDOWN_PATIENCE = 15
"""Seconds until a stop no longer waits for connections (R12)."""


@dataclass(frozen=True, slots=True)
class Server:
    """Everything that runs, ready to be served."""

    settings: Settings
    app: FastAPI
    door: Doorkeeper
    broker: Broker
    charger_credentials: ChargerCredentials
    commands: Commands
    waiting: WaitingCommands
    certificates: Certificates
    authority: LocalAuthority
    reservations: Reservations
    onboarding: Onboarding
    fleet: EmbeddedFleet
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
        journal = Journal(writer_for(url), on_committed=_tell(announcer.committed, reactions.committed))
        journal.start()
        stack.push_async_callback(journal.stop)
        server, presence, connections = await _wire(settings, stack, broker, announcer, journal)
        await presence.heartbeat()
        await presence.sweep()
        _react(reactions, server, journal)
        housekeeping = _keep_house(presence, connections)
        chores = [do_regularly(chore) for chore in _chores(journal, announcer, server)]
        resuming = server.fleet.resume(server.charger_credentials)
        _run_in_background(
            stack, announcer.run(), reactions.run(), housekeeping, *chores, keep_partitions(url), resuming
        )
        stack.push_async_callback(presence.leave)
        stack.push_async_callback(connections.settled)
        yield server


def _tell(*listeners: Callable[[list[Entry]], None]) -> Callable[[Iterable[Entry]], None]:
    def tell(entries: Iterable[Entry]) -> None:
        group = list(entries)
        for listener in listeners:
            listener(group)

    return tell


def _react(reactions: Reactions, server: Server, journal: Journal) -> None:
    """What follows from what chargers have reported, beyond the answer to them."""
    reviews = Reviews(journal, utc_now)
    reactions.on(CertificateRequested, server.certificates.requested)
    reactions.on(ChargerBooted, server.onboarding.booted)
    reactions.on(CredentialSettled, server.onboarding.settled)
    reactions.on(TransactionStopped, reviews.stopped)
    reactions.on(StopJoined, reviews.joined)


def _chores(journal: Journal, announcer: Announcer, server: Server) -> list[Chore]:
    """What is done again and again, by every process: each must be harmless twice."""
    often = holding.HEARTBEAT
    return [
        Chore("commands left over", often, lambda: close_left_over(journal, announcer, utc_now())),
        Chore("commands without outcome", often, lambda: time_out(journal, announcer, utc_now())),
        Chore("availability changed", often, lambda: settle_availability(journal, announcer, utc_now())),
        Chore("commands expired", often, lambda: server.waiting.expire(utc_now())),
        Chore("reservations expired", often, server.reservations.expire),
        Chore("certificates to be signed", 60.0, server.certificates.make_up),
        *_transaction_chores(journal, server.settings),
    ]


def _transaction_chores(journal: Journal, settings: Settings) -> list[Chore]:
    patience = Patience(
        timedelta(seconds=settings.transaction_suspect_after),
        timedelta(seconds=settings.transaction_silent_after),
        timedelta(seconds=settings.transaction_close_after),
    )
    return [
        Chore("records to look at again", review.EVERY, Reviews(journal, utc_now).all),
        Chore("stops without a transaction", orphans.EVERY, Orphans(journal, utc_now).join),
        Chore("overdue stops", overdue.EVERY, Overdue(journal, utc_now, patience).look),
    ]


def _make_data_dir(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"DATA_DIR: {folder} cannot be made: {error.strerror}") from error


async def _wire(
    settings: Settings, stack: AsyncExitStack, broker: Broker, announcer: Announcer, journal: Journal
) -> tuple[Server, Presence, Connections]:
    secret = load_server_secret(settings.data_dir)
    charger_credentials = ChargerCredentials(secret, _pool(stack, passwords.OWASP_MINIMUM))
    accounts = _accounts(settings, secret, stack)
    presence = Presence(broker, journal, announcer, utc_now)
    connections = Connections(presence)
    commands = Commands(
        broker,
        journal,
        announcer,
        check=check_charger,
        redact=redact,
        call_timeout=settings.ocpp_call_timeout,
        now=utc_now,
    )
    waiting = WaitingCommands(commands, journal, announcer)
    broker.answer(remote.SUBJECT, connections.order)
    broker.answer(holding.SUBJECT, connections.superseded)
    authority = LocalAuthority(settings.data_dir, timedelta(days=settings.ocpp_certificate_days))
    certificates = Certificates(
        commands, authority, announcer, organisation=settings.ocpp_cpo_name, now=utc_now
    )
    booking = Reservations(commands, announcer, utc_now)
    fleet = EmbeddedFleet(ocpp_url(settings), settings.base_url)
    stack.push_async_callback(fleet.stop_all)
    external = _external_authorization(settings, stack)
    services = Services(
        settings=settings,
        accounts=accounts,
        broker=broker,
        journal=journal,
        announcer=announcer,
        commands=commands,
        transactions=Transactions(commands, journal, announcer, utc_now),
        credentials=Credentials(commands, journal, charger_credentials, announcer),
        charger_credentials=charger_credentials,
        certificates=certificates,
        authority=authority,
        reservations=booking,
        charging_profiles=ChargingProfiles(commands),
        configuration=Configuration(commands, STANDARD_KEYS),
        fleet=fleet,
        now=utc_now,
        external_authorization=external,
    )
    parts = Parts(
        _dispatcher(settings),
        journal,
        presence,
        charger_credentials,
        settings.ocpp_call_timeout,
        utc_now,
        ready=lambda charger_id: connections.spawn(waiting.deliver(charger_id, utc_now())),
    )
    door = Doorkeeper(
        journal=journal,
        credentials=charger_credentials,
        throttle=FailureThrottle(throttle.FOR_CHARGERS),
        unknown_status=settings.ocpp_unknown_status,
        organisation=settings.ocpp_cpo_name,
        now=utc_now,
        connect=_connector(parts, connections, external),
    )
    password = await _first_administrator(settings, accounts)
    server = Server(
        settings,
        create_app(services),
        door,
        broker,
        charger_credentials,
        commands,
        waiting,
        certificates,
        authority,
        booking,
        Onboarding(commands, services.credentials),
        fleet,
        password,
    )
    return server, presence, connections


def _dispatcher(settings: Settings) -> Dispatcher:
    core = CoreHandlers(
        heartbeat_interval=settings.ocpp_heartbeat_interval,
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
    }
    return Announcer(broker, readers, lambda: attention.attention_count(utc_now()))


def _pool(stack: AsyncExitStack, cost: Any) -> Argon2Pool:
    pool = Argon2Pool(cost)
    stack.callback(pool.close)
    return pool


def _accounts(settings: Settings, secret: bytes, stack: AsyncExitStack) -> Accounts:
    return Accounts(
        tokens=AccessTokens(load_signing_key(settings.data_dir), f"{settings.base_url}/auth/v1"),
        passwords=_pool(stack, passwords.FOR_PEOPLE),
        throttle=FailureThrottle(throttle.FOR_PEOPLE),
        server_secret=secret,
    )


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


async def _keep_house(presence: Presence, connections: Connections) -> None:
    while True:
        try:
            if not await presence.heartbeat():
                connections.let_go()
            await presence.sweep()
        except Exception as error:  # it tries again soon
            log_failure(log, error, "this process could not say that it lives")
        await asyncio.sleep(holding.HEARTBEAT)


def _run_in_background(stack: AsyncExitStack, *work: Coroutine[Any, Any, None]) -> None:
    for task in [asyncio.create_task(one) for one in work]:
        stack.push_async_callback(_end, task)


async def _end(task: "asyncio.Task[None]") -> None:
    """Cancelled while it asks the database, it may hear of an outage instead, and would go on."""
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=1)
    if not task.cancelled() and (error := task.exception()):
        log_failure(log, error, "a part had ended before")


def socket_limits(settings: Settings) -> SocketLimits:
    return SocketLimits(
        max_message=settings.ocpp_max_message,
        ping_interval=settings.ocpp_ping_interval,
        ping_timeout=settings.ocpp_ping_timeout,
    )


def uvicorn_config(server: Server) -> uvicorn.Config:
    """REST, OCPP and the dashboard on one port."""
    settings, limits = server.settings, socket_limits(server.settings)
    return uvicorn.Config(
        server.app,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http=guard_http(limits),
        ws=make_protocol(server.door, limits),
        lifespan="off",
        access_log=False,
        log_config=None,
        backlog=4096,
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_PATIENCE,
    )


def charger_config(server: Server, context: ssl.SSLContext) -> uvicorn.Config:
    """What listens for chargers with TLS: the same door, and nothing of the REST face."""
    limits = socket_limits(server.settings)
    return uvicorn.Config(
        for_chargers_only,
        host=server.settings.host,
        port=server.settings.ocpp_tls_port,
        http=guard_http(limits),
        ws=make_protocol(server.door, limits),
        ssl_context_factory=lambda config, default: context,
        lifespan="off",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        backlog=4096,
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_PATIENCE,
    )


def tls_files(settings: Settings, authority: LocalAuthority) -> TlsFiles:
    """The pairs that the settings name, or one that we sign ourselves. Raises ConfigurationError."""
    named = (
        (settings.ocpp_tls_certificate, settings.ocpp_tls_key),
        (settings.ocpp_tls_ec_certificate, settings.ocpp_tls_ec_key),
    )
    pairs = tuple(Pair(certificate, key or certificate) for certificate, key in named if certificate)
    return TlsFiles(
        pairs or (_own_pair(settings, authority),),
        lambda: trusted_clients(authority, settings.ocpp_tls_client_ca),
        settings.ocpp_tls_rsa_key_exchange,
    )


def _own_pair(settings: Settings, authority: LocalAuthority) -> Pair:
    names = [urlsplit(settings.base_url).hostname or "localhost", "localhost"]
    path = settings.data_dir / "ocpp-tls.pem"
    path.unlink(missing_ok=True)  # made anew at each start: it is never too old
    load_or_create(path, lambda: authority.server_certificate(list(dict.fromkeys(names))))
    return Pair(path, path)


async def serve(settings: Settings, on_ready: Callable[[Server], None]) -> None:
    """Serve until SIGTERM or SIGINT."""
    started = time.perf_counter()
    allow_many_sockets()
    with bound(settings.host, settings.port) as sockets:
        async with assemble(settings) as server, _tls_listener(server):
            uvicorn_server = StoppableServer(
                uvicorn_config(server), lambda: on_ready(server), server.broker.end_subscriptions
            )
            log.debug("assembled in %.2f s", time.perf_counter() - started)
            await uvicorn_server.serve(sockets)


@asynccontextmanager
async def _tls_listener(server: Server) -> AsyncIterator[None]:
    """The second port, for chargers only, while the block lasts; nothing without OCPP_TLS_PORT."""
    settings = server.settings
    if not settings.ocpp_tls_port:
        yield
        return
    files = tls_files(settings, server.authority)
    context = make_context(files)
    reloader = Reloader(context, files)
    config = charger_config(server, context)
    with bound(settings.host, settings.ocpp_tls_port) as sockets:
        listener = SecondServer(config)
        serving = asyncio.create_task(listener.serve(sockets), name="TLS listener")
        looking = asyncio.create_task(do_regularly(Chore("TLS certificates", RELOAD_PAUSE, reloader.look)))
        try:
            yield
        finally:
            looking.cancel()
            listener.should_exit = True
            await serving
