"""A Supabase project on the loopback: its key set, its settings, and tokens as it signs them, or as forgers do."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

JWKS = "/auth/v1/.well-known/jwks.json"
SETTINGS = "/auth/v1/settings"

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


class Project:
    """keys: those of the set, by id. status: of every answer. asked: the paths, in order; said: the last request."""

    def __init__(self) -> None:
        self.keys: dict[str, PrivateKey] = {"k1": new_key()}
        self.settings: dict[str, Any] = {"external": {"email": True, "google": True}, "disable_signup": False}
        self.body: bytes | None = None
        self.status = 200
        self.asked: list[str] = []
        self.said = ""
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def issuer(self) -> str:
        return f"{self.url}/auth/v1"

    def key_set(self) -> dict[str, Any]:
        return {"keys": [jwk(key, key_id) for key_id, key in self.keys.items()]}

    def claims(self, now: float, **changes: Any) -> dict[str, Any]:
        """Those of a person who has just signed in, with changes; None leaves one out."""
        valid = {
            "iss": self.issuer,
            "aud": "authenticated",
            "sub": str(uuid.uuid4()),
            "exp": int(now) + 3600,
            "iat": int(now),
            "email": "ines@example.com",
            "role": "authenticated",
            "aal": "aal1",
            "session_id": str(uuid.uuid4()),
            "app_metadata": {"provider": "email"},
            "user_metadata": {"full_name": "Ines Vogel"},
            "is_anonymous": False,
        }
        return {name: value for name, value in (valid | changes).items() if value is not None}

    def token(self, now: float, key_id: str = "k1", **changes: Any) -> str:
        """Signed by the project."""
        key = self.keys[key_id]
        return jwt.encode(self.claims(now, **changes), key, algorithm_of(key), {"kid": key_id})

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            self.said = (await reader.readuntil(b"\r\n\r\n")).decode().casefold()
            path = self.said.split()[1]
            self.asked.append(path)
            document = {JWKS: self.key_set(), SETTINGS: self.settings}.get(path, {})
            body = json.dumps(document).encode() if self.body is None else self.body
            head = f"HTTP/1.1 {self.status} X\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            writer.write(head.encode() + body)
            await writer.drain()
        writer.close()


def algorithm_of(key: PrivateKey) -> str:
    return "ES256" if isinstance(key, ec.EllipticCurvePrivateKey) else "RS256"


def jwk(key: PrivateKey, key_id: str, **members: Any) -> dict[str, Any]:
    """The public half, as in a key set."""
    kind: Any = jwt.algorithms.ECAlgorithm if algorithm_of(key) == "ES256" else jwt.algorithms.RSAAlgorithm
    public = json.loads(kind.to_jwk(key.public_key()))
    return {**public, "kid": key_id, "alg": algorithm_of(key), "use": "sig", "key_ops": ["verify"], **members}


@asynccontextmanager
async def running() -> AsyncIterator[Project]:
    """The project while the block lasts."""
    project = Project()
    async with await asyncio.start_server(project.serve, "127.0.0.1", 0) as server:
        project.port = server.sockets[0].getsockname()[1]
        yield project
