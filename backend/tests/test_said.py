"""csms.said: sentences of the server's own, in English and for whoever puts them into other words."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from csms.said import Day, Energy, Said, Value, msg, places, recognised, said
from csms.store.values import said_view

WHEN = datetime(2026, 11, 19, 0, 30, tzinfo=timezone(timedelta(hours=1)))


def test_values_are_put_in() -> None:
    assert (
        str(said("{charger}, connector {connector}", charger="CP-0042", connector=2))
        == "CP-0042, connector 2"
    )
    assert str(said("It is too hot inside")) == "It is too hot inside"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 attempts"), (1, "1 attempt"), (14, "14 attempts"), (1200, "1200 attempts")]
)
def test_plurals(count: int, words: str) -> None:
    text = "{count, plural, one {# attempt} other {# attempts}} from {address}"
    assert str(Said(text, {"count": count, "address": "10.20.4.61"})) == f"{words} from 10.20.4.61"


def test_values_are_no_texts() -> None:
    """What somebody else wrote may look like a place of ours."""
    assert str(said("{charger}: {fault}", charger="{fault}", fault="E-7 {x}")) == "{fault}: E-7 {x}"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (WHEN, "2026-11-18 23:30 UTC"),
        (Day(WHEN), "2026-11-18"),
        (Energy(Decimal(34_925)), "34.92 kWh"),
        (Energy(8300, digits=1), "8.3 kWh"),
        (Decimal("0.4"), "0.4"),
        (said("an unreadable register"), "an unreadable register"),
        (timedelta(seconds=-5), "0 min"),
        (timedelta(minutes=12, seconds=59), "12 min"),
        (timedelta(hours=1, minutes=5), "1 h 05 min"),
        (timedelta(hours=47, minutes=59), "47 h 59 min"),
        (timedelta(hours=49), "2 days"),
    ],
)
def test_values_in_english(value: Value, words: str) -> None:
    assert str(Said("Since {it}", {"it": value})) == f"Since {words}"


def test_a_value_that_is_missing_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        str(Said("{charger} has been silent"))


def test_the_names_that_a_text_needs() -> None:
    assert places("{n, plural, one {# try} other {# tries}} from {address}") == {"n", "address"}
    assert places("It is too hot inside") == set()


@pytest.mark.parametrize(
    "text", ["{charger", "charger}", "{ charger }", "{n, plural, other {#}}", "{n, number}"]
)
def test_what_is_no_message(text: str) -> None:
    with pytest.raises(ValueError, match="Not a message"):
        places(text)


def test_on_the_wire_values_keep_what_they_are() -> None:
    sentence = said(
        "{place}: {energy} until {end}, {span} before {day}, {ahead} s",
        place=said("{charger}, connector {connector}", charger="CP-0042", connector=2),
        energy=Energy(Decimal("8300.0"), digits=1),
        end=WHEN,
        span=timedelta(minutes=12, seconds=0.7),
        day=Day(WHEN.astimezone(UTC)),
        ahead=Decimal("0.40"),
    )
    assert said_view(sentence) == {
        "text": "{place}: {energy} until {end}, {span} before {day}, {ahead} s",
        "values": {
            "place": {
                "text": "{charger}, connector {connector}",
                "values": {"charger": "CP-0042", "connector": 2},
            },
            "energy": {"wh": 8300, "digits": 1},
            "end": {"moment": WHEN},
            "span": {"seconds": 720},
            "day": {"day": WHEN},
            "ahead": {"number": 0.4, "digits": 2},
        },
    }


OURS = msg(("The charger is blocked here.", "Cancelled by {actor}", "Refused: {why}"))


@pytest.mark.parametrize(
    ("stored", "sentence"),
    [
        ("The charger is blocked here.", Said("The charger is blocked here.")),
        ("Cancelled by Ines {x}", Said("Cancelled by {actor}", {"actor": "Ines {x}"})),
        (
            "Refused: Cancelled by Ines",
            Said("Refused: {why}", {"why": Said("Cancelled by {actor}", {"actor": "Ines"})}),
        ),
        ("The charger is blocked here", "The charger is blocked here"),
        ("Cancelled by ", "Cancelled by "),
        ("", ""),
    ],
)
def test_what_was_stored_is_recognised(stored: str, sentence: Said | str) -> None:
    """Others' words stay as they are."""
    found = recognised(stored, OURS)
    assert found == sentence
    assert str(found) == stored
