"""What a receipt says."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csms.api.receipts.content import content, duration, kwh, masked
from csms.store.receipts import Receipt

RECEIPT = Receipt(
    id=UUID("01930000-0000-7000-8000-00009f3a2b71"),
    station="Ladepark",
    address="Elbstraße 27\n22767 Hamburg",
    charger="CP-1",
    charger_name="Wjazd Łódź",
    connector=2,
    id_tag="04A1B2C3D4",
    started_at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    stopped_at=datetime(2026, 10, 25, 2, 30, 7, tzinfo=UTC),
    meter_start=Decimal("1523400.000000"),
    meter_stop=Decimal("1558217.125000"),
    energy_wh=Decimal("34817.125000"),
    stop_reason="EVDisconnected",
    remarks=(),
    signed=0,
    cost_minor=None,
    currency=None,
)


def test_all_of_it() -> None:
    """Over the night in which the clocks are put back: the times say of which hour they are."""
    said = content(RECEIPT, "Hafenstrom", ZoneInfo("Europe/Berlin"))
    assert (said.operator, said.number, said.date) == ("Hafenstrom", "20261025-00009F3A2B71", "2026-10-25")
    assert said.energy == "34.817125 kWh"
    assert dict(said.place) == {
        "Station": "Ladepark",
        "Address": "Elbstraße 27 22767 Hamburg",
        "Charger": "Wjazd Łódź (CP-1)",
        "Connector": "2",
        "Card": "••••••C3D4",
    }
    assert dict(said.time) == {
        "Start": "2026-10-25 02:30:00 (Europe/Berlin, UTC+02:00)",
        "End": "2026-10-25 03:30:07 (Europe/Berlin, UTC+01:00)",
        "Duration": "2 h 00 min 07 s",
        "End of the session": "The vehicle was unplugged",
    }
    assert dict(said.meter) == {"Meter at the start": "1523.400 kWh", "Meter at the end": "1558.217125 kWh"}
    assert said.notes == ["This is not an invoice: no price is set."]


def test_what_is_not_known_is_not_made_up() -> None:
    bare = RECEIPT._replace(
        station=None, address=None, charger_name=None, connector=None, id_tag=None, energy_wh=None, stop_reason=None
    )  # fmt: skip
    said = content(bare, "", UTC)
    assert (said.operator, said.energy) == ("Charging session", "unknown")
    assert said.place == [("Charger", "CP-1")]
    assert said.time[3] == ("End of the session", "not reported")


def test_what_else_there_is_to_say() -> None:
    odd = RECEIPT._replace(remarks=("One", "Two"), signed=3, cost_minor=1250, currency="EUR")
    one, two, signed, price = content(odd, "", UTC).notes
    assert (one, two, price) == ("One.", "Two.", "Price: 12.50 EUR. This is not an invoice.")
    assert "signed" in signed


@given(st.text(max_size=40))
def test_a_card_is_known_to_its_owner_only(id_tag: str) -> None:
    shown = (masked(id_tag) or "").replace("•", "")
    assert len(shown) <= 4
    assert id_tag.endswith(shown)
    assert len(id_tag) > 4 or not shown


@given(st.decimals(min_value=0, max_value=10**12, places=6))
def test_energy_is_exact(wh: Decimal) -> None:
    said = kwh(wh)
    assert Decimal(said.removesuffix(" kWh")) * 1000 == wh
    assert len(said.partition(".")[2]) >= len("000 kWh")


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0 h 00 min 00 s"), (90061, "25 h 01 min 01 s"), (-5, "0 h 00 min 00 s")]
)
def test_durations(seconds: int, said: str) -> None:
    assert duration(timedelta(seconds=seconds)) == said
