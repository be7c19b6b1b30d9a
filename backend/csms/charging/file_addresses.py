"""Addresses of our own drop box: a token that nobody can guess, of which only the hash is kept (DIAG-01, S17)."""

import hashlib
import re
import secrets
import unicodedata
from ipaddress import ip_address
from urllib.parse import urlsplit

DOOR = "/files"
TOKEN_BYTES = 32
_TOKEN = re.compile(rf"{DOOR}/([A-Za-z0-9_-]{{43}})(?![A-Za-z0-9_-])")
LONGEST_NAME = 100
_UNSAFE = re.compile(r"[^A-Za-z0-9._ ()+=@-]+")


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """What is stored, and looked for: finding it in an index tells nothing of the token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def hash_in(address: str) -> str | None:
    """The hash of the token in an address, if it has one."""
    found = _TOKEN.search(address)
    return hash_of(found[1]) if found else None


def reaches(base_url: str, address: str | None) -> bool:
    """Whether who calls from this address can reach us at `base_url`: "localhost" is another machine to others."""
    return address is None or _is_here(address) or not _is_here(urlsplit(base_url).hostname or "")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def safe_name(name: str, otherwise: str = "file") -> str:
    """A name without folders that every system and every header takes."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFKD", name))[-1]
    plain = _UNSAFE.sub("_", last).strip(" .")
    if len(plain) > LONGEST_NAME:
        stem, dot, ending = plain.rpartition(".")
        plain = f"{stem[: LONGEST_NAME - 17]}.{ending}" if dot and len(ending) <= 16 else plain[:LONGEST_NAME]
    return plain or otherwise
