"""A Supabase project in place of the embedded accounts: what is asked of it, and with which key."""

import re
import time
from dataclasses import dataclass
from typing import Any, Literal

import httpx

from csms.auth.clock import Clock, utc_now
from csms.auth.remote_document import Clock as Seconds
from csms.auth.remote_document import RemoteDocument
from csms.auth.remote_keys import RemoteKeys
from csms.auth.supabase import SupabaseAccounts, SupabaseTokens

MOST_PROVIDERS = 50

_PROVIDER = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NO_PROVIDERS = ("anonymous_users",)
"""What Supabase lists beside the providers."""


@dataclass(frozen=True, slots=True)
class SignInWays:
    """How people may sign in at the project, and whether strangers may sign up."""

    providers: tuple[str, ...]
    signup: Literal["open", "off"]


UNKNOWN = SignInWays(("email",), "off")
"""What is told while the project could never be asked: nobody can sign in then, whatever is drawn."""


class SupabaseProject:
    """url: of the project. publishable_key: the one that browsers are told. secret: of old projects, or empty.

    clock: wall clock, UTC. monotonic: in seconds.
    """

    def __init__(
        self,
        url: str,
        publishable_key: str,
        secret: str = "",
        *,
        clock: Clock = utc_now,
        monotonic: Seconds = time.monotonic,
    ) -> None:
        self.auth_url = f"{url}/auth/v1"
        self.publishable_key = publishable_key
        # No proxy and no .netrc of the environment: keys come from the address that was set, and nowhere else.
        self._client = httpx.AsyncClient(trust_env=False)
        keys = RemoteKeys(f"{self.auth_url}/.well-known/jwks.json", self._client, monotonic)
        self.accounts = SupabaseAccounts(SupabaseTokens(url, keys, secret, clock), clock)
        self._settings = RemoteDocument(
            f"{self.auth_url}/settings",
            self._client,
            read_settings,
            headers={"apikey": publishable_key},
            clock=monotonic,
        )

    async def close(self) -> None:
        await self._client.aclose()

    async def sign_in_ways(self) -> SignInWays:
        return await self._settings.get() or UNKNOWN


def read_settings(document: Any) -> SignInWays:
    """What `GET /auth/v1/settings` of Supabase answers. Raises ValueError."""
    external = document.get("external") if isinstance(document, dict) else None
    if not isinstance(external, dict):
        raise ValueError("the answer is no settings")
    providers = sorted(name for name, on in external.items() if on is True and _is_provider(name))
    return SignInWays(
        tuple(providers[:MOST_PROVIDERS]), "off" if document.get("disable_signup") is not False else "open"
    )


def _is_provider(name: str) -> bool:
    return name not in _NO_PROVIDERS and _PROVIDER.fullmatch(name) is not None
