"""Where a charge point may connect to: one inside of a server must not be sent to that server's neighbours."""

from urllib.parse import urlsplit

from msgspec import Struct


class Reach(Struct, frozen=True):
    """hosts: "host:port" of those it may reach, None for all there are."""

    hosts: frozenset[str] | None = None

    def allows(self, url: str) -> bool:
        return self.hosts is None or host(url) in self.hosts


def host(url: str) -> str:
    """Host and port of `url`."""
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "ws": 80, "https": 443, "wss": 443}.get(parts.scheme, 0)
    return f"{parts.hostname}:{port}"
