"""The machine's own Node is used when it is new enough, else the packaged one."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import environment, node, stamps


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine with Node 22.22.2 and npm of its own, and a dashboard that asks for exactly that."""
    (tmp_path / "package.json").write_text(json.dumps({"engines": {"node": ">=22.22.2"}}))
    (tmp_path / "package-lock.json").write_text("{}")
    programs = tmp_path / "bin"
    programs.mkdir()
    own_node(programs, "v22.22.2")
    (programs / "npm").write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n')
    (programs / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    monkeypatch.setattr(node, "FRONTEND", tmp_path)
    node._bin.cache_clear()
    yield tmp_path
    node._bin.cache_clear()


def own_node(programs: Path, version: str) -> None:
    (programs / "node").write_text(f"#!/bin/sh\necho {version}\n")
    (programs / "node").chmod(0o755)


def test_an_own_node_that_is_new_enough_is_used(machine: Path) -> None:
    assert node._bin() == machine / "bin"


@pytest.mark.parametrize("version", ["v22.9.1", "v20.20.2", ""])
def test_an_older_one_gives_way_to_the_packaged_one(
    machine: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    own_node(machine / "bin", version)
    installed: list[str] = []
    monkeypatch.setattr(environment, "install", lambda lock, what: installed.append(lock))
    monkeypatch.setattr(node, "_link_packaged_node", lambda: None)
    assert node._bin() == node.NODE_BIN
    assert installed == ["requirements-build"]


def test_packages_are_installed_once_and_again_when_the_lock_changed(machine: Path) -> None:
    node.ensure_packages()
    node.ensure_packages()
    (machine / "package-lock.json").write_text('{"lockfileVersion": 3}')
    node.ensure_packages()
    assert [line.split()[0] for line in (machine / "asked").read_text().splitlines()] == ["ci", "ci"]


def test_a_missing_lock_is_said(machine: Path) -> None:
    (machine / "package-lock.json").unlink()
    with pytest.raises(SystemExit, match="checkout is incomplete"):
        node.ensure_packages()
