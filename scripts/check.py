"""Everything `make check` looks at. All of it runs, so that one run names all that is wrong."""

import sys
from collections.abc import Callable

from scripts import node
from scripts.console import BACKEND, FRONTEND, ROOT, run, say
from scripts.environment import PYTHON, VENV

OPENAPI = FRONTEND / "openapi.json"
API_TYPES = FRONTEND / "types" / "api.d.ts"
CONFORMANCE = ROOT / "docs" / "conformance.md"
RIGHTS = ROOT / "docs" / "rights.md"
OCPP_SCHEMAS = FRONTEND / "tests" / "fixtures" / "ocpp-schemas.json"
SERVER_TEXTS = FRONTEND / "tests" / "i18n" / "server-texts.json"
GENERATED = (OPENAPI, API_TYPES, CONFORMANCE, RIGHTS, OCPP_SCHEMAS, SERVER_TEXTS)


def main() -> int:
    checks: dict[str, Callable[[], bool]] = {
        "formatting": lambda: python("ruff", "format", "--check", ".", "../scripts"),
        "lint": lambda: python("ruff", "check", ".", "../scripts"),
        "types": lambda: python("mypy") and python("mypy", "-p", "scripts"),
        "import contracts": lambda: run([str(VENV / "bin" / "lint-imports")], cwd=BACKEND) == 0,
        "migrations": lambda: python("csms.cli", "check-migrations"),
        "dashboard": lambda: node.npm(["run", "check"]) == 0,
        "generated files": generated_is_current,
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
    """Whether what is committed of generated files is what this tree makes."""
    before = _read()
    made = (
        python("csms.api.openapi", str(OPENAPI))
        and node.npm(["run", "generate"]) == 0
        and python("tools.conformance", str(CONFORMANCE))
        and python("tools.rights", str(RIGHTS))
        and python("tools.ocpp_schemas", str(OCPP_SCHEMAS))
        and python("tools.said", str(SERVER_TEXTS))
    )
    if not made:
        return False
    stale = [file.name for file, old, new in zip(GENERATED, before, _read(), strict=True) if old != new]
    if stale:
        say(f"stale: {', '.join(stale)}. Up to date now: commit it")
    return not stale


def _read() -> list[str]:
    return [file.read_text() if file.exists() else "" for file in GENERATED]


if __name__ == "__main__":
    sys.exit(main())
