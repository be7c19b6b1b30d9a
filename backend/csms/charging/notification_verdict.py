"""What became of something that was to be sent."""

from dataclasses import dataclass

SENT, REFUSED, UNREACHABLE = "sent", "refused", "unreachable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """state: SENT, REFUSED (for good) or UNREACHABLE (for now). detail: what the other side said, or stored words.

    via: what took it, for SENT: `mail_server`, `server_log` or `webhook`.
    """

    state: str
    detail: str = ""
    via: str | None = None
