"""The stand-in as a whole: what it is set to, what it knows, and its life on a port of the loopback."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import uvicorn

from tests.services.supabase.app import make_app
from tests.services.supabase.gateway import Gateway
from tests.services.supabase.keys import ApiKeys, SigningKeys
from tests.services.supabase.letters import Letters, Redirects
from tests.services.supabase.limits import Bucket
from tests.services.supabase.people import People, Session

TOKEN_LIFETIME = 3600
NEW_PROJECT_REFILL = 30 / 300


class SupabaseProject:
    """reuse_interval: of refresh tokens, in seconds. refill: of the buckets, in requests a second. external: which
    ways of signing in it says it has.
    """

    def __init__(
        self,
        port: int,
        *,
        reuse_interval: float = 10,
        refill: float = NEW_PROJECT_REFILL,
        redirects: Redirects | None = None,
    ) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.issuer = f"{self.url}/auth/v1"
        self.api_keys = ApiKeys()
        self.signing_keys = SigningKeys()
        self.people = People(timedelta(seconds=reuse_interval))
        self.letters = Letters(self.people, redirects or Redirects(), self.issuer)
        self.gateway = Gateway(self.api_keys, self.signing_keys, self.people)
        self.external = {"anonymous_users": False, "email": True, "google": False, "phone": False}
        self.buckets = {name: Bucket(refill) for name in ("password", "refresh_token", "verify")}

    def grant(self, session: Session) -> dict[str, Any]:
        """What a sign-in or a refresh is answered with."""
        user = session.user.document()
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": "authenticated",
            "sub": session.user.id,
            "exp": now + TOKEN_LIFETIME,
            "iat": now,
            "email": session.user.email,
            "phone": "",
            "app_metadata": user["app_metadata"],
            "user_metadata": user["user_metadata"],
            "role": "authenticated",
            "aal": "aal1",
            "amr": [{"method": session.method, "timestamp": int(session.begun.timestamp())}],
            "session_id": session.id,
            "is_anonymous": False,
        }
        # Times are nanoseconds before they are stored, and microseconds afterwards.
        user["last_sign_in_at"] = user["last_sign_in_at"].replace("Z", "123Z")
        return {
            "access_token": self.signing_keys.sign(claims),
            "token_type": "bearer",
            "expires_in": TOKEN_LIFETIME,
            "expires_at": now + TOKEN_LIFETIME,
            "refresh_token": session.refresh_token,
            "user": user,
        }


@asynccontextmanager
async def running(**settings: Any) -> AsyncIterator[SupabaseProject]:
    """The project while the block lasts; settings: of `SupabaseProject`."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        project = SupabaseProject(listening.getsockname()[1], **settings)
        config = uvicorn.Config(make_app(project), log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve([listening]))
        try:
            yield project
        finally:
            server.should_exit = True
            await serving
