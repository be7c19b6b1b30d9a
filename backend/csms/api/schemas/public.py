"""What is known before sign-in, and about the health of the server."""

from typing import Literal

from csms.api.schemas.common import Output


class Config(Output):
    """`auth_url` may be relative to the server. `ocpp_url`: a charger's address without its identity."""

    auth_url: str
    publishable_key: str
    providers: list[str]
    signup: Literal["open", "invitation", "off"]
    version: str
    public_url: str | None
    ocpp_url: str


class Health(Output):
    status: Literal["ok"]


class Part(Output):
    """One part of the server. `needed`: without it the server takes no load."""

    healthy: bool
    needed: bool
    detail: str


class Readiness(Output):
    status: Literal["ready", "degraded", "unavailable"]
    node: str
    parts: dict[str, Part]
