import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.services.nursery import POSSIBLE, Forked, nursery

pytestmark = pytest.mark.skipif(not POSSIBLE, reason="elsewhere servers are started afresh")

OWNER = """
import signal, sys
from pathlib import Path
from tests.services.nursery import nursery
folder = Path(sys.argv[1])
environment = {"HOST": "127.0.0.1", "PORT": "0", "DATA_DIR": str(folder / "data")}
with (folder / "log").open("wb") as log:
    print(nursery().start(["serve"], folder, environment, log.fileno(), None).pid, flush=True)
signal.pause()
"""


def start(folder: Path, *arguments: str, **environment: str) -> Forked:
    with (folder / "log").open("wb") as log:
        return nursery().start(arguments, folder, environment, log.fileno(), (128, 128))


def test_its_status_and_what_it_says_are_those_of_the_program(tmp_path: Path) -> None:
    server = start(tmp_path, "serve", PORT="eighty")
    assert server.wait(30) == 2
    (line,) = (tmp_path / "log").read_text().strip().splitlines()
    assert line.startswith("csms: PORT")


def test_it_can_be_ended(tmp_path: Path) -> None:
    server = start(tmp_path, "serve", HOST="127.0.0.1", PORT="0", DATA_DIR=str(tmp_path / "data"))
    assert server.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        server.wait(0)
    server.kill()
    assert server.wait(30) == -signal.SIGKILL
    server.kill()


def test_it_ends_with_a_killed_process(tmp_path: Path) -> None:
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(tmp_path)], stdout=subprocess.PIPE)
    with owner:
        assert owner.stdout is not None
        server = int(owner.stdout.readline())
        assert _runs(server)
        owner.kill()
    deadline = time.monotonic() + 45
    while _runs(server):
        assert time.monotonic() < deadline, "the server outlives whoever started it"
        time.sleep(0.02)


def _runs(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
