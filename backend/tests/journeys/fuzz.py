"""Requests that nobody has thought of, made from the OpenAPI document by schemathesis, against the real server.

`python -m tests.journeys.fuzz 200` tries that many for each operation (`make fuzz N=200`).
"""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path

import httpx

from tests.journeys.server import RunningServer

CONFIG = Path(__file__).with_name("schemathesis.toml")
SEED = 20261128


def prepare(folder: Path) -> RunningServer:
    return RunningServer(folder, OCPP_CALL_TIMEOUT="2")


async def furnish(server: RunningServer) -> str:
    """Something to be found; the header of an administrator."""
    async with server.operator() as operator:
        station = await operator.post("/stations", {"name": "Lindenhof"}, HTTPStatus.CREATED)
        for _ in range(2):
            await operator.new_charger(station_id=station["id"])
        await operator.new_id_tag()
        header: str = operator.client.headers["Authorization"]
        return header


OF_ONESELF = ("end_my_session", "delete_me", "update_user", "patch_user", "delete_user", "erase_user")
"""They may end the session that all others come in with, so they are tried last and by themselves."""


def fuzz(server: RunningServer, header: str, *options: str) -> list["subprocess.CompletedProcess[str]"]:
    """Runs schemathesis over everything; the statuses are 0 when it has found nothing."""
    names = OF_ONESELF
    others = _run(server, header, *options, *_each("--exclude-operation-id", names))
    _assert_let_in(server, header)
    return [others, _run(server, header, *options, *_each("--include-operation-id", names))]


def _each(option: str, values: Iterable[str]) -> list[str]:
    return [text for value in values for text in (option, value)]


def _run(server: RunningServer, header: str, *options: str) -> "subprocess.CompletedProcess[str]":
    command = ["--config-file", str(CONFIG), "run", f"{server.url}/openapi.json"]
    return subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")),
            *command,
            *("--header", f"Authorization: {header}"),
            *("--seed", str(SEED)),
            *options,
        ],
        cwd=server.folder,  # where it keeps its reports
        capture_output=True,
        text=True,
        check=False,
    )


def _assert_let_in(server: RunningServer, header: str) -> None:
    """To the end: what answered 401 to everything would have nothing to find either."""
    answer = httpx.get(f"{server.url}/api/me", headers={"Authorization": header}, trust_env=False)
    assert answer.status_code == HTTPStatus.OK, answer.text


def main(examples: str) -> int:
    with tempfile.TemporaryDirectory() as folder, prepare(Path(folder)) as server:
        header = asyncio.run(furnish(server))
        found = fuzz(server, header, "--max-examples", examples)
        for run in found:
            sys.stdout.write(f"{run.stdout}\n{run.stderr}\n")
        return max(run.returncode for run in found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
