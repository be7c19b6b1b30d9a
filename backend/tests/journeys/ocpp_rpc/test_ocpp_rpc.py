"""The independent charge point of the npm package `ocpp-rpc`, strict about every frame, against the real server."""

import asyncio
import json
import os
from pathlib import Path

import pytest

from tests.journeys.rest import Operator
from tests.journeys.server import RunningServer
from tests.services.node import Node, with_packages

HERE = Path(__file__).parent
SUITE = HERE / "charge_point.test.js"
PATIENCE = 40.0


@pytest.fixture(scope="session")
def node() -> Node:
    """Node with ocpp-rpc installed beside the suite."""
    return with_packages(HERE)


async def test_another_hand_wrote_this_charge_point(
    node: Node, server: RunningServer, operator: Operator
) -> None:
    """CONN, RPC, BOOT, START, METER, STOP, and every command of Core, as somebody else reads the specification."""
    chargers = [await operator.new_charger() for _ in range(9)]
    odd = await operator.new_charger(charge_point_id=f"RDAM|123:ä {chargers[0]['id'][-6:]}")
    suite = await asyncio.create_subprocess_exec(
        node.program,
        "--test",
        "--test-reporter=spec",
        str(SUITE),
        env={
            **os.environ,
            "OCPP_URL": server.ocpp_url("").rstrip("/"),
            "API_URL": f"{server.url}/api/admin",
            "API_AUTHORIZATION": operator.client.headers["Authorization"],
            "CHARGERS": json.dumps([odd, *chargers]),
            "ID_TAG": await operator.new_id_tag(),
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(PATIENCE):
        output, _ = await suite.communicate()
    assert suite.returncode == 0, output.decode(errors="replace")
