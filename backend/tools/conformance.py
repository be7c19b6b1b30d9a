"""`python -m tools.conformance FILE`: writes which test proves which rule of OCPP 1.6, out of the tests themselves."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from csms.ocpp.v16 import ACTIONS, Action
from csms.ocpp.v16.examples import EXAMPLES
from tests.conformance.actions import RULES_OF
from tests.conformance.cases import CASES
from tests.conformance.citations import Test, by_case, by_rule
from tests.conformance.quirks import QUIRKS
from tests.conformance.rules import RULES

PATH = Path(__file__).parents[2] / "docs" / "conformance.md"

_HEAD = """\
# Conformance

What is claimed: OCPP 1.6 edition 2 and OCPP-J 1.6 with their errata sheets of 2025-04, and "Improved security for OCPP
1.6-J", edition 3. All of it: 39 actions, every mandatory and recommended rule for a central system, and the 77 cases
that the Open Charge Alliance certifies a central system by.

This page is written by `make generate` from the tests: the docstring of a test names the rules that it would fail for,
and its name the certification case. A test fails when an action lacks its types, its handler or sender or its example,
when a mandatory or recommended rule, a case or a quirk has no test, and when this page is stale. Tests over real
sockets and on real databases come first: those of `certification` and `journeys`.
"""
_TESTS_SHOWN = 6
_REAL = ("certification", "journeys")
_CHARGERS_OWN = "the charge point's own; the simulated charger keeps it"
_NONE = "none yet"


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *_actions(), *_rules(), *_cases(), *_quirks()])


def _actions() -> Iterator[str]:
    yield f"## The {len(ACTIONS)} actions\n"
    yield "| action | sent by | profile | request, response | rules | example |"
    yield "|---|---|---|---|---|---|"
    for action in ACTIONS.values():
        yield _action(action)
    yield ""


def _action(action: Action) -> str:
    sender = {"charge_point": "charger", "central_system": "us", "both": "both"}[action.sender]
    sections = f"{action.request.SECTION}, {action.response.SECTION}"
    example = ", ".join(f"`{field}`" for field in EXAMPLES[action.name].request) or "`{}`"
    return (
        f"| {action.name} | {sender} | {action.profile} | {sections} | "
        f"{', '.join(RULES_OF[action.name])} | {example} |"
    )


def _rules() -> Iterator[str]:
    tests = by_rule()
    yield f"## The {len(RULES)} rules\n"
    yield (
        "M mandatory, S recommended, CP an obligation of the charge point, D a rule of ours where the specification is "
        "silent. Plain numbers are sections of OCPP 1.6, J of OCPP-J 1.6, WP of the security whitepaper.\n"
    )
    yield "| rule | | section | what it says | tests |"
    yield "|---|---|---|---|---|"
    for rule in RULES.values():
        proof = _links(tests.get(rule.id, ())) or (_CHARGERS_OWN if rule.level == "CP" else _NONE)
        yield f"| {rule.id} | {rule.level} | {rule.where} | {rule.text} | {proof} |"
    yield ""


def _cases() -> Iterator[str]:
    tests = by_case()
    yield f"## The {len(CASES)} certification cases\n"
    yield "| case | what happens | test |"
    yield "|---|---|---|"
    for case, title in CASES.items():
        yield f"| {case}_CSMS | {title} | {_links(tests.get(case, ()))} |"
    yield ""


def _quirks() -> Iterator[str]:
    tests = by_rule()
    yield f"## The {len(QUIRKS)} quirks\n"
    yield "What real chargers send that no specification foresees.\n"
    yield "| quirk | what the charger does | tests |"
    yield "|---|---|---|"
    for quirk, title in QUIRKS.items():
        yield f"| {quirk} | {title} | {_links(tests.get(quirk, ()))} |"
    yield ""


def _links(tests: Iterable[Test]) -> str:
    """A few tests of each rule, the most real first; a rule that many tests cite has them counted."""
    known = sorted(tests, key=lambda test: not test.file.startswith(_REAL))
    shown = [f"[{test.name}](../backend/tests/{test.file})" for test in known[:_TESTS_SHOWN]]
    if len(known) > _TESTS_SHOWN:
        shown.append(f"and {len(known) - _TESTS_SHOWN} more")
    return "<br>".join(shown)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PATH
    target.write_text(page())
