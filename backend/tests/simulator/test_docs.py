"""The guide names every quirk, as the command line does."""

from pathlib import Path

from csms.simulator.quirks import QUIRKS

GUIDE = Path(__file__).parents[3] / "docs" / "simulator.md"


def test_the_guide_has_a_row_for_each_quirk() -> None:
    rows = [f"| `{habit.name}` | {habit.does} |" for habit in QUIRKS.values()]
    written = [
        line for line in GUIDE.read_text().splitlines() if line.startswith("| `") and "`--" not in line
    ]
    assert written == rows
