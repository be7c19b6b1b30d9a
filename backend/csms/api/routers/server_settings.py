"""`/api/admin/settings`: what this server is set to, without its secrets."""

from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter

from csms import __version__
from csms.api.dependencies import Deps
from csms.api.schemas.server_settings import ServerSettings
from csms.config import Settings

router = APIRouter(tags=["settings"])

SECRET = frozenset(
    {
        "supabase_anon_key",
        "supabase_jwt_secret",
        "admin_password",
        "google_client_id",
        "google_client_secret",
        "smtp_username",
        "smtp_password",
        "authorization_secret",
        # Addresses of services and places on the disk: they may hold a password, or help who has no business there.
        "redis_url",
        "authorization_url",
        "data_dir",
        "ocpp_tls_certificate",
        "ocpp_tls_key",
        "ocpp_tls_ec_certificate",
        "ocpp_tls_ec_key",
        "ocpp_tls_client_ca",
        "dashboard_dir",
    }
)
"""What nobody is shown, only whether it is set. A new setting that is not here is shown."""


@router.get("/settings", response_model=ServerSettings)
async def get_settings(services: Deps) -> Any:
    """Every setting by its environment variable; of secrets only whether they are set."""
    settings = services.settings
    return {
        "version": __version__,
        "items": [_setting(settings, name) for name in type(settings).model_fields],
    }


def _setting(settings: Settings, name: str) -> dict[str, Any]:
    secret = name in SECRET
    return {
        "name": name.upper(),
        "value": None if secret else _effect(settings, name),
        "given": name in settings.model_fields_set,
        "secret": secret,
    }


def _effect(settings: Settings, name: str) -> Any:
    """What holds, also where another setting decides."""
    if name == "database_url":
        return "sqlite" if urlsplit(settings.effective_database_url).scheme == "sqlite" else "postgresql"
    if name == "webhook_allow_private":
        return settings.private_webhooks
    value = getattr(settings, name)
    return None if value == "" else value
