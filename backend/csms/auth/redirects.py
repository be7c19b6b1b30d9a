"""Where people are sent after a link or another provider: to addresses that the settings name, to no others.

What is added is what Supabase Auth adds: a session, an error or a message in the fragment, a code in the query.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from csms.auth.accounts import Grant
from csms.auth.errors import AuthError

MAX_LENGTH = 2048
_PORTS = {"http": 80, "https": 443}


class Redirects:
    """base_url: ours, where everybody goes who names no other. origins: of dashboards that live elsewhere."""

    def __init__(self, base_url: str, origins: Iterable[str] = ()) -> None:
        self.base_url = base_url
        self._allowed = {origin_of(url) for url in (base_url, *origins)} - {None}

    def target(self, asked: str | None) -> str:
        """The address that was asked for, without its fragment, if it is an allowed one; else ours."""
        if asked and origin_of(asked) in self._allowed:
            return urlunsplit(urlsplit(asked)._replace(fragment=""))
        return f"{self.base_url}/"


def origin_of(url: str) -> tuple[str, str, int] | None:
    """Scheme, host and port, as a browser understands them; None for what one may understand otherwise."""
    if len(url) > MAX_LENGTH or not url.isascii() or not url.isprintable() or "\\" in url or " " in url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    if port is None or not parts.hostname or "@" in parts.netloc:
        return None
    return parts.scheme, parts.hostname, port


def with_session(url: str, grant: Grant, kind: str = "") -> str:
    """kind: of the letter (`signup`, `recovery`, ...), by which the client knows what to show; of none, empty."""
    said = {
        "access_token": grant.access_token,
        "expires_at": str(grant.expires_at),
        "expires_in": str(grant.expires_in),
        "refresh_token": grant.refresh_token,
        "token_type": "bearer",
    }
    return _with_fragment(url, {**said, "type": kind} if kind else said)


def with_code(url: str, code: str) -> str:
    return _with_query(url, {"code": code})


def with_error(url: str, error: AuthError, *, pkce: bool = False) -> str:
    said = {"error": "access_denied", "error_code": error.code, "error_description": error.message}
    return _with_fragment(_with_query(url, said) if pkce else url, said)


def with_message(url: str, message: str, *, pkce: bool = False) -> str:
    said = {"message": message}
    return _with_fragment(_with_query(url, said) if pkce else url, said)


def _with_fragment(url: str, values: Mapping[str, str]) -> str:
    return urlunsplit(urlsplit(url)._replace(fragment=urlencode(values)))


def _with_query(url: str, values: Mapping[str, str]) -> str:
    parts = urlsplit(url)
    query = [*parse_qsl(parts.query, keep_blank_values=True), *values.items()]
    return urlunsplit(parts._replace(query=urlencode(query)))
