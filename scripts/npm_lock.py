"""Completes `package-lock.json` with the optional packages of other machines.

npm writes only those builds of a native package into the lock that it could fetch while locking, and later
refuses the lock on a strict `npm ci` because the others are missing. Each is fully named by the package that
offers it: exact version, system and processor. So the lock is complete wherever it was made.
"""

import json
import re
from typing import Any

from scripts.console import FRONTEND, say

LOCK = FRONTEND / "package-lock.json"
SYSTEMS = {
    "aix",
    "android",
    "darwin",
    "freebsd",
    "linux",
    "netbsd",
    "openbsd",
    "openharmony",
    "sunos",
    "win32",
}
PROCESSORS = {"arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"}
LIBRARIES = {"gnu": "glibc", "gnueabihf": "glibc", "musl": "musl", "musleabihf": "musl"}

Package = dict[str, Any]


def complete() -> None:
    """Adds what is missing to the lock, and says how many packages that were."""
    lock = json.loads(LOCK.read_text())
    packages: dict[str, Package] = lock["packages"]
    missing = {
        f"node_modules/{name}": _entry(name, version, offering)
        for path, offering in packages.items()
        for name, version in offering.get("optionalDependencies", {}).items()
        if not _is_there(packages, path, name)
    }
    if missing:
        lock["packages"] = dict(sorted((packages | missing).items()))
        LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")
    say(f"package-lock.json: {len(missing)} packages of other machines added")


def _is_there(packages: dict[str, Package], path: str, name: str) -> bool:
    """Whether the package at `path` finds `name` in its own folder or in one above, as Node looks for it."""
    while path:
        if f"{path}/node_modules/{name}" in packages:
            return True
        path = path.rpartition("node_modules/")[0].rstrip("/")
    return f"node_modules/{name}" in packages


def _entry(name: str, version: str, offering: Package) -> Package:
    """`@next/swc-linux-x64-musl` says it all: only Linux, only x64, only with musl."""
    words = re.split("[-/]", name)
    wanted = {
        "os": [word for word in words if word in SYSTEMS],
        "cpu": [word for word in words if word in PROCESSORS],
        "libc": [LIBRARIES[word] for word in words if word in LIBRARIES and "linux" in words],
    }
    if not wanted["cpu"]:
        raise ValueError(f"package-lock.json lacks {name}, which is no package for another machine")
    entry: Package = {"version": version, "optional": True}
    entry |= {key: offering[key] for key in ("dev", "license") if key in offering}
    return entry | {key: value for key, value in wanted.items() if value}
