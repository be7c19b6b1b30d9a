"""The real server as a process of its own, as `make run` starts it: killed, stopped and started again."""

import asyncio
import ctypes
import http.client
import os
import resource
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import httpx

from tests.journeys.rest import Operator
from tests.journeys.rows import rows
from tests.services import nursery, schema
from tests.services.frames import SENT, Sent, require_exact
from tests.services.postgres import postgres
from tests.services.process import free_port

MAIN = Path(__file__).parents[2] / "main.py"
START_SECONDS = 60.0
STOP_SECONDS = 20.0
POLL_SECONDS = 0.01
IDLE_SECONDS = 2.0
"""After which a connection is not used again: the server closes those that were idle for five."""
ADMIN_EMAIL = "operator@charging.example"

_PR_SET_PDEATHSIG = 1


class RunningServer:
    """`main.py serve` (or demo) on a free port of the loopback interface.

    folder: what survives a restart (data and log). password: the administrator's, by default a new one.
    open_files: the soft and the hard limit that the process is born with. prepared: an SQLite file has its tables
    already, which takes a first start some seconds. program: `serve`, or `demo` with the simulated fleet.
    environment: settings besides the usual ones. Every secret that the tests learn goes into `secrets`: none of them
    may appear in the log. Forked off a process that has read the program, which takes seconds; see `StartedAfresh`.
    """

    forked = nursery.POSSIBLE

    def __init__(
        self,
        folder: Path,
        database_url: str = "",
        *,
        password: str = "",
        open_files: tuple[int, int] | None = None,
        prepared: bool = True,
        program: str = "serve",
        **environment: str,
    ) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database_url = database_url or f"sqlite://{folder / 'data' / 'csms.db'}"
        self.password = password or f"canary-{secrets.token_hex(8)}"
        self.secrets = {self.password}
        self._environment = {
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "DATA_DIR": str(folder / "data"),
            "DATABASE_URL": database_url,
            "ADMIN_EMAIL": ADMIN_EMAIL,
            "ADMIN_PASSWORD": self.password,
            **environment,
        }
        self._open_files = open_files
        self._program = program
        self._prepared = prepared and not database_url
        self._log_path = folder / f"server-{self.port}.log"
        self._process: subprocess.Popen[bytes] | nursery.Forked | None = None
        self._token: str | None = None

    # -- life ----------------------------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        if error is None:
            self.assert_clean_log()
            require_exact(self._sent())
        else:
            error.add_note(f"the server's log:\n{self.log()[-4000:]}")

    def start(self) -> None:
        """Starts, and returns once it is ready. One that does not get ready is ended."""
        self.launch()
        try:
            self.await_ready()
        except BaseException:
            self.kill()
            raise

    def launch(self) -> None:
        """Starts without waiting."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._prepare()
        with self._log_path.open("ab") as log:
            fork = self.forked and not any(name.startswith("PYTHON") for name in self._environment)
            self._process = self._forked(log) if fork else self._afresh(log)

    def _forked(self, log: BinaryIO) -> nursery.Forked:
        return nursery.nursery().start(
            [self._program], self.folder, self._whole_environment(), log.fileno(), self._open_files
        )

    def _afresh(self, log: BinaryIO) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, str(MAIN), self._program],
            cwd=self.folder,  # where no .env lies
            env=self._whole_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=self._before_it_runs,  # noqa: PLW1509 - system calls only
        )

    def _whole_environment(self) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], **self._environment}

    def _prepare(self) -> None:
        file = self.folder / "data" / "csms.db"
        if self._prepared and not file.exists():
            file.parent.mkdir(exist_ok=True)
            schema.copy_sqlite(file)

    def _before_it_runs(self) -> None:
        """In the new process: a test run that is killed takes its servers with it."""
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if self._open_files is not None:
            resource.setrlimit(resource.RLIMIT_NOFILE, self._open_files)

    def await_ready(self) -> None:
        """Returns once `/health/ready` says so."""
        deadline = time.monotonic() + START_SECONDS
        while not self._ready():
            assert self.running, f"the server ended with status {self.process.returncode}:\n{self.log()}"
            assert time.monotonic() < deadline, f"the server is not ready:\n{self.log()}"
            time.sleep(POLL_SECONDS)

    def _ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    @property
    def process(self) -> "subprocess.Popen[bytes] | nursery.Forked":
        assert self._process is not None, "the server was never started"
        return self._process

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def kill(self) -> None:
        """SIGKILL: no time for anything. Harmless when it has ended."""
        if self._process is not None:
            self.process.kill()
            self.process.wait(STOP_SECONDS)

    def stop(self) -> int:
        """SIGTERM; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_SECONDS)

    def restart(self) -> None:
        """SIGKILL and a new start on the same port and data."""
        self.kill()
        self.start()

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Another command of the same program with the same settings."""
        return subprocess.run(
            [sys.executable, str(MAIN), *arguments],
            cwd=self.folder,
            env=self._whole_environment(),
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )

    # -- what it prints ------------------------------------------------------------------------------------------------

    def log(self) -> str:
        return self._log_path.read_text(errors="replace") if self._log_path.exists() else ""

    def assert_clean_log(self, since: int = 0) -> None:
        """No traceback, no error and no secret in the log from the character `since` on."""
        log = self.log()[since:]
        assert "Traceback" not in log, log
        assert " ERROR " not in log, log
        leaked = [secret for secret in self.secrets if secret.casefold() in log.casefold()]
        assert not leaked, f"secrets in the log: {leaked}"

    def _sent(self) -> list[Sent]:
        """The frames that it sent, by its message log; read in a thread, for an event loop may be running here."""
        with ThreadPoolExecutor(1) as thread:
            return [Sent(*row) for row in thread.submit(asyncio.run, rows(self.database_url, SENT)).result()]

    # -- ways in -------------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def operator(self) -> AsyncIterator[Operator]:
        """An administrator over REST, signed in with the password."""
        limits = httpx.Limits(keepalive_expiry=IDLE_SECONDS)
        async with httpx.AsyncClient(base_url=self.url, timeout=30, trust_env=False, limits=limits) as client:
            if self._token is None:
                self._token = await sign_in(client, self.password)
                self.secrets.add(self._token)
            client.headers["Authorization"] = f"Bearer {self._token}"
            yield Operator(client, self.secrets)

    def ocpp_url(self, identity_in_path: str) -> str:
        return f"ws://127.0.0.1:{self.port}/ocpp/{identity_in_path}"


class StartedAfresh(RunningServer):
    """As `make run` starts it: a process that reads the program itself."""

    forked = False


def new_postgresql() -> str:
    """Address of a fresh PostgreSQL database; it goes with the test run."""
    return postgres().url(postgres().create_database(postgres().template("schema", schema.migrate)))


async def sign_in(client: httpx.AsyncClient, password: str) -> str:
    """An access token, the way supabase-js gets it."""
    answer = await client.post(
        "/auth/v1/token", params={"grant_type": "password"}, json={"email": ADMIN_EMAIL, "password": password}
    )
    assert answer.status_code == http.HTTPStatus.OK, answer.text
    token: str = answer.json()["access_token"]
    return token


@contextmanager
def running(*servers: RunningServer) -> Iterator[None]:
    """Several servers, started together, all ended with the block."""
    for server in servers:
        server.launch()
    try:
        for server in servers:
            server.await_ready()
        yield
    except BaseException as error:
        for server in servers:
            error.add_note(f"the log of {server.url}:\n{server.log()[-4000:]}")
        raise
    finally:
        for server in servers:
            server.kill()
    for server in servers:
        server.assert_clean_log()
