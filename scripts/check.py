"""Everything `make check` looks at. All of it runs, so that one run names all that is wrong."""

import sys
from collections.abc import Callable

from scripts import node
from scripts.console import BACKEND, FRONTEND, run, say
from scripts.environment import PYTHON, VENV

GENERATED = FRONTEND / "types" / "api.d.ts"
OPENAPI = FRONTEND / "openapi.json"


def main() -> int:
    checks: dict[str, Callable[[], bool]] = {
        "formatting": lambda: python("ruff", "format", "--check", ".", "../scripts"),
        "lint": lambda: python("ruff", "check", ".", "../scripts"),
        "types": lambda: python("mypy") and python("mypy", "-p", "scripts"),
        "import contracts": lambda: run([str(VENV / "bin" / "lint-imports")], cwd=BACKEND) == 0,
        "migrations": lambda: python("csms.cli", "check-migrations"),
        "dashboard": lambda: node.npm(["run", "check"]) == 0,
        "generated API types": generated_is_current,
    }
    failed = [name for name, check in checks.items() if not _passes(name, check)]
    if failed:
        say(f"make check FAILED: {', '.join(failed)}")
        return 1
    say("make check passed")
    return 0


def _passes(name: str, check: Callable[[], bool]) -> bool:
    say(f"check {name}")
    return check()


def python(module: str, *arguments: str) -> bool:
    return run([PYTHON, "-m", module, *arguments], cwd=BACKEND) == 0


def generated_is_current() -> bool:
    """Whether the committed OpenAPI document and the types made from it are those of this server."""
    before = _read()
    made = python("csms.api.openapi", str(OPENAPI)) and node.npm(["run", "generate"]) == 0
    if made and _read() != before:
        say(f"{OPENAPI.name} or {GENERATED.name} was stale. It is up to date now: commit it")
        return False
    return made


def _read() -> list[str]:
    return [file.read_text() if file.exists() else "" for file in (OPENAPI, GENERATED)]


if __name__ == "__main__":
    sys.exit(main())
