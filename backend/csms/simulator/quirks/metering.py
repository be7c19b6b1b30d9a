"""Quirks of transactions and meter values (Q25-Q32, Q34)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from csms.simulator.habits import Frame, Habit, Payload, Stage

_REGISTER = "Energy.Active.Import.Register"
_TRANSACTION_MESSAGES = ("MeterValues", "StopTransaction")
# 63 bits: what some firmware sends for none.
_HUGE = 2**63 - 1


def _samples(payload: Payload) -> Iterator[list[dict[str, Any]]]:
    """The sampled values of each meter value, in MeterValues and StopTransaction."""
    for value in [*payload.get("meterValue", ()), *payload.get("transactionData", ())]:
        yield value["sampledValue"]


def _registers(payload: Payload) -> Iterator[dict[str, Any]]:
    for sampled_values in _samples(payload):
        yield from (one for one in sampled_values if one.get("measurand", _REGISTER) == _REGISTER)


def _future_start(action: str, payload: Payload, stage: Stage) -> None:
    if action == "StartTransaction":
        tomorrow = datetime.fromisoformat(payload["timestamp"]) + timedelta(days=1)
        payload["timestamp"] = tomorrow.isoformat().replace("+00:00", "Z")


def _zero(action: str, payload: Payload, stage: Stage) -> None:
    if action in _TRANSACTION_MESSAGES and "transactionId" in payload:
        payload["transactionId"] = 0


def _huge(action: str, payload: Payload, stage: Stage) -> None:
    if action == "MeterValues":
        payload.setdefault("transactionId", _HUGE)


def _repeated_start(frame: Frame, stage: Stage) -> list[Frame]:
    starts = frame[0] == 2 and frame[2] == "StartTransaction"
    return [frame, [2, str(uuid4()), *frame[2:]]] if starts else [frame]


def _foreign(action: str, payload: Payload, stage: Stage) -> None:
    if action == "MeterValues" and "transactionId" in payload:
        payload["transactionId"] += 1_000_000


def _none(action: str, payload: Payload, stage: Stage) -> None:
    if action == "MeterValues":
        payload.pop("transactionId", None)


def _kilowatt_hours(action: str, payload: Payload, stage: Stage) -> None:
    for register in _registers(payload):
        register |= {"value": str(Decimal(register["value"]) / 1000), "unit": "kWh"}


def _bare(action: str, payload: Payload, stage: Stage) -> None:
    for sampled_values in _samples(payload):
        registers = [one for one in sampled_values if one.get("measurand", _REGISTER) == _REGISTER]
        sampled_values[:] = [{"value": one["value"]} for one in registers or sampled_values[:1]]


def _phases_only(action: str, payload: Payload, stage: Stage) -> None:
    for sampled_values in _samples(payload):
        whole = [one for one in sampled_values if one.get("measurand", _REGISTER) == _REGISTER]
        for register in whole:
            sampled_values.remove(register)
            third, rest = divmod(int(register["value"]), 3)
            shares = zip(("L1", "L2", "L3"), (third, third, third + rest), strict=True)
            sampled_values += [{**register, "phase": phase, "value": str(wh)} for phase, wh in shares]


def _session_energy(action: str, payload: Payload, stage: Stage) -> None:
    """The register of the samples begins at 0 with each transaction."""
    if action == "StartTransaction":
        stage.numbers[f"start {payload['connectorId']}"] = payload["meterStart"]
    if action == "MeterValues" and "transactionId" in payload:
        start = stage.numbers.get(f"start {payload['connectorId']}", 0)
        for register in _registers(payload):
            register["value"] = str(int(register["value"]) - start)


def _bare_stop(action: str, payload: Payload, stage: Stage) -> None:
    if action == "StopTransaction":
        payload.pop("idTag", None)
        payload.pop("reason", None)


def _empty_tag(action: str, payload: Payload, stage: Stage) -> None:
    if action == "StopTransaction":
        payload["idTag"] = ""


HABITS = (
    Habit(
        name="future-start",
        source="Q25",
        does="starts transactions a day in the future",
        request=_future_start,
    ),
    Habit(
        name="minus-one",
        source="Q26",
        does="says -1 for the transaction in what it queued before it knew the transactionId",
        traits=frozenset({"freezes transaction id"}),
    ),
    Habit(name="zero-transaction", source="Q26", does="says 0 for every transaction", request=_zero),
    Habit(
        name="huge-transaction",
        source="Q27",
        does="says 9223372036854775807 for the transaction where there is none",
        request=_huge,
    ),
    Habit(
        name="repeated-start",
        source="Q28",
        does="sends every StartTransaction twice, the second under a new message id",
        frames=_repeated_start,
    ),
    Habit(
        name="foreign-transaction",
        source="Q29",
        does="samples for a transactionId that it was never given",
        request=_foreign,
    ),
    Habit(name="no-transaction", source="Q29", does="samples without a transactionId", request=_none),
    Habit(
        name="values-after-stop",
        source="Q30",
        does="sends the last meter values after the StopTransaction",
        traits=frozenset({"values after stop"}),
    ),
    Habit(name="kilowatt-hours", source="Q31", does="gives registers in kWh", request=_kilowatt_hours),
    Habit(
        name="bare-values",
        source="Q31",
        does="gives registers without measurand, unit and context",
        request=_bare,
    ),
    Habit(name="phases-only", source="Q31", does="gives registers per phase, no total", request=_phases_only),
    Habit(
        name="session-energy",
        source="Q31",
        does="gives the energy of the session where the register is asked for",
        request=_session_energy,
    ),
    Habit(name="bare-stop", source="Q32", does="stops without id tag and reason", request=_bare_stop),
    Habit(name="empty-stop-tag", source="Q32", does="stops with an empty id tag", request=_empty_tag),
    Habit(
        name="stuck-on-error",
        source="Q34",
        does="is Faulted for good once a StartTransaction is answered with a CALLERROR",
        traits=frozenset({"stuck on error"}),
    ),
)
