"""What one charger has sent and the journal has not stored yet: beyond a limit its socket is not read (Q14, S19).

The charger feels it as TCP back-pressure. Nothing is refused, and nobody else's memory or time is used up.
"""

from csms.gateway.door import Socket
from csms.store.journal import Journal

MESSAGES = 128
BYTES = 256 * 1024


class Backlog:
    """Counts messages and their bytes; pauses the socket, and resumes it when half of them are stored."""

    def __init__(self, socket: Socket, journal: Journal) -> None:
        self._socket = socket
        self._journal = journal
        self._messages = 0
        self._bytes = 0
        self._paused = False

    def add(self, size: int) -> None:
        """A message of so many bytes waits."""
        self._messages += 1
        self._bytes += size
        if not self._paused and (self._messages >= MESSAGES or self._bytes >= BYTES or self._journal.full):
            self._paused = True
            self._socket.pause_reading()
            if self._journal.full:
                self._journal.when_drained(self._resume)

    def stored(self, size: int) -> None:
        """It no longer does."""
        self._messages -= 1
        self._bytes -= size
        if self._paused and self._messages < MESSAGES // 2 and self._bytes < BYTES // 2:
            self._resume()

    def _resume(self) -> None:
        self._paused = False
        self._socket.resume_reading()
