"""Which events a webhook wants: `*`, a kind like `transaction.*`, or a type. Pure."""

from collections.abc import Iterable

ALL = "*"


def matches(pattern: str, event_type: str) -> bool:
    if pattern.endswith(ALL):
        return event_type.startswith(pattern[:-1])
    return pattern == event_type


def wants(patterns: Iterable[str], event_type: str) -> bool:
    return any(matches(pattern, event_type) for pattern in patterns)


def known(pattern: str, types: Iterable[str]) -> bool:
    """Whether it can be about anything: `*`, a type, or a kind with `.*`."""
    if pattern == ALL:
        return True
    return (pattern.endswith(".*") or ALL not in pattern) and any(matches(pattern, one) for one in types)
