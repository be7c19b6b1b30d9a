"""The words of a receipt. Pure."""

import re
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from typing import NamedTuple

from csms.store.meter_values import exact_text
from csms.store.receipts import Receipt

SHOWN = 4
"""Characters of a card's number that stay: its owner knows it by them, and nobody else can use them."""
LONGEST = 100
"""Characters of one text: all of it stays on one page."""
MOST_REMARKS = 4

REASONS = {
    "DeAuthorized": "The card was no longer accepted",
    "EmergencyStop": "Emergency stop",
    "EVDisconnected": "The vehicle was unplugged",
    "HardReset": "The charger was restarted",
    "Local": "Ended at the charger",
    "Other": "Another reason",
    "PowerLoss": "Loss of power",
    "Reboot": "The charger restarted",
    "Remote": "Ended remotely",
    "SoftReset": "The charger was restarted",
    "UnlockCommand": "The connector was unlocked",
}
"""OCPP's reasons for the end, for people."""

Lines = list[tuple[str, str]]


class Content(NamedTuple):
    """place, time, meter: labels and values. energy: the one figure. notes: what else there is to say."""

    operator: str
    number: str
    date: str
    energy: str
    place: Lines
    time: Lines
    meter: Lines
    notes: list[str]


def content(receipt: Receipt, operator: str, zone: tzinfo) -> Content:
    return Content(
        operator=_text(operator) or "Charging session",
        number=receipt.number,
        date=f"{receipt.stopped_at.astimezone(zone):%Y-%m-%d}",
        energy=kwh(receipt.energy_wh),
        place=_given(
            ("Station", receipt.station),
            ("Address", receipt.address),
            ("Charger", _charger(receipt)),
            ("Connector", None if receipt.connector is None else str(receipt.connector)),
            ("Card", masked(receipt.id_tag)),
        ),
        time=[
            ("Start", _moment(receipt.started_at, zone)),
            ("End", _moment(receipt.stopped_at, zone)),
            ("Duration", duration(receipt.stopped_at - receipt.started_at)),
            ("End of the session", _reason(receipt.stop_reason)),
        ],
        meter=[("Meter at the start", kwh(receipt.meter_start)), ("Meter at the end", kwh(receipt.meter_stop))],
        notes=_notes(receipt),
    )  # fmt: skip


def kwh(energy_wh: Decimal | None) -> str:
    """All digits that are known: to the Wh, and further where there is more."""
    if energy_wh is None:
        return "unknown"
    exact = exact_text(energy_wh / 1000) or ""
    whole, _, decimals = exact.partition(".")
    return f"{whole}.{decimals.ljust(3, '0')} kWh"


def duration(span: timedelta) -> str:
    seconds = max(0, int(span.total_seconds()))
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours} h {minutes:02} min {seconds % 60:02} s"


def masked(id_tag: str | None) -> str | None:
    if not id_tag:
        return None
    shown = id_tag[-SHOWN:] if len(id_tag) > SHOWN else ""
    return "•" * min(len(id_tag) - len(shown), 12) + shown


def _charger(receipt: Receipt) -> str:
    name = receipt.charger_name
    return f"{name} ({receipt.charger})" if name and name != receipt.charger else receipt.charger


def _reason(reason: str | None) -> str:
    return REASONS.get(reason, _text(reason)) if reason else "not reported"


def _moment(moment: datetime, zone: tzinfo) -> str:
    local = moment.astimezone(zone)
    offset = f"{local:%z}"
    return f"{local:%Y-%m-%d %H:%M:%S} ({zone}, UTC{offset[:3]}:{offset[3:]})"


def _notes(receipt: Receipt) -> list[str]:
    notes = [f"{_text(remark)}." for remark in receipt.remarks[:MOST_REMARKS]]
    if receipt.signed:
        notes.append(
            "The meter has signed its readings of this session (OCMF or the like): the operator hands them out."
        )
    if receipt.cost_minor is None or receipt.currency is None:
        notes.append("This is not an invoice: no price is set.")
    else:
        price = Decimal(receipt.cost_minor) / 100
        notes.append(f"Price: {price:.2f} {receipt.currency}. This is not an invoice.")
    return notes


def _given(*lines: tuple[str, str | None]) -> Lines:
    return [(label, _text(value)) for label, value in lines if value]


def _text(text: str) -> str:
    """On one line, and not longer than there is room."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
