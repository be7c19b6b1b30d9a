"""Servers that start at once: forked off a process that has read the program already (Linux)."""

import atexit
import ctypes
import functools
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

ZYGOTE = Path(__file__).with_name("zygote.py")
POSSIBLE = sys.platform == "linux"

_PR_SET_CHILD_SUBREAPER = 36


class Forked:
    """A child of this process, with what `subprocess.Popen` has for one."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._reaping = threading.Lock()

    def poll(self) -> int | None:
        with self._reaping:
            if self.returncode is None:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                if pid:
                    self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float) -> int:
        """Raises subprocess.TimeoutExpired."""
        if (status := self.poll()) is not None:
            return status
        ended = os.pidfd_open(self.pid)
        try:
            waiting = select.poll()
            waiting.register(ended, select.POLLIN)
            waiting.poll(timeout * 1000)
        finally:
            os.close(ended)
        if (status := self.poll()) is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout)
        return status

    def send_signal(self, number: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class Nursery:
    def __init__(self) -> None:
        # Whoever loses the parent becomes our child: the servers, whose parent goes at once.
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._asking = threading.Lock()
        with theirs:
            self._zygote = subprocess.Popen(
                [sys.executable, str(ZYGOTE)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env={"PATH": os.environ["PATH"]},
            )
        atexit.register(self._end)

    def _end(self) -> None:
        self._control.close()
        self._zygote.wait()

    def start(
        self,
        arguments: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        log: int,
        open_files: tuple[int, int] | None,
    ) -> Forked:
        """`main.py` with these arguments; log: the file of what it says. open_files: its limits."""
        job = json.dumps([list(arguments), str(folder), dict(environment), open_files]).encode()
        with self._asking:
            socket.send_fds(self._control, [job], [log])
            return Forked(int(self._control.recv(32)))


@functools.cache
def nursery() -> Nursery:
    """That of this process: started when the first server is."""
    return Nursery()
