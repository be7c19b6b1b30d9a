"""`python -m tools.rights FILE`: writes who may call which operation, out of the table that the server goes by."""

import sys
from collections.abc import Iterator
from pathlib import Path

from csms.api.app import openapi
from csms.api.rights import right_of
from csms.auth.rights import ROLES, SCOPES

PATH = Path(__file__).parents[2] / "docs" / "rights.md"
ADMIN = "/api/admin/"

_HEAD = """# Who may what

Made by `make generate` out of `csms/api/rights.py`; a test calls every operation as
nobody, as each role and with each key. What is below `/api/me` is for everybody signed in, and only one's own.

| operation | address | {callers} |
|---|---|{lines}|
"""


def page() -> str:
    """Markdown: an operation each line, a column for each role and each scope of keys."""
    callers = [*(f"`{role}`" for role in ROLES), *(f"key `{scope}`" for scope in SCOPES)]
    head = _HEAD.format(callers=" | ".join(callers), lines="|".join("---" for _ in callers))
    return head + "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    for path, operations in openapi()["paths"].items():
        for method, operation in operations.items():
            if path.startswith(ADMIN):
                right = right_of(operation["operationId"])
                marks = ["yes" if right in rights else "" for rights in (*ROLES.values(), *SCOPES.values())]
                name = operation["operationId"]
                yield f"| {name} | `{method.upper()} {path.removeprefix(ADMIN)}` | {' | '.join(marks)} |"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PATH
    target.write_text(page())
