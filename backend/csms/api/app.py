"""The ASGI application of everything that is not OCPP."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.routing import APIRoute
from fastapi_offline import FastAPIOffline

from csms import __version__
from csms.api import asyncapi, dashboard, description, problems
from csms.api.audit import AuditTrail
from csms.api.conditional import Etags, precondition
from csms.api.dependencies import audited, require_right
from csms.api.headers import Compression, SecurityHeaders
from csms.api.idempotency import REPLAYED, Idempotent, Replayed, once, replay
from csms.api.limits import MAX_BODY, MOST_TABLE, BodyLimit
from csms.api.parameters import known_parameters
from csms.api.request_ids import HEADER as REQUEST_ID
from csms.api.request_ids import RequestIds
from csms.api.resources import Resources
from csms.api.responses import Responses
from csms.api.routers import (
    analytics,
    api_keys,
    attention,
    audit,
    auth,
    auth_elsewhere,
    chargers,
    charging_profiles,
    commands,
    configuration,
    drop_box,
    events,
    firmware,
    health,
    id_tags,
    imports,
    invitations,
    local_lists,
    me,
    messages,
    notifications,
    outages,
    overview,
    public,
    reservations,
    samples,
    security,
    server_settings,
    stations,
    statuses,
    transactions,
    unknown_tags,
    users,
    violations,
    webhooks,
)
from csms.api.schemas.problems import Problem
from csms.api.services import Services
from csms.config import Settings

MIN_COMPRESSED = 1024

_TAGS = [
    {"name": "overview", "description": "The first screen"},
    {"name": "analytics", "description": "Energy and sessions over time"},
    {"name": "stations", "description": "Sites: places with an address where chargers stand"},
    {"name": "chargers", "description": "Charge points, their connectors and passwords"},
    {"name": "commands", "description": "What chargers are asked to do"},
    {"name": "configuration", "description": "What chargers are to be configured to, and where they differ"},
    {"name": "conformance", "description": "What chargers break of the specification"},
    {"name": "messages", "description": "The OCPP message log"},
    {"name": "security", "description": "Certificates of chargers and security events"},
    {"name": "transactions", "description": "Deliveries of energy"},
    {"name": "id tags", "description": "Who may charge"},
    {"name": "local lists", "description": "Who may charge while a charger is offline"},
    {"name": "charging profiles", "description": "Limits for power and current"},
    {"name": "reservations", "description": "Connectors kept for a driver"},
    {"name": "firmware", "description": "Firmware, and the files that chargers fetch and deliver"},
    {"name": "drop box", "description": "Where chargers fetch firmware and deliver files"},
    {"name": "attention", "description": "What needs a person"},
    {"name": "notifications", "description": "Who is told of what needs a person, and what was told"},
    {"name": "events", "description": "What happens, as it happens"},
    {"name": "webhooks", "description": "What happens, sent to programs of others"},
    {"name": "users", "description": "People with an account"},
    {"name": "api keys", "description": "Ways in for programs"},
    {"name": "settings", "description": "What this server is set to"},
    {"name": "audit", "description": "Who did what"},
    {"name": "me", "description": "One's own data"},
    {"name": "public", "description": "Before sign-in"},
    {"name": "auth", "description": "Embedded accounts, in the wire format of Supabase Auth"},
    {"name": "health", "description": "For machines that look after machines"},
]
_PROBLEM: Responses = {"default": {"model": Problem, "description": "RFC 9457 problem details"}}

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_app(services: Services, lifespan: Lifespan | None = None) -> FastAPI:
    """REST, events, embedded accounts and the dashboard. `lifespan` starts and stops what serves them."""
    app = faces(services.settings, lifespan)
    attach(app, services)
    return app


def attach(app: FastAPI, services: Services) -> None:
    """What the routes work with from now on."""
    app.state.services = services
    app.state.accounts = services.accounts
    app.state.principals = services.principals
    app.state.embedded = services.embedded


def faces(settings: Settings, lifespan: Lifespan | None = None) -> FastAPI:
    """Everything that answers, with nothing behind it yet."""
    app = _bare(lifespan, auth_elsewhere.router if settings.supabase_url else auth.router)
    # As the router's last resort, and not a mount: the wrong method at a door of the API stays a 405.
    app.router.default = dashboard.load(settings.dashboard_dir, app.router.default, settings.supabase_url)
    app.add_middleware(Etags, resources=app.state.resources)
    app.add_middleware(Idempotent)
    # It leaves event streams alone. The highest level takes twice as long for a twentieth less.
    app.add_middleware(Compression, minimum_size=MIN_COMPRESSED, compresslevel=6)
    app.add_middleware(AuditTrail)
    app.add_middleware(BodyLimit)
    app.add_middleware(RequestIds)
    app.add_middleware(SecurityHeaders)
    if settings.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=["ETag", REPLAYED, "Retry-After", REQUEST_ID, "X-Supabase-Api-Version"],
            max_age=600,
        )
    return app


def _bare(lifespan: Lifespan | None = None, accounts: APIRouter = auth.router) -> FastAPI:
    """Every route, and nothing behind them. accounts: those under `/auth/v1`."""
    # Its own copy of Swagger UI: the page asks no foreign host, and works in a closed network.
    app = FastAPIOffline(
        title="CSMS",
        version=__version__,
        description=description.DESCRIPTION,
        contact=description.CONTACT,
        license_info=description.LICENSE,
        openapi_tags=_TAGS,
        generate_unique_id_function=_operation_id,
        redirect_slashes=False,
        redoc_url=None,
        static_url="/docs/static",
        lifespan=lifespan,
    )
    app.openapi = lambda: _described(app)  # type: ignore[method-assign] # the way FastAPI's manual extends it
    problems.install(app)
    app.add_exception_handler(Replayed, replay)
    app.include_router(accounts, include_in_schema=False)
    app.include_router(health.router, responses=_PROBLEM)
    app.include_router(public.router, responses=_PROBLEM)
    app.include_router(asyncapi.router)
    mine = [Depends(audited), Depends(known_parameters)]
    app.include_router(me.router, dependencies=mine, responses=_PROBLEM)
    app.include_router(drop_box.router, responses=_PROBLEM)
    modules = (*_OF_ADMINISTRATORS, me, health, public, drop_box)
    resources = Resources([*(module.router for module in modules), firmware.uploads, imports.uploads])
    app.state.resources = resources
    app.include_router(_admin(resources), responses=_PROBLEM)
    app.include_router(_long_bodies(), responses=_PROBLEM)
    return app


_OF_ADMINISTRATORS = (
    overview,
    analytics,
    attention,
    notifications,
    stations,
    chargers,
    statuses,
    commands,
    configuration,
    messages,
    outages,
    violations,
    security,
    transactions,
    samples,
    id_tags,
    unknown_tags,
    local_lists,
    reservations,
    charging_profiles,
    firmware,
    users,
    invitations,
    api_keys,
    audit,
    webhooks,
    server_settings,
    events,
)
_CONVENTIONS = [Depends(require_right), Depends(known_parameters), Depends(precondition), Depends(once)]
"""What holds for every operation of administrators, in this order."""


def _admin(resources: Resources) -> APIRouter:
    admin = APIRouter(prefix="/api/admin", dependencies=_CONVENTIONS, max_body_size=MAX_BODY)
    for module in _OF_ADMINISTRATORS:
        admin.include_router(module.router)
    admin.include_router(resources.patches())
    return admin


def _long_bodies() -> APIRouter:
    """Of administrators: files, whose routes bound what they read, and tables."""
    admin = APIRouter(prefix="/api/admin", dependencies=_CONVENTIONS)
    tables = APIRouter(max_body_size=MOST_TABLE)
    tables.include_router(imports.uploads)
    admin.include_router(firmware.uploads)
    admin.include_router(tables)
    return admin


def _operation_id(route: APIRoute) -> str:
    """The name of the function: unique, and stable for those who generate clients from it."""
    return route.name


def openapi() -> dict[str, Any]:
    """The OpenAPI document; it is the same whatever the settings are."""
    return _bare().openapi()


def _described(app: FastAPI) -> dict[str, Any]:
    """With what holds for all operations (`csms.api.description`)."""
    if app.openapi_schema is None:
        description.complete(FastAPI.openapi(app), app.state.resources)
    assert app.openapi_schema is not None
    return app.openapi_schema
