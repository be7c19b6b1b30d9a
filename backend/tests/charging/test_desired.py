"""csms.charging.desired: which wish goes first, how reported values stand to it, what contradicts itself."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.charging.desired import (
    CHARGER,
    Attempt,
    Desired,
    Hardware,
    Own,
    Reported,
    State,
    Template,
    Wish,
    contradictions,
    drift,
    fits,
    resolve,
    same_value,
)
from csms.handlers.v16.configuration import kind

NOW = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)
HARDWARE = Hardware("Kestrel", "AC 22", "2.4.1")
KEY = "HeartbeatInterval"


def template(
    name: str, *pattern: str, value: str = "300", key: str = KEY, apply: str = "on_request"
) -> Template:
    wanted = Hardware(*(pattern or ("", "", "")))
    return Template(UUID(int=sum(map(ord, name))), name, wanted, apply, (Wish(key, value),))


def first(*templates: Template, own: Own | None = None) -> Desired:
    (found,) = resolve(templates, own, HARDWARE)
    return found


@pytest.mark.parametrize(
    ("pattern", "fitting"),
    [
        (("", "", ""), True),
        (("Kestrel", "", ""), True),
        (("kestrel ", "ac 22", "2.4.1"), True),
        (("Kestrel", "AC", ""), False),
        (("", "", "2.4"), False),
    ],
)
def test_patterns_are_exact_but_for_case(pattern: tuple[str, str, str], fitting: bool) -> None:
    assert fits(template("T", *pattern), HARDWARE) is fitting


def test_a_charger_that_has_told_nothing_fits_what_is_for_all() -> None:
    nothing = Hardware("", "", "")
    assert fits(template("T"), nothing)
    assert not fits(template("T", "Kestrel", "", ""), nothing)


ORDER = [
    template("Z all", "Kestrel", "AC 22", "2.4.1", value="1"),
    template("Y", "", "AC 22", "2.4.1", value="2"),
    template("X", "Kestrel", "", "2.4.1", value="3"),
    template("W", "Kestrel", "AC 22", "", value="4"),
    template("V", "", "", "2.4.1", value="5"),
    template("U", "", "AC 22", "", value="6"),
    template("T", "Kestrel", "", "", value="7"),
    template("A", value="8"),
    template("B", value="9"),
]


def test_the_more_it_names_the_earlier_it_goes() -> None:
    """Then by firmware, model, vendor, and by name."""
    for place in range(len(ORDER)):
        rest = ORDER[place:]
        found = first(*reversed(rest))
        assert (found.source, found.value) == (rest[0].name, rest[0].wishes[0].value)
        assert found.overridden == tuple(one.name for one in rest[1:])


def test_the_wish_of_the_charger_goes_first() -> None:
    found = first(*ORDER, own=Own("on_boot", (Wish("heartbeatinterval", "42"),)))
    assert (found.source, found.value, found.apply) == (CHARGER, "42", "on_boot")
    assert found.template_id is None
    assert len(found.overridden) == len(ORDER)


def test_the_reason_is_told() -> None:
    assert first(ORDER[1]).reason == "The template names model, firmware"
    assert first(ORDER[7]).reason == "The template is for all chargers"


def test_who_wishes_the_same_is_not_overridden() -> None:
    assert first(template("A"), template("B")).overridden == ()


TEMPLATES = st.lists(
    st.builds(
        Template,
        st.uuids(),
        st.sampled_from(["A", "b", "C", "D"]),
        st.builds(
            Hardware,
            st.sampled_from(["", "Kestrel", "Other"]),
            st.sampled_from(["", "AC 22"]),
            st.sampled_from(["", "2.4.1", "1.0"]),
        ),
        st.sampled_from(["on_request", "on_boot"]),
        st.lists(st.builds(Wish, st.sampled_from(["A", "a", "B"]), st.sampled_from("12"))).map(tuple),
    ),
    max_size=6,
    unique_by=lambda one: one.name,
)


@given(TEMPLATES, st.randoms())
def test_it_does_not_depend_on_the_order_of_the_templates(found: list[Template], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert resolve(found, None, HARDWARE) == resolve(shuffled, None, HARDWARE)


@given(TEMPLATES)
def test_each_key_is_wished_once_by_somebody_who_fits(found: list[Template]) -> None:
    desired = resolve(found, None, HARDWARE)
    assert len({wish.key.casefold() for wish in desired}) == len(desired)
    by_name = {one.name: one for one in found}
    for wish in desired:
        source = by_name[wish.source]
        assert fits(source, HARDWARE)
        assert (wish.key, wish.value) in source.wishes


def state(
    value: str, reported: Reported | None = None, attempt: Attempt | None = None, key: str = KEY
) -> State:
    desired = resolve([template("T", value=value, key=key)], None, HARDWARE)
    folded = key.casefold()
    (found,) = drift(
        desired,
        {} if reported is None else {folded: reported},
        {} if attempt is None else {folded: attempt},
        kind,
    )
    return found.state


def told(value: str | None, *, readonly: bool = False, pending: str | None = None) -> Reported:
    return Reported(value, readonly, pending, told=True)


def tried(status: str, value: str | None = "300") -> Attempt:
    return Attempt(value, status, NOW)


LATER = Reported(None, False, "300", told=False)

STATES: list[tuple[Reported | None, Attempt | None, State]] = [
    (None, None, "unknown"),
    (None, tried("Rejected"), "rejected"),
    (None, tried("Rejected", "60"), "unknown"),
    (None, tried("NotSupported", "60"), "not_supported"),
    (None, tried("NotSupported", None), "not_supported"),
    (told("300"), None, "in_step"),
    (told("0300"), None, "in_step"),
    (told("300"), tried("Rejected"), "in_step"),
    (told("60"), None, "differs"),
    (told(None), None, "differs"),
    (told("60"), tried("Accepted"), "differs"),
    (told("60", readonly=True), None, "read_only"),
    (told("60"), tried("Rejected"), "rejected"),
    (told("60"), tried("Rejected", "30"), "differs"),
    (told("60"), tried("NotSupported"), "not_supported"),
    (told("60"), tried("NotSupported", None), "differs"),
    (told("60", pending="300"), None, "pending_reboot"),
    (told("300", pending="60"), None, "differs"),
    (told("300", pending="300"), None, "in_step"),
    (LATER, None, "pending_reboot"),
]


@pytest.mark.parametrize(("reported", "attempt", "expected"), STATES)
def test_how_a_key_stands(reported: Reported | None, attempt: Attempt | None, expected: State) -> None:
    """CFG-01, CFG-02, CFG-04: accepted is not yet true after RebootRequired; not set is not unknown."""
    assert state("300", reported, attempt) == expected


@pytest.mark.parametrize(
    ("key", "one", "other", "same"),
    [
        ("LocalPreAuthorize", "true", "True", True),
        ("LocalPreAuthorize", "true", "false", False),
        ("HeartbeatInterval", "300", " 0300", True),
        ("HeartbeatInterval", "300", "301", False),
        ("HeartbeatInterval", "300", "300s", False),
        ("MeterValuesSampledData", "SoC, Voltage", "SoC,Voltage,", True),
        ("MeterValuesSampledData", "SoC,Voltage", "Voltage,SoC", False),
        ("CpoName", "Hafenstrom", "hafenstrom", False),
        ("VendorKey", "1", "01", False),
        ("VendorKey", "", "", True),
    ],
)
def test_values_are_compared_by_their_type(key: str, one: str, other: str, same: bool) -> None:
    """CFG-01"""
    assert same_value(kind(key), one, other) is same
    assert same_value(kind(key), other, one) is same


def test_not_set_is_not_empty() -> None:
    """CFG-02"""
    assert not same_value("string", None, "")
    assert same_value("string", None, None)


@given(st.sampled_from(["boolean", "integer", "list", "string", ""]), st.text())
def test_a_value_is_the_same_as_itself(kind: str, value: str) -> None:
    assert same_value(kind, value, value)


def live(ping: str | None, attempts: str | None, retry: str | None) -> list[str]:
    values = {
        "WebSocketPingInterval": ping,
        "TransactionMessageAttempts": attempts,
        "TransactionMessageRetryInterval": retry,
    }
    return [str(words) for words in contradictions(values.get)]


@pytest.mark.parametrize(
    ("ping", "attempts", "retry", "wrong"),
    [
        ("179", "3", "60", False),
        ("180", "3", "60", True),
        ("300", "3", "60", True),
        ("0", "3", "60", False),
        ("10", "0", "60", True),
        (None, "3", "60", False),
        ("300", None, "60", False),
        ("300", "3", "soon", False),
    ],
)
def test_the_ping_comes_before_a_message_is_given_up(
    ping: str | None, attempts: str | None, retry: str | None, wrong: bool
) -> None:
    """LIVE-04: 0 is no ping at all, and what is not known contradicts nothing."""
    assert bool(live(ping, attempts, retry)) is wrong


@given(*[st.integers(0, 10_000)] * 3)
def test_the_rule_is_that_of_the_errata(ping: int, attempts: int, retry: int) -> None:
    """LIVE-04"""
    assert bool(live(str(ping), str(attempts), str(retry))) is (ping > 0 and ping >= attempts * retry)
