"""Configuration keys as a charger last reported them, what is wished of chargers, and how the two differ."""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints

from csms.api.schemas.common import Input, Output, Printable
from csms.api.schemas.said import Sentence
from csms.charging.desired import State

DriftSort = Literal[
    "charge_point_id",
    "-charge_point_id",
    "vendor",
    "-vendor",
    "model",
    "-model",
    "firmware_version",
    "-firmware_version",
    "keys",
    "-keys",
]


class StandardKey(Output):
    """What the specification says of a key. `access`: R, W, RW, or the charger's choice."""

    type: Literal["boolean", "integer", "string", "list"]
    profile: str
    required: bool
    access: str
    unit: str | None
    remark: str | None


class ConfigurationKey(Output):
    """`value` null: known, but not set. `pending_value`: accepted, takes effect with the next restart.

    `standard` null: a vendor's own key.
    """

    key: str
    value: str | None
    readonly: bool
    pending_value: str | None
    reported_at: datetime | None
    standard: StandardKey | None


class Configuration(Output):
    items: list[ConfigurationKey]


KeyName: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50), Printable
]
KeyValue: TypeAlias = Annotated[str, StringConstraints(max_length=500), Printable]
Pattern: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500), Printable]
Note: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000), Printable]
Apply = Literal["on_request", "on_boot"]


class Wish(Input):
    """A key and the value that it is to have; values are always text (OCPP 1.6, 7.29)."""

    key: KeyName
    value: KeyValue


Wishes: TypeAlias = Annotated[list[Wish], Field(max_length=100)]


class WishOut(Output):
    key: str
    value: str


class ConfigurationTemplate(Output):
    """Wishes for all chargers of a vendor, a model, a firmware: compared exactly but for case; "" fits all.

    `apply`: `on_request`: differences are shown; `on_boot`: they are also repaired, once after each boot.
    """

    id: str
    name: str
    vendor: str
    model: str
    firmware: str
    note: str
    apply: Apply
    keys: list[WishOut]
    created_at: datetime
    updated_at: datetime


class ConfigurationTemplatePage(Output):
    items: list[ConfigurationTemplate]
    next_cursor: str | None


TemplateName: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), Printable
]


class ConfigurationTemplateCreate(Input):
    name: TemplateName
    vendor: Pattern = ""
    model: Pattern = ""
    firmware: Pattern = ""
    note: Note = ""
    apply: Apply = "on_request"
    keys: Wishes


class ConfigurationTemplateUpdate(Input):
    name: TemplateName = ""
    vendor: Pattern = ""
    model: Pattern = ""
    firmware: Pattern = ""
    note: Note = ""
    apply: Apply = "on_request"
    keys: Wishes = Field(default_factory=list)


class DesiredConfiguration(Output):
    """What is wished of one charger, whatever the templates say."""

    apply: Apply
    keys: list[WishOut]


class DesiredConfigurationWrite(Input):
    """All of them: what is not named is no longer wished."""

    apply: Apply = "on_request"
    keys: Wishes


class LastTry(Output):
    """The charger's last answer to a change of the key. `value` null: it was asked for it, and did not know it."""

    value: str | None
    status: str
    at: datetime


class KeyDrift(Output):
    """One key that is wished. `source`: a template's name, or `charger`; `overridden`: templates that wish otherwise.

    `state`: `in_step`; `differs`; `pending_reboot`: accepted, true after a restart; `unknown`: never reported;
    `read_only`; `not_supported`; `rejected`: the charger refused this very value.
    """

    key: str
    desired: str
    reported: str | None
    pending: str | None
    state: State
    apply: Apply
    source: str
    template: str | None
    reason: str
    overridden: list[str]
    last_try: LastTry | None


class Finding(Output):
    """Values that do not go together. `about`: as they are `reported`, or as they are `desired`."""

    rule: str
    about: Literal["reported", "desired"]
    detail: str
    said: Sentence


class ConfigurationDrift(Output):
    items: list[KeyDrift]
    findings: list[Finding]


class Repair(Input):
    """`keys`: only these. `again`: also what the charger has refused before."""

    keys: Annotated[list[KeyName], Field(max_length=100)] | None = None
    again: bool = False


class RepairedKey(Output):
    """What came of one key. `error`: the charger could not handle it; `not_sent`: `detail` says why."""

    key: str
    value: str
    result: Literal[
        "accepted", "reboot_required", "rejected", "not_supported", "error", "no_answer", "not_sent"
    ]
    detail: str | None
    said: Sentence | None
    command: str | None


class RepairResult(Output):
    items: list[RepairedKey]


class DriftingCharger(Output):
    """A charger with how many of its keys are in each state; `keys`: those that are not as wished."""

    charger_id: str
    charge_point_id: str
    vendor: str | None
    model: str | None
    firmware_version: str | None
    online: bool
    states: dict[State, int]
    keys: list[str]
    findings: list[Finding]


class DriftPage(Output):
    """A page may be short while `next_cursor` says that there are more."""

    items: list[DriftingCharger]
    next_cursor: str | None


class DriftSummary(Output):
    """`states`: how many of the chargers have a key in each; `contradictions`: values that do not go together."""

    total: int
    online: int
    states: dict[State, int]
    contradictions: int
