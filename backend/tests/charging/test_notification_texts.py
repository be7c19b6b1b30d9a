"""csms.charging.notification_texts: one line for a subject, no links but our own."""

import re
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.api.schemas.notifications import NotificationKind
from csms.charging.notification_kinds import KINDS
from csms.charging.notification_texts import (
    LONGEST_TITLE,
    OPENED,
    REMINDER,
    RESOLVED,
    WORDS,
    Case,
    Writer,
    line,
    place,
)
from csms.mail import Letter, compose
from csms.store.matters.standing import About
from tests.services.database import NOW, at

BASE = "https://charging.example"
ABOUT = About(charger_id="7", charge_point_id="CP-0003", name="Wallbox 3", station_name="Hafenstraße")


def writer(kind: str = "charger_offline") -> Writer:
    return Writer(BASE, "Night shift", kind, ZoneInfo("Europe/Berlin"))


def test_every_kind_has_its_words_and_is_in_the_schema() -> None:
    assert set(WORDS) == set(KINDS) == set(get_args(NotificationKind))
    for kind, words in WORDS.items():
        lasting = (words.still, words.many_still, words.over, words.many_over)
        assert any(lasting) is not KINDS[kind].passing
        assert all(lasting) is not KINDS[kind].passing


@pytest.mark.parametrize(
    ("event", "title"),
    [
        (OPENED, "Wallbox 3 (Hafenstraße) is offline since 13:00"),
        (REMINDER, "Wallbox 3 (Hafenstraße) is still offline, since 13:00"),
        (RESOLVED, "Wallbox 3 (Hafenstraße) is online again"),
    ],
)
def test_titles(event: str, title: str) -> None:
    assert writer().title(event, [Case(ABOUT, NOW)], at(60)) == title


def test_another_day_is_named() -> None:
    title = writer().title(OPENED, [Case(ABOUT, NOW)], at(24 * 3600))
    assert title == "Wallbox 3 (Hafenstraße) is offline since 2026-11-19 13:00"


def test_a_letter_says_what_where_since_when_what_to_do_and_why() -> None:
    assert writer().text(OPENED, [Case(ABOUT, NOW)], at(60)) == (
        "Wallbox 3 (Hafenstraße) is offline since 13:00.\n\n"
        "See whether it has power and a network. What it charges goes on, and is reported when it is back.\n\n"
        "https://charging.example/chargers/7\n\n"
        "You get this because of the rule “Night shift” for chargers that are offline. "
        "Times are those of Europe/Berlin.\n"
    )


def test_the_end_says_since_when_it_had_been() -> None:
    assert "It had been so since 13:00." in writer().text(RESOLVED, [Case(ABOUT, NOW)], at(600))


def test_many_are_listed_up_to_a_bound() -> None:
    cases = [Case(About(charge_point_id=f"CP-{n}"), at(n / 3)) for n in range(312)]
    text = writer().text(OPENED, cases, at(600))
    assert text.startswith("312 chargers went offline within 2 minutes.\n\n- CP-0, 13:00\n")
    assert "- and 292 more\n\n" in text
    long_ago = [*cases, Case(ABOUT, at(-100000))]
    assert writer().title(OPENED, long_ago, at(600)) == "313 chargers went offline"
    assert writer().title(RESOLVED, cases, at(600)) == "312 chargers are online again"


def test_the_place_names_the_connector() -> None:
    assert place(About(charge_point_id="CP-1", connector_id=2)) == "CP-1, connector 2"
    assert place(About()) == "A charger"


hostile = st.text() | st.from_regex(
    r"(a|https?://evil\.example/|www\.evil|x@evil|\r\nBcc: x|\u202e|\x00)+", fullmatch=True
)


@given(hostile, hostile, hostile, st.sampled_from(sorted(WORDS)), st.integers(1, 3))
def test_what_comes_from_outside_makes_no_header_no_line_and_no_link(
    name: str, station: str, what: str, kind: str, count: int
) -> None:
    about = About(charger_id="7", charge_point_id=name, name=name, station_name=station, what=what)
    words = Writer(BASE, name, kind, ZoneInfo("UTC"))
    for event in (OPENED,) if KINDS[kind].passing else (OPENED, REMINDER, RESOLVED):
        title = words.title(event, [Case(about, NOW)] * count, NOW)
        text = words.text(event, [Case(about, NOW)] * count, NOW)
        assert title
        assert len(title) <= LONGEST_TITLE
        assert title.isprintable()
        assert set(re.findall(r"\S*://\S*", text)) <= {f"{BASE}/", f"{BASE}/chargers/7"}
        assert not re.search(r"(?i)www\.|@", text)
        compose(Letter("ines@charging.example", title, text), "csms@charging.example").as_bytes()


@given(st.text(), st.integers(1, 300))
def test_a_line_is_bounded(text: str, longest: int) -> None:
    shown = line(text, longest)
    assert len(shown) <= longest
    assert line(shown, longest) == shown
