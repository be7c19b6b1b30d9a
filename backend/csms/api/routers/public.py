"""Doors without a key: what the dashboard needs before sign-in."""

from typing import Any

from fastapi import APIRouter, Request

from csms import __version__
from csms.api.dependencies import Deps
from csms.api.schemas.public import Config
from csms.api.services import Services

router = APIRouter()

PUBLISHABLE_KEY = "csms-embedded-accounts"  # supabase-js wants one; the embedded accounts ask for none


@router.get("/api/v1/config", response_model=Config, tags=["public"])
async def get_config(services: Deps, request: Request) -> Any:
    """How to sign in, and where chargers call."""
    settings = services.settings
    return {
        **await _sign_in(services),
        "version": __version__,
        "public_url": settings.public_url or None,
        "ocpp_url": _reached_at(settings.public_url, request).replace("http", "ws", 1) + "/ocpp/",
    }


async def _sign_in(services: Services) -> dict[str, Any]:
    project = services.supabase
    if project is None:
        return {
            "auth_url": "/auth/v1",
            "publishable_key": PUBLISHABLE_KEY,
            "providers": ["email", "google"] if services.embedded.google else ["email"],
            "signup": services.embedded.sign_up.policy,
        }
    ways = await project.sign_in_ways()
    return {
        "auth_url": project.auth_url,
        "publishable_key": project.publishable_key,
        "providers": list(ways.providers),
        "signup": ways.signup,
    }


def _reached_at(public_url: str, request: Request) -> str:
    """Without PUBLIC_URL, the address that the browser came by: a charger in the same network reaches it too."""
    return public_url or f"{request.url.scheme}://{request.url.netloc}"
