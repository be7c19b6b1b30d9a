"""The dashboard's lock names the native packages of every machine, not only of the one that made it."""

import json
from pathlib import Path
from typing import Any

import pytest

from scripts import npm_lock

OFFERED = {
    "@next/swc-darwin-arm64": "16.4.6",
    "@next/swc-linux-x64-musl": "16.4.6",
    "@x/wasm32-wasi": "1.0.0",
}


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "package-lock.json"
    monkeypatch.setattr(npm_lock, "LOCK", file)
    return file


def completed(lock: Path, packages: dict[str, Any]) -> dict[str, Any]:
    lock.write_text(json.dumps({"packages": packages}))
    npm_lock.complete()
    result: dict[str, Any] = json.loads(lock.read_text())["packages"]
    return result


def test_each_offered_package_is_there_and_says_for_which_machine(lock: Path) -> None:
    packages = completed(lock, {"node_modules/next": {"optionalDependencies": OFFERED, "license": "MIT"}})
    assert packages["node_modules/@next/swc-darwin-arm64"] == {
        "version": "16.4.6",
        "optional": True,
        "license": "MIT",
        "os": ["darwin"],
        "cpu": ["arm64"],
    }
    assert packages["node_modules/@next/swc-linux-x64-musl"]["libc"] == ["musl"]
    assert packages["node_modules/@x/wasm32-wasi"]["cpu"] == ["wasm32"]


def test_what_is_there_is_left_alone(lock: Path) -> None:
    packages = {
        "node_modules/a": {"optionalDependencies": {"b-linux-x64": "1.0.0"}},
        "node_modules/a/node_modules/b-linux-x64": {"version": "1.0.0", "integrity": "sha512-x"},
    }
    assert completed(lock, packages) == packages


def test_a_missing_package_for_any_machine_is_an_error(lock: Path) -> None:
    with pytest.raises(ValueError, match="lacks fsevents-next"):
        completed(lock, {"node_modules/a": {"optionalDependencies": {"fsevents-next": "1.0.0"}}})
