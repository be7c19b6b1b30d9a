"""Settings, read from the environment and from `.env` in the working folder."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias
from urllib.parse import urlsplit

import jwt
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from csms.errors import ConfigurationError

SHORTEST_SECRET = 32
"""Characters of a secret that signs with HS256 (RFC 7518, 3.2)."""
SHORTEST_RETENTION = 60
"""Days."""
DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")


def _database_url(value: str) -> str:
    if value and urlsplit(value).scheme not in DATABASE_SCHEMES:
        raise ValueError("must start with postgresql:// or sqlite://")
    return value


def _redis_url(value: str) -> str:
    if value and urlsplit(value).scheme not in ("redis", "rediss", "unix"):
        raise ValueError("must start with redis://, rediss:// or unix://")
    return value


def _http_url(value: str) -> str:
    return _service_url(value).rstrip("/")


def _service_url(value: str) -> str:
    """As it is: the path of a foreign service may end with a slash."""
    if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname):
        raise ValueError("must be an address like https://charging.example")
    return value


def _publishable(key: str) -> str:
    """The dashboard tells it to everybody: the key that opens everything must not be put in its place."""
    if key.startswith("sb_secret_") or _role(key) not in (None, "anon"):
        raise ValueError("this key is secret; the anon key, or the publishable one, belongs here")
    return key


def _role(key: str) -> Any:
    """Of a key of Supabase that is a JWT; None for others."""
    try:
        return jwt.decode(key, options={"verify_signature": False}).get("role")
    except jwt.PyJWTError:
        return None


def _shared_secret(value: SecretStr) -> SecretStr:
    if 0 < len(value.get_secret_value()) < SHORTEST_SECRET:
        raise ValueError(f"must have at least {SHORTEST_SECRET} characters")
    return value


def _retention(days: int) -> int:
    """What is shorter would take what rules, uptime and people still look at."""
    if 0 < days < SHORTEST_RETENTION:
        raise ValueError(f"must be 0 (for good) or at least {SHORTEST_RETENTION}")
    return days


Retention: TypeAlias = Annotated[int, Field(ge=0, le=36_500), AfterValidator(_retention)]


class Settings(BaseSettings):
    """Everything that can be set from outside; `.env.example` explains each in a line."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    public_url: Annotated[str, AfterValidator(_http_url)] = ""
    forwarded_allow_ips: str = "127.0.0.1"
    environment: Literal["development", "production", "test"] = "development"
    data_dir: Path = Path("./data")
    database_url: Annotated[str, AfterValidator(_database_url)] = ""
    redis_url: Annotated[str, AfterValidator(_redis_url)] = ""
    supabase_url: Annotated[str, AfterValidator(_http_url)] = ""
    supabase_anon_key: Annotated[
        str, Field(max_length=4096, validate_default=True), AfterValidator(_publishable)
    ] = ""
    supabase_jwt_secret: Annotated[SecretStr, AfterValidator(_shared_secret)] = SecretStr("")
    admin_email: Annotated[str, Field(max_length=320, pattern=r"^[^@\s]+@[^@\s]+$")] = (
        "admin@localhost.localdomain"
    )
    admin_password: SecretStr = SecretStr("")
    signup: Literal["open", "invitation", "off"] = "open"
    google_client_id: Annotated[str, Field(max_length=255)] = ""
    google_client_secret: SecretStr = SecretStr("")
    cors_origins: str = ""
    smtp_host: Annotated[str, Field(max_length=253)] = ""
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 587
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_username: str = ""
    smtp_password: SecretStr = SecretStr("")
    mail_from: Annotated[str, Field(max_length=320, pattern=r"^[^\r\n]*@[^\r\n]+$")] = (
        "csms@localhost.localdomain"
    )
    ocpp_call_timeout: Annotated[float, Field(gt=0, le=3600)] = 30.0
    ocpp_heartbeat_interval: Annotated[int | None, Field(ge=10, le=86400)] = None
    ocpp_max_message: Annotated[int, Field(ge=4096, le=64 * 1024 * 1024)] = 1024 * 1024
    ocpp_ping_interval: Annotated[float, Field(ge=0, le=3600)] = 20.0
    ocpp_ping_timeout: Annotated[float, Field(ge=0, le=3600)] = 20.0
    ocpp_unknown_status: Annotated[Literal[401, 404], BeforeValidator(int)] = 401
    operator_name: Annotated[str, Field(max_length=200)] = ""
    ocpp_cpo_name: Annotated[str, Field(max_length=64)] = ""
    ocpp_certificate_days: Annotated[int, Field(ge=1, le=3650)] = 365
    ocpp_tls_port: Annotated[int, Field(ge=0, le=65535)] = 0
    ocpp_tls_certificate: Path | None = None
    ocpp_tls_key: Path | None = None
    ocpp_tls_ec_certificate: Path | None = None
    ocpp_tls_ec_key: Path | None = None
    ocpp_tls_client_ca: Path | None = None
    ocpp_tls_rsa_key_exchange: bool = True
    authorization_url: Annotated[str, AfterValidator(_service_url)] = ""
    authorization_timeout: Annotated[float, Field(gt=0, le=20)] = 3.0
    authorization_secret: SecretStr = SecretStr("")
    authorization_fallback: Literal["local", "accept", "refuse"] = "local"
    webhook_allow_private: bool | None = None
    transaction_suspect_after: Annotated[int, Field(ge=0, le=86400)] = 300
    transaction_silent_after: Annotated[int, Field(ge=60, le=30 * 86400)] = 12 * 3600
    transaction_close_after: Annotated[int, Field(ge=0, le=30 * 86400)] = 12 * 3600
    notify_grace: Annotated[int, Field(ge=0, le=3600)] = 300
    audit_retention_days: Retention = 3650
    notification_retention_days: Retention = 365
    history_retention_days: Retention = 1095
    sign_in_retention_days: Retention = 365
    message_retention_days: Retention = 0
    dashboard_dir: Path | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("supabase_anon_key")
    @classmethod
    def _goes_with_its_project(cls, key: str, info: ValidationInfo) -> str:
        if info.data.get("supabase_url") and not key:
            raise ValueError("SUPABASE_URL needs it: the anon key, or the publishable one, of that project")
        return key

    @cached_property
    def base_url(self) -> str:
        """Where people and tokens find us; `PUBLIC_URL`, or the address we listen on."""
        return self.public_url or f"http://{_reachable(self.host)}:{self.port}"

    @cached_property
    def effective_database_url(self) -> str:
        """`DATABASE_URL`, or the SQLite file in `DATA_DIR`."""
        return self.database_url or f"sqlite://{(self.data_dir / 'csms.db').absolute()}"

    @property
    def private_webhooks(self) -> bool:
        """`WEBHOOK_ALLOW_PRIVATE`; without it a developer's receiver may be on his own machine."""
        if self.webhook_allow_private is None:
            return self.environment != "production"
        return self.webhook_allow_private

    @property
    def allowed_origins(self) -> list[str]:
        return [origin.strip().rstrip("/") for origin in self.cors_origins.split(",") if origin.strip()]


def _reachable(host: str) -> str:
    return "localhost" if host in ("0.0.0.0", "::", "") else host  # noqa: S104 - compared, not bound


def load_settings() -> Settings:
    """Settings of this process; one clear line per bad one, as ConfigurationError."""
    try:
        return Settings()
    except ValidationError as error:
        raise ConfigurationError("; ".join(_explain(error))) from None


def _explain(error: ValidationError) -> list[str]:
    return [f"{str(item['loc'][0]).upper()}: {_plain(item['msg'])}" for item in error.errors()]


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ")
