"""`csms simulate`."""

import asyncio
from argparse import ArgumentParser

import pytest

from csms.errors import ConfigurationError
from csms.simulator.command import add_arguments, run
from csms.simulator.quirks import QUIRKS
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


async def test_with_quirks(central: CentralSystem) -> None:
    options = ["--url", central.url, "--id", "CP-1", "--quirk", "trailing-slash", "--quirk", "counter-ids"]
    running = asyncio.ensure_future(simulate(*options))
    await central.received("BootNotification")
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert central.paths == ["/ocpp/CP-1/"]
    assert central.frames(2)[0][1] == "1"


async def test_lists_the_quirks(capsys: pytest.CaptureFixture[str]) -> None:
    assert await simulate("--quirks") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(QUIRKS)
    assert "Q16  sends 60 characters of info where 50 are allowed" in "\n".join(lines)


async def test_somebody_has_to_be_simulated() -> None:
    with pytest.raises(ConfigurationError):
        await simulate()


@pytest.mark.parametrize(
    "options",
    [
        ["--url", "localhost:8000"],
        ["--url", "ftp://localhost"],
        ["--connectors", "0"],
        ["--power", "-1"],
        ["--speed", "0"],
        ["--interval", "0"],
        ["--quirk", "good-manners"],
    ],
)
async def test_refuses_what_cannot_be_simulated(options: list[str]) -> None:
    with pytest.raises(ConfigurationError):
        await simulate("--id", "CP-1", *options)
