"""Locks are installed once, a broken environment is made anew, and every failure says what to do."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from scripts import environment, stamps


class Programs:
    """Stands where other programs are started: what was run, and how it ends."""

    def __init__(self) -> None:
        self.ran, self.code, self.works = list[list[str]](), 0, True

    def run(self, command: Sequence[str], **_: object) -> int:
        self.ran.append(list(command))
        return self.code

    def succeeds(self, command: Sequence[str], **_: object) -> bool:
        return self.works


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    programs = Programs()
    (tmp_path / "requirements.txt").write_text("fastapi==1")
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "BACKEND", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMPS", tmp_path / ".venv" / ".stamps")
    monkeypatch.setattr(environment, "run", programs.run)
    monkeypatch.setattr(environment, "succeeds", programs.succeeds)
    return programs


def test_a_lock_is_installed_once_and_again_when_it_changed(programs: Programs, tmp_path: Path) -> None:
    environment.install("requirements", "packages")
    environment.install("requirements", "packages")
    assert len(programs.ran) == 1
    (tmp_path / "requirements.txt").write_text("fastapi==2")
    environment.install("requirements", "packages")
    assert len(programs.ran) == 2


def test_a_failed_install_is_said_and_tried_again(programs: Programs) -> None:
    programs.code = 1
    with pytest.raises(SystemExit, match=r"could not install backend/requirements\.txt"):
        environment.install("requirements", "packages")
    programs.code = 0
    environment.install("requirements", "packages")
    assert len(programs.ran) == 2


def test_the_environment_is_made_once(programs: Programs) -> None:
    environment.ensure()
    environment.ensure()
    assert len(programs.ran) == 1


def test_a_moved_environment_is_made_anew(
    programs: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.ensure()
    monkeypatch.setattr(environment, "VENV", tmp_path / "elsewhere" / ".venv")
    environment.ensure()
    assert len(programs.ran) == 2


def test_a_broken_environment_is_made_anew(programs: Programs) -> None:
    environment.ensure()
    programs.works = False
    environment.ensure()
    assert len(programs.ran) == 2


def test_a_python_without_venv_says_what_to_install(programs: Programs) -> None:
    programs.code = 1
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        environment.ensure()


def test_what_cannot_be_had_says_what_to_install(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    programs.works, programs.code = False, 1
    monkeypatch.setattr(environment, "apt_install", lambda package: None)
    monkeypatch.setattr(environment, "_packages", lambda: "site-packages")
    with pytest.raises(SystemExit, match="apt-get install redis-server"):
        environment.ensure_redis()
    with pytest.raises(SystemExit, match="apt-get install chromium"):
        environment.ensure_browser()
