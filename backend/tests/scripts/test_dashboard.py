"""The dashboard is built when its sources changed, and only then."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from scripts import dashboard, node, stamps


class Npm:
    """Stands where npm stands: what it was asked to run, and a build that leaves a page."""

    def __init__(self, output: Path) -> None:
        self.output, self.asked, self.code = output, list[list[str]](), 0

    def __call__(self, arguments: Sequence[str]) -> int:
        self.asked.append(list(arguments))
        self.output.mkdir(exist_ok=True)
        return self.code


@pytest.fixture
def frontend(tmp_path: Path) -> Path:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "page.tsx").write_text("page")
    (tmp_path / "package.json").write_text("{}")
    return tmp_path


@pytest.fixture
def npm(frontend: Path, monkeypatch: pytest.MonkeyPatch) -> Npm:
    npm = Npm(frontend / "out")
    monkeypatch.setattr(stamps, "ROOT", frontend)
    monkeypatch.setattr(dashboard, "FRONTEND", frontend)
    monkeypatch.setattr(dashboard, "OUTPUT", npm.output)
    monkeypatch.setattr(node, "ensure_packages", lambda: None)
    monkeypatch.setattr(node, "npm", npm)
    return npm


def test_a_second_start_builds_nothing(npm: Npm) -> None:
    dashboard.ensure()
    dashboard.ensure()
    assert npm.asked == [["run", "build"]]


@pytest.mark.parametrize("file", ["app/page.tsx", "app/new.tsx", ".env.local"])
def test_a_changed_source_is_built_again(npm: Npm, frontend: Path, file: str) -> None:
    dashboard.ensure()
    (frontend / file).write_text("changed")
    dashboard.ensure()
    assert len(npm.asked) == 2


@pytest.mark.parametrize("folder", ["node_modules", "tests", ".next"])
def test_what_is_no_source_does_not_count(npm: Npm, frontend: Path, folder: str) -> None:
    dashboard.ensure()
    (frontend / folder).mkdir()
    (frontend / folder / "file").write_text("changed")
    dashboard.ensure()
    assert len(npm.asked) == 1


def test_an_address_frozen_into_the_build_counts(npm: Npm, monkeypatch: pytest.MonkeyPatch) -> None:
    dashboard.ensure()
    monkeypatch.setenv("NEXT_PUBLIC_API_URL", "https://charging.example")
    dashboard.ensure()
    assert len(npm.asked) == 2


def test_a_failed_build_is_said_and_tried_again(npm: Npm) -> None:
    npm.code = 1
    with pytest.raises(SystemExit, match="could not be built"):
        dashboard.ensure()
    npm.code = 0
    dashboard.ensure()
    assert len(npm.asked) == 2


def test_an_incomplete_checkout_is_said(npm: Npm, frontend: Path) -> None:
    (frontend / "package.json").unlink()
    with pytest.raises(SystemExit, match=r"frontend/package\.json is missing"):
        dashboard.ensure()
