"""Starting a server for as long as this process lives, and waiting until it answers."""

import atexit
import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

GUARDIAN = Path(__file__).with_name("guardian.py")
START_SECONDS = 60.0
STOP_SECONDS = 30.0


class ServiceUnavailableError(RuntimeError):
    """A server or program the tests need could not be had. The message says what to install."""


@dataclass(frozen=True)
class Account:
    """An unprivileged user of the machine, for servers that refuse to run as root."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Server:
    """A running server under its guardian."""

    name: str
    folder: Path
    guardian: "subprocess.Popen[bytes]"

    def stop(self) -> None:
        """Ends the server and removes its folder. Harmless when it has ended already."""
        if self.guardian.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self.guardian.stdin.close()
        self.guardian.wait(STOP_SECONDS)

    def log(self) -> str:
        """The last lines the server printed."""
        with contextlib.suppress(OSError):
            return "\n".join((self.folder / "log").read_text(errors="replace").splitlines()[-15:])
        return "(it left no log)"


def start_server(
    name: str,
    command: Sequence[str],
    *,
    folder: Path,
    stop_signal: str,
    ready: Callable[[], bool],
    account: Account | None = None,
) -> Server:
    """Starts `command` in `folder`, which goes with it, and returns once `ready` says so."""
    identity = [] if account is None else ["--user", str(account.uid), "--group", str(account.gid)]
    guardian = subprocess.Popen(
        [
            *(sys.executable, "-S", "-E", str(GUARDIAN), "--folder", str(folder), "--signal", stop_signal),
            *(*identity, "--", *command),
        ],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    server = Server(name, folder, guardian)
    atexit.register(server.stop)
    _await_ready(server, ready)
    return server


def _await_ready(server: Server, ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if server.guardian.poll() is not None or time.monotonic() > deadline:
            raise ServiceUnavailableError(f"{server.name} did not start:\n{server.log()}")
        time.sleep(0.02)


def free_port() -> int:
    """A TCP port of the loopback interface that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def accepts_connections(port: int) -> bool:
    """Whether somebody listens on the loopback port."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def runs(program: str) -> bool:
    """Whether the program is there and able to start on this machine."""
    with contextlib.suppress(OSError):
        return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0
    return False
