"""How chargers stand to what is wished of them: worked out from the tables when somebody asks, so it is never stale.

For a page of the fleet it takes five questions to the database, however many chargers there are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from csms.charging.desired import (
    TOGETHER,
    Attempt,
    Desired,
    Drift,
    Hardware,
    Kind,
    Own,
    Reported,
    Template,
    Wish,
    contradictions,
    drift,
    resolve,
)
from csms.errors import NotFound
from csms.said import Said, said
from csms.store import configuration
from csms.store.models import (
    Charger,
    ConfigurationAttempt,
    ConfigurationTemplate,
    ConfigurationWish,
)
from csms.store.values import View, said_view

COLUMNS = ("id", "vendor", "model", "firmware_version")


class Finding(NamedTuple):
    """Values that do not go together. about: "reported", or "desired" when only the wishes make it so."""

    rule: str
    about: str
    said: Said

    def view(self) -> View:
        """In the form of the REST resource."""
        told = {"detail": str(self.said), "said": said_view(self.said)}
        return {"rule": self.rule, "about": self.about, **told}


class Standing(NamedTuple):
    """One charger: each of its wishes, and what does not go together."""

    keys: list[Drift]
    findings: list[Finding]


async def templates() -> list[Template]:
    return [template(row) for row in await ConfigurationTemplate.all()]


def template(row: ConfigurationTemplate) -> Template:
    pattern = Hardware(row.vendor, row.model, row.firmware)
    return Template(row.id, row.name, pattern, row.apply, wishes(row.keys))


def wishes(keys: Iterable[Sequence[str]]) -> tuple[Wish, ...]:
    """Out of the form in which they are stored."""
    return tuple(Wish(*pair) for pair in keys)


async def of_charger(charger_id: UUID, kind: Kind) -> Standing:
    """Raises NotFound."""
    rows = await Charger.filter(id=charger_id).values(*COLUMNS)
    if not rows:
        raise NotFound(said("There is no such charger."))
    return (await of_chargers(rows, kind))[charger_id]


async def of_chargers(chargers: Sequence[Mapping[str, Any]], kind: Kind) -> dict[UUID, Standing]:
    """By charger. chargers: rows with `COLUMNS`."""
    desired = await desired_of(chargers)
    ids = list(desired)
    names = {wish.key.casefold() for found in desired.values() for wish in found}
    names.update(key.casefold() for key in TOGETHER)
    reported = await _reported(ids, names)
    attempts = await _attempts(chargers, names)
    return {
        charger_id: Standing(
            drift(found, reported[charger_id], attempts[charger_id], kind),
            _findings(found, reported[charger_id]),
        )
        for charger_id, found in desired.items()
    }


async def desired_of(chargers: Sequence[Mapping[str, Any]]) -> dict[UUID, list[Desired]]:
    """What is wished, by charger."""
    known = await templates()
    rows = await ConfigurationWish.filter(charger_id__in=[row["id"] for row in chargers]).values()
    own = {row["charger_id"]: Own(row["apply"], wishes(row["keys"])) for row in rows}
    by_hardware: dict[Hardware, list[Desired]] = {}  # most chargers of a fleet are alike
    desired = {}
    for row in chargers:
        hardware = Hardware(row["vendor"] or "", row["model"] or "", row["firmware_version"] or "")
        if row["id"] in own:
            desired[row["id"]] = resolve(known, own[row["id"]], hardware)
            continue
        if hardware not in by_hardware:
            by_hardware[hardware] = resolve(known, None, hardware)
        desired[row["id"]] = by_hardware[hardware]
    return desired


async def _reported(ids: Sequence[UUID], names: Collection[str]) -> dict[UUID, dict[str, Reported]]:
    found: dict[UUID, dict[str, Reported]] = defaultdict(dict)
    async for charger_id, folded, row in configuration.told(ids, list(names)):
        found[charger_id][folded] = Reported(
            row["value"], bool(row["readonly"]), row["pending_value"], bool(row["told"])
        )
    return found


async def _attempts(
    chargers: Sequence[Mapping[str, Any]], names: Collection[str]
) -> dict[UUID, dict[str, Attempt]]:
    """Those of the firmware that runs now."""
    firmware = {row["id"]: row["firmware_version"] for row in chargers}
    query = ConfigurationAttempt.filter(charger_id__in=list(firmware))
    found: dict[UUID, dict[str, Attempt]] = defaultdict(dict)
    for charger_id, folded, value, status, version, at in await query.values_list(
        "charger_id", "key_folded", "value", "status", "firmware", "at"
    ):
        if folded in names and version == firmware[charger_id]:
            found[charger_id][folded] = Attempt(value, status, at)
    return found


def _findings(desired: Sequence[Desired], reported: Mapping[str, Reported]) -> list[Finding]:
    """As it is, and as it would be with all wishes come true (LIVE-04)."""
    wished = {wish.key.casefold(): wish.value for wish in desired}

    def is_now(key: str) -> str | None:
        row = reported.get(key.casefold())
        return None if row is None else row.value if row.pending_value is None else row.pending_value

    def will_be(key: str) -> str | None:
        return wished.get(key.casefold(), is_now(key))

    now = [Finding("LIVE-04", "reported", words) for words in contradictions(is_now)]
    if not any(key.casefold() in wished for key in TOGETHER):
        return now
    return now + [Finding("LIVE-04", "desired", words) for words in contradictions(will_be)]
