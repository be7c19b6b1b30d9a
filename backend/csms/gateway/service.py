"""What all sockets of one server share: the door, the limits, one timer and one flush."""

import asyncio
import math
from typing import Any, Protocol

from csms.gateway.door import Door
from csms.gateway.housekeeping import Flusher, Rounds
from csms.gateway.limits import SocketLimits


class Member(Protocol):
    def round(self) -> None:
        """Called once per round: pings, and an end to what takes too long."""


class SocketService:
    """Made once per server; times are turned into whole rounds of at most a second."""

    def __init__(self, door: Door[Any], limits: SocketLimits) -> None:
        self.door = door
        self.limits = limits
        self.flusher = Flusher()
        self.admitting = asyncio.Semaphore(limits.max_unadmitted)
        spans = (limits.ping_interval, limits.ping_timeout, limits.handshake_timeout, limits.close_timeout)
        self._round_length = min(1.0, *(span / 4 for span in spans if span))
        self.ping_rounds, self.pong_rounds, self.handshake_rounds, self.close_rounds = map(self.rounds, spans)
        self._members: set[Member] = set()
        self._rounds = Rounds(self._round_length, self._visit)

    def rounds(self, seconds: float) -> int:
        """So many whole rounds."""
        return math.ceil(seconds / self._round_length)

    def join(self, member: Member) -> None:
        self._members.add(member)
        self._rounds.wake()

    def leave(self, member: Member) -> None:
        self._members.discard(member)

    def _visit(self) -> bool:
        for member in tuple(self._members):
            member.round()
        return bool(self._members)
