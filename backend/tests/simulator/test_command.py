"""`csms simulate`."""

import asyncio
from argparse import ArgumentParser

import pytest

from csms.errors import ConfigurationError
from csms.simulator.command import add_arguments, run
from tests.simulator.central_system import CentralSystem
from tests.simulator.conftest import KEY


def arguments(*words: str) -> ArgumentParser:
    parser = ArgumentParser()
    add_arguments(parser)
    return parser


async def simulate(*words: str) -> int:
    return await run(arguments().parse_args(words))


async def test_prints_a_line_for_each_step(
    central: CentralSystem, capsys: pytest.CaptureFixture[str]
) -> None:
    url = central.url.replace("ws://", "http://").removesuffix("/ocpp")
    options = ["--url", url, "--id", "CP-1", "--id", "CP-2", "--password", KEY, "--dc", "--power", "50"]
    running = asyncio.ensure_future(simulate(*options))
    await central.received("StatusNotification", 2, connectorId=1)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    boots = central.all("BootNotification")
    assert [boot["chargePointModel"] for boot in boots] == ["Kestrel DC 50"] * 2
    printed = capsys.readouterr().out
    assert "CP-1  connected" in printed
    assert "CP-2  BootNotification: Accepted, interval 300 s" in printed


@pytest.mark.parametrize(
    "options",
    [
        ["--url", "localhost:8000"],
        ["--url", "ftp://localhost"],
        ["--connectors", "0"],
        ["--power", "-1"],
        ["--speed", "0"],
        ["--interval", "0"],
    ],
)
async def test_refuses_what_cannot_be_simulated(options: list[str]) -> None:
    with pytest.raises(ConfigurationError):
        await simulate("--id", "CP-1", *options)
