"""Which tests prove which rules: the docstring of a test names the rules that it would fail for.

Certification cases are in the names of tests: `test_TC_023_1_CSMS_...`.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).parents[1]

_RULE = re.compile(r"\b(?:DEC-\d{1,2}|[A-Z]{2,5}-\d{2}|Q\d{1,2})\b")
_CASE = re.compile(r"test_(TC_\d{3}(?:_\d)?)_CSMS")


class Test(NamedTuple):
    """One test function. `file` is relative to the folder of the tests."""

    file: str
    name: str
    text: str

    @property
    def rules(self) -> set[str]:
        return set(_RULE.findall(self.text))

    @property
    def case(self) -> str | None:
        found = _CASE.match(self.name)
        return found and found[1]


@cache
def all_tests() -> list[Test]:
    """Every test function of the server, in the order of the files; the simulated charger proves nothing of it."""
    files = (file for file in sorted(TESTS.rglob("test_*.py")) if TESTS / "simulator" not in file.parents)
    return [test for file in files for test in _tests(file)]


def _tests(file: Path) -> Iterator[Test]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield Test(str(file.relative_to(TESTS)), node.name, ast.get_docstring(node) or "")


@cache
def by_rule() -> dict[str, list[Test]]:
    """Rule id -> its tests; quirks too."""
    found: dict[str, list[Test]] = defaultdict(list)
    for test in all_tests():
        for rule in test.rules:
            found[rule].append(test)
    return found


@cache
def by_case() -> dict[str, list[Test]]:
    """Certification case -> its tests."""
    found: dict[str, list[Test]] = defaultdict(list)
    for test in all_tests():
        if test.case:
            found[test.case].append(test)
    return found
