"""Charger credentials: HTTP Basic with an AuthorizationKey (OCPP-J 6.2, whitepaper A00/A01, DEC-7 to DEC-9).

    generated   20 random bytes           stored as  hmac-sha256$<key id>$<salt>$<digest>
    imported    chosen by somebody else   stored as  $argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>

The whitepaper recommends a slow, salted hash (A01.FR.08). A generated key has 160 bits, which nobody can
search; a keyed hash with a salt protects it as well at rest and lets thousands of chargers reconnect at once.
A refused attempt costs one argon2 run whatever the reason, so that the time tells nothing (DEC-7).
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets

from csms.auth.errors import WeakPassword
from csms.auth.keys import derive
from csms.auth.passwords import Argon2Pool
from csms.said import said

GENERATED_BYTES = 20  # the longest AuthorizationKey (A00.FR.205)
MIN_IMPORTED, MAX_IMPORTED = 8, 40

_SCHEME = "hmac-sha256"
_SALT_BYTES = 16
_MAX_HEADER = 4096
_HEX_KEY = re.compile(rb"(?:[0-9A-Fa-f]{2}){16,20}")
_HEX_DIGITS = re.compile(r"[0-9A-Fa-f]+")
_PRINTABLE_ASCII = re.compile(r"[\x20-\x7e]+")


def generate_authorization_key() -> str:
    """A fresh AuthorizationKey as 40 hexadecimal digits, the form ChangeConfiguration carries (SEC-05)."""
    return secrets.token_hex(GENERATED_BYTES)


def check_imported(password: str) -> None:
    """The rules for a password that somebody else chose. Raises WeakPassword."""
    if not MIN_IMPORTED <= len(password) <= MAX_IMPORTED:
        raise WeakPassword(
            said(
                "A charger's password has {least} to {most} characters.",
                least=MIN_IMPORTED,
                most=MAX_IMPORTED,
            )
        )
    if not _PRINTABLE_ASCII.fullmatch(password):
        raise WeakPassword(said("A charger's password has printable ASCII characters only."), ("characters",))
    if len(password) >= 32 and len(password) % 2 and _HEX_DIGITS.fullmatch(password):
        raise WeakPassword(said("A hexadecimal key has an even number of digits."))  # SEC-05


def parse_basic(header: bytes, identity: bytes) -> bytes | None:
    """The password in an Authorization header, or None when it is not Basic or names another identity.

    Bytes throughout: the password is rarely UTF-8, and both halves may contain a colon (CONN-11, SEC-10).
    """
    scheme, _, encoded = header.strip(b" \t").partition(b" ")
    if len(header) > _MAX_HEADER or scheme.lower() != b"basic":
        return None
    try:
        decoded = base64.b64decode(encoded.strip(b" "), validate=True)
    except binascii.Error:
        return None
    prefix = identity + b":"
    return decoded[len(prefix) :] if decoded.startswith(prefix) else None


class ChargerCredentials:
    """Makes and verifies the stored form of charger passwords.

    server_secret: `csms.auth.keys.load_server_secret`. pool: argon2 at the OWASP minimum, apart from the one
    for people, so that a storm of chargers does not keep anybody from signing in.
    """

    def __init__(self, server_secret: bytes, pool: Argon2Pool) -> None:
        self._key = derive(server_secret, "charger credentials")
        self._key_id = hashlib.sha256(self._key).hexdigest()[:8]
        self._pool = pool

    def hash_generated(self, key: str) -> str:
        """The stored form of a key from `generate_authorization_key`."""
        salt = secrets.token_bytes(_SALT_BYTES)
        return f"{_SCHEME}${self._key_id}${salt.hex()}${self._digest(salt, canonical(key.encode())).hex()}"

    async def hash_imported(self, password: str) -> str:
        """The stored form of an imported password. Raises WeakPassword, Busy."""
        check_imported(password)
        return await self._pool.hash(canonical(password.encode()))

    async def verify(self, stored: str | None, presented: bytes) -> bool:
        """Whether the presented password is the stored one; `None` stands for an unknown identity.

        A generated key that fits is answered at once, without a thread. Raises Busy.
        """
        password = canonical(presented)
        if stored is not None and is_generated(stored):
            if self._fits(stored, password):
                return True
            stored = None  # the refusal takes as long as any other
        return await self._pool.verify(stored, password)

    def can_verify(self, stored: str) -> bool:
        """False for a generated key stored under another server secret (a lost or wrong `DATA_DIR`)."""
        return not is_generated(stored) or stored.split("$")[1] == self._key_id

    def _fits(self, stored: str, password: bytes) -> bool:
        _, key_id, salt, digest = stored.split("$")
        expected = self._digest(bytes.fromhex(salt), password)
        return hmac.compare_digest(expected, bytes.fromhex(digest)) and key_id == self._key_id

    def _digest(self, salt: bytes, password: bytes) -> bytes:
        return hmac.digest(self._key, salt + password, hashlib.sha256)


def is_generated(stored: str) -> bool:
    """Whether the stored form is one of a key of ours; an imported one is worth replacing (DEC-9)."""
    return stored.startswith(_SCHEME + "$")


def canonical(password: bytes) -> bytes:
    """The bytes that are compared: 32 to 40 hexadecimal digits stand for the key they spell (DEC-8, SEC-06).

    A key itself is 16 to 20 bytes, so no password has two meanings.
    """
    return bytes.fromhex(password.decode()) if _HEX_KEY.fullmatch(password) else password
