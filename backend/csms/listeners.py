"""The listeners: REST, OCPP and the dashboard on one port, chargers with TLS on another."""

import asyncio
import gc
import logging
import ssl
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import uvicorn

from csms.auth.certificate_authority import LocalAuthority
from csms.auth.key_files import load_or_create
from csms.charging.chores import Chore, do_regularly
from csms.config import Settings
from csms.gateway.limits import SocketLimits, guard_http
from csms.gateway.serving import SecondServer, StoppableServer, allow_many_sockets, bound, for_chargers_only
from csms.gateway.tls import Pair, Reloader, TlsFiles, make_context, trusted_clients
from csms.gateway.upgrade import make_protocol
from csms.main import Server, assemble

log = logging.getLogger(__name__)

RELOAD_PAUSE = 30.0
"""Seconds between two looks at the TLS certificates (TLS-07)."""

SHUTDOWN_PATIENCE = 15
"""Seconds until a stop no longer waits for connections (R12)."""


async def serve(settings: Settings, on_ready: Callable[[Server], None]) -> None:
    """Serve until SIGTERM or SIGINT."""
    started = time.perf_counter()
    allow_many_sockets()
    with bound(settings.host, settings.port) as sockets:
        async with assemble(settings) as server, _tls_listener(server):
            uvicorn_server = StoppableServer(
                _uvicorn_config(server), lambda: on_ready(server), server.services.broker.end_subscriptions
            )
            _keep_for_good()
            log.debug("assembled in %.2f s", time.perf_counter() - started)
            await uvicorn_server.serve(sockets)


def _keep_for_good() -> None:
    """What the start has made stays until the end: looking through all of it again, as each full collection of
    garbage does, held every answer and every charger for 150 ms."""
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def _tls_listener(server: Server) -> AsyncIterator[None]:
    """The second port, for chargers only, while the block lasts; nothing without OCPP_TLS_PORT."""
    settings = server.settings
    if not settings.ocpp_tls_port:
        yield
        return
    files = _tls_files(settings, server.authority)
    context = make_context(files)
    reloader = Reloader(context, files)
    config = _charger_config(server, context)
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


def _socket_limits(settings: Settings) -> SocketLimits:
    return SocketLimits(
        max_message=settings.ocpp_max_message,
        ping_interval=settings.ocpp_ping_interval,
        ping_timeout=settings.ocpp_ping_timeout,
    )


def _uvicorn_config(server: Server) -> uvicorn.Config:
    """REST, OCPP and the dashboard on one port."""
    settings, limits = server.settings, _socket_limits(server.settings)
    return uvicorn.Config(
        server.app,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http=guard_http(limits),
        ws=make_protocol(server.door, limits),
        forwarded_allow_ips=settings.forwarded_allow_ips,
        lifespan="off",
        access_log=False,
        log_config=None,
        backlog=4096,
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_PATIENCE,
    )


def _charger_config(server: Server, context: ssl.SSLContext) -> uvicorn.Config:
    """What listens for chargers with TLS: the same door, and nothing of the REST face."""
    limits = _socket_limits(server.settings)
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


def _tls_files(settings: Settings, authority: LocalAuthority) -> TlsFiles:
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
