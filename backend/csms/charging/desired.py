"""What a charger is to be configured to, and how what it reports differs from that. Pure.

Templates say it for all chargers of a vendor, a model or a firmware, and a charger has wishes of its own, which go
before every template.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias
from uuid import UUID

from csms.said import Said, said

State: TypeAlias = Literal[
    "in_step", "differs", "pending_reboot", "unknown", "read_only", "not_supported", "rejected"
]
TO_REPAIR: tuple[State, ...] = ("differs", "unknown")
"""What a change may help."""
REFUSED: tuple[State, ...] = ("rejected", "not_supported")
"""What was tried, and is not tried again unless somebody asks for it."""

Kind: TypeAlias = Callable[[str], str]
"""Of a key, the type of its values: boolean, integer, list, string; "" for a vendor's own key."""

CHARGER = "charger"


class Hardware(NamedTuple):
    """What a charger says that it is."""

    vendor: str
    model: str
    firmware: str


class Wish(NamedTuple):
    key: str
    value: str


class Template(NamedTuple):
    """Wishes for all chargers that fit: patterns are compared exactly but for case, an empty one fits all."""

    id: UUID
    name: str
    pattern: Hardware
    apply: str
    wishes: tuple[Wish, ...]


class Own(NamedTuple):
    """Wishes for one charger."""

    apply: str
    wishes: tuple[Wish, ...]


class Desired(NamedTuple):
    """One key as it is to be. source: the template's name, or "charger"; reason: why it is this one.

    overridden: the names of the templates that wish another value.
    """

    key: str
    value: str
    apply: str
    source: str
    template_id: UUID | None
    reason: str
    overridden: tuple[str, ...]


class Reported(NamedTuple):
    """A key as the charger has told it. `told`: it has; otherwise it has only accepted a change for later."""

    value: str | None
    readonly: bool
    pending_value: str | None
    told: bool


class Attempt(NamedTuple):
    """The last answer to a change. value None: it was asked for the key, and did not know it."""

    value: str | None
    status: str
    at: datetime


class Drift(NamedTuple):
    desired: Desired
    state: State
    reported: Reported | None
    attempt: Attempt | None


def fits(template: Template, hardware: Hardware) -> bool:
    return all(
        not wanted or wanted.strip().casefold() == has.strip().casefold()
        for wanted, has in zip(template.pattern, hardware, strict=True)
    )


def resolve(templates: Iterable[Template], own: Own | None, hardware: Hardware) -> list[Desired]:
    """The desired configuration of a charger, by key.

    Its own wish goes first, then the template that names more of vendor, model and firmware, then the one that names
    the firmware, then the model, then the first by name.
    """
    ranked = sorted((template for template in templates if fits(template, hardware)), key=_rank)
    found: dict[str, Desired] = {}
    if own is not None:
        for wish in own.wishes:
            found[wish.key.casefold()] = Desired(
                *wish, own.apply, CHARGER, None, "The charger's own wish goes first", ()
            )
    for template in ranked:
        for wish in template.wishes:
            folded = wish.key.casefold()
            if folded not in found:
                found[folded] = Desired(
                    *wish, template.apply, template.name, template.id, _reason(template), ()
                )
            elif found[folded].value != wish.value:
                first = found[folded]
                found[folded] = first._replace(overridden=(*first.overridden, template.name))
    return [found[folded] for folded in sorted(found)]


def _rank(template: Template) -> tuple[int, bool, bool, bool, str, str]:
    vendor, model, firmware = (bool(part) for part in template.pattern)
    return (
        -(vendor + model + firmware),
        not firmware,
        not model,
        not vendor,
        template.name.casefold(),
        str(template.id),
    )


def _reason(template: Template) -> str:
    named = [name for name, part in zip(Hardware._fields, template.pattern, strict=True) if part]
    return f"The template names {', '.join(named)}" if named else "The template is for all chargers"


def drift(
    desired: Sequence[Desired],
    reported: Mapping[str, Reported],
    attempts: Mapping[str, Attempt],
    kind: Kind,
) -> list[Drift]:
    """How each wish stands. `reported` and `attempts` by the folded key, attempts of the present firmware only."""
    found = []
    for wish in desired:
        folded = wish.key.casefold()
        told, attempt = reported.get(folded), attempts.get(folded)
        found.append(Drift(wish, _state(wish, told, attempt, kind(wish.key)), told, attempt))
    return found


def _state(wish: Desired, reported: Reported | None, attempt: Attempt | None, kind: str) -> State:
    known = reported is not None and reported.told
    if reported is not None and reported.pending_value is not None:
        if not same_value(kind, reported.pending_value, wish.value):
            return "differs"
        return "in_step" if known and same_value(kind, reported.value, wish.value) else "pending_reboot"
    if reported is not None and known:
        if same_value(kind, reported.value, wish.value):
            return "in_step"
        if reported.readonly:
            return "read_only"
    return _as_tried(wish, attempt, kind, known=known) or ("differs" if known else "unknown")


def _as_tried(wish: Desired, attempt: Attempt | None, kind: str, *, known: bool) -> State | None:
    """A refusal is of the value that was tried; a key that a charger does not know, it knows with no value."""
    if attempt is None:
        return None
    if attempt.status == "NotSupported" and not known:
        return "not_supported"
    if attempt.value is None or not same_value(kind, attempt.value, wish.value):
        return None
    match attempt.status:
        case "NotSupported":
            return "not_supported"
        case "Rejected":
            return "rejected"
    return None


def same_value(kind: str, one: str | None, other: str | None) -> bool:
    """Whether two values of a key mean the same (CFG-01). None: known, and not set, which is not ""(CFG-02)."""
    if one == other:
        return True
    if one is None or other is None:
        return False
    return _meaning(kind, one) == _meaning(kind, other)


def _meaning(kind: str, value: str) -> object:
    text = value.strip()
    match kind:
        case "boolean":
            return text.casefold()
        case "integer":
            return _number(text)
        case "list":
            # In order: for measurands it is that of the samples, and the first are kept where room is short.
            return [part.strip().casefold() for part in text.split(",") if part.strip()]
    return value


def _number(text: str) -> object:
    digits = text.removeprefix("-").removeprefix("+")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 20 else text


def contradictions(value: Callable[[str], str | None]) -> list[Said]:
    """Values that do not go together, in words. value: of a key, None where nobody knows."""
    numbers = [_integer(value(key)) for key in (PING, ATTEMPTS, RETRY)]
    ping, attempts, retry = numbers
    if ping is None or attempts is None or retry is None or ping == 0 or ping < attempts * retry:
        return []
    return [
        said(
            "WebSocketPingInterval ({ping} s) should be shorter than TransactionMessageAttempts × "
            "TransactionMessageRetryInterval ({attempts} × {retry} s): otherwise a transaction message is given up "
            "before the charger notices that the connection is gone (LIVE-04)",
            ping=ping,
            attempts=attempts,
            retry=retry,
        )
    ]


PING = "WebSocketPingInterval"
ATTEMPTS = "TransactionMessageAttempts"
RETRY = "TransactionMessageRetryInterval"
TOGETHER = (PING, ATTEMPTS, RETRY)


def _integer(value: str | None) -> int | None:
    number = None if value is None else _number(value.strip())
    return number if isinstance(number, int) else None
