"""Requests that nobody has thought of, made from the OpenAPI document by schemathesis, against the real server.

`python -m tests.journeys.fuzz 200` tries that many for each operation (`make fuzz N=200`).
"""

import asyncio
import subprocess
import sys
import tempfile
from http import HTTPStatus
from pathlib import Path

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


def fuzz(server: RunningServer, header: str, *options: str) -> "subprocess.CompletedProcess[str]":
    """Runs schemathesis; its status is 0 when it has found nothing."""
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


def main(examples: str) -> int:
    with tempfile.TemporaryDirectory() as folder, prepare(Path(folder)) as server:
        header = asyncio.run(furnish(server))
        found = fuzz(server, header, "--max-examples", examples)
        print(found.stdout, found.stderr, sep="\n")  # noqa: T201 - that is what it is for
        return found.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
