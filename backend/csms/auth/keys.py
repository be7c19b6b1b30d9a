"""The key that signs access tokens (ES256, P-256), its JWKS, and the server's secret for keyed hashes."""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from csms.auth.key_files import load_or_create
from csms.errors import ConfigurationError

SIGNING_KEY_FILE = "auth-signing-key.pem"
SERVER_SECRET_FILE = "server-secret"  # noqa: S105 - the name of the file
_COORDINATE_BYTES = 32


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An EC P-256 key pair with its RFC 7638 thumbprint as key id."""

    private: ec.EllipticCurvePrivateKey
    key_id: str

    @property
    def public(self) -> ec.EllipticCurvePublicKey:
        return self.private.public_key()

    def jwks(self) -> dict[str, list[dict[str, Any]]]:
        """The public half as JSON Web Key Set (RFC 7517); what supabase-js verifies tokens with."""
        key = _public_members(self.public)
        return {"keys": [{**key, "alg": "ES256", "use": "sig", "key_ops": ["verify"], "kid": self.key_id}]}


def load_signing_key(data_dir: Path) -> SigningKey:
    """The signing key of this installation, made on first use. Raises ConfigurationError when unusable."""
    path = data_dir / SIGNING_KEY_FILE
    pem = load_or_create(path, _new_private_key)
    try:
        private = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ConfigurationError(f"DATA_DIR: {path} holds no usable private key: {error}") from error
    if not isinstance(private, ec.EllipticCurvePrivateKey) or not isinstance(private.curve, ec.SECP256R1):
        raise ConfigurationError(f"DATA_DIR: {path} must hold an EC P-256 private key")
    return SigningKey(private, _thumbprint(private.public_key()))


def load_server_secret(data_dir: Path) -> bytes:
    """32 random bytes that only this installation knows, made on first use."""
    path = data_dir / SERVER_SECRET_FILE
    text = load_or_create(path, lambda: secrets.token_hex(32).encode() + b"\n")
    try:
        secret = bytes.fromhex(text.decode("ascii").strip())
    except ValueError:
        secret = b""
    if len(secret) != 32:
        raise ConfigurationError(f"DATA_DIR: {path} must hold 64 hexadecimal digits")
    return secret


def derive(secret: bytes, purpose: str) -> bytes:
    """A key for one purpose, so that no two uses share one (HKDF-Expand with one block, RFC 5869)."""
    return hmac.digest(secret, purpose.encode() + b"\x01", hashlib.sha256)


def _new_private_key() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _public_members(key: ec.EllipticCurvePublicKey) -> dict[str, str]:
    numbers = key.public_numbers()
    return {"crv": "P-256", "kty": "EC", "x": _coordinate(numbers.x), "y": _coordinate(numbers.y)}


def _coordinate(value: int) -> str:
    return _base64url(value.to_bytes(_COORDINATE_BYTES, "big"))


def _thumbprint(key: ec.EllipticCurvePublicKey) -> str:
    canonical = json.dumps(_public_members(key), separators=(",", ":"), sort_keys=True)
    return _base64url(hashlib.sha256(canonical.encode()).digest())


def _base64url(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
