"""Schemathesis finds nothing: no failure of ours, no answer that is not described, no hole in the fence."""

from pathlib import Path

import pytest

from tests.journeys.fuzz import furnish, fuzz, prepare


@pytest.mark.timeout(300)
async def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    """Every operation with what its schema allows, at its bounds, and with what it does not; without a way in, too."""
    with prepare(tmp_path) as server:
        header = await furnish(server)
        for run in fuzz(server, header, "--phases", "examples,coverage,fuzzing", "--max-examples", "1"):
            assert run.returncode == 0, run.stdout[-20_000:] + run.stderr
        server.stop()
