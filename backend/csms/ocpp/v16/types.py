"""Data types that several OCPP 1.6 messages share (OCPP 1.6 edition 2, section 7).

Field names are those on the wire. Enumerations are `Literal`s: in tolerant reading a value outside of its
enumeration is kept as the charger wrote it, so compare with `==` and have a default branch.
"""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType

# Lengths count Unicode code points, are maxima, and CiStrings are compared case-insensitively by who uses
# them (7.15-7.19, errata 3.58-3.62): the spelling is kept here.
CiString20: TypeAlias = Annotated[str, Meta(max_length=20)]
CiString25: TypeAlias = Annotated[str, Meta(max_length=25)]
CiString50: TypeAlias = Annotated[str, Meta(max_length=50)]
CiString255: TypeAlias = Annotated[str, Meta(max_length=255)]
CiString500: TypeAlias = Annotated[str, Meta(max_length=500)]

# The schemas leave integers unbounded; a database column does not.
Integer: TypeAlias = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
# Meter readings: a charger that sends a fraction of a Wh is recorded exactly, never refused (RPC-17).
WattHours: TypeAlias = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1, extra={"keeps_fraction": True})]
# `multipleOf: 0.1`, exact: as floats 1395 of the 4001 values 0.0 .. 400.0 would be refused.
Tenths: TypeAlias = Annotated[Decimal, Meta(extra={"decimals": 1})]
# To the schemas `format` is an annotation; what we send is checked by `semantics`.
Uri: TypeAlias = Annotated[str, Meta(extra_json_schema={"format": "uri"})]
Timestamp: TypeAlias = Annotated[datetime, Meta(tz=True)]


class Message(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """A payload or a part of one.

    Optional fields are `UNSET` when absent, `null` is never valid. Subclasses name the section of OCPP 1.6
    that defines them. No message can be part of a cycle, so the garbage collector need not look (`gc`).
    """

    SECTION: ClassVar[str]


AuthorizationStatus: TypeAlias = Literal["Accepted", "Blocked", "Expired", "Invalid", "ConcurrentTx"]


class IdTagInfo(Message):
    """What the central system says about an identifier."""

    SECTION: ClassVar[str] = "7.27"
    status: AuthorizationStatus
    expiryDate: Timestamp | UnsetType = UNSET
    parentIdTag: CiString20 | UnsetType = UNSET


ReadingContext: TypeAlias = Literal[
    "Interruption.Begin",
    "Interruption.End",
    "Sample.Clock",
    "Sample.Periodic",
    "Transaction.Begin",
    "Transaction.End",
    "Trigger",
    "Other",
]
ValueFormat: TypeAlias = Literal["Raw", "SignedData"]
Measurand: TypeAlias = Literal[
    "Energy.Active.Export.Register",
    "Energy.Active.Import.Register",
    "Energy.Reactive.Export.Register",
    "Energy.Reactive.Import.Register",
    "Energy.Active.Export.Interval",
    "Energy.Active.Import.Interval",
    "Energy.Reactive.Export.Interval",
    "Energy.Reactive.Import.Interval",
    "Power.Active.Export",
    "Power.Active.Import",
    "Power.Offered",
    "Power.Reactive.Export",
    "Power.Reactive.Import",
    "Power.Factor",
    "Current.Import",
    "Current.Export",
    "Current.Offered",
    "Voltage",
    "Frequency",
    "Temperature",
    "SoC",
    "RPM",
]
Phase: TypeAlias = Literal["L1", "L2", "L3", "N", "L1-N", "L2-N", "L3-N", "L1-L2", "L2-L3", "L3-L1"]
Location: TypeAlias = Literal["Cable", "EV", "Inlet", "Outlet", "Body"]
# Both spellings of Celsius are valid (J-errata 2.1). Hertz is not: errata 3.86 gives Frequency no unit.
UnitOfMeasure: TypeAlias = Annotated[
    Literal[
        "Wh",
        "kWh",
        "varh",
        "kvarh",
        "W",
        "kW",
        "VA",
        "kVA",
        "var",
        "kvar",
        "A",
        "V",
        "K",
        "Celcius",
        "Celsius",
        "Fahrenheit",
        "Percent",
    ],
    Meta(
        extra={"aliases": {"hz": "Hertz", "%": "Percent", "°c": "Celsius", "c": "Celsius", "f": "Fahrenheit"}}
    ),
]


class SampledValue(Message):
    """`value` is a decimal number as text, or an opaque block when `format` is SignedData."""

    SECTION: ClassVar[str] = "7.43"
    value: str
    context: ReadingContext | UnsetType = UNSET
    format: ValueFormat | UnsetType = UNSET
    measurand: Measurand | UnsetType = UNSET
    phase: Phase | UnsetType = UNSET
    location: Location | UnsetType = UNSET
    unit: UnitOfMeasure | UnsetType = UNSET


class MeterValue(Message):
    """Samples that were taken at one time, at least one of them (1..*)."""

    SECTION: ClassVar[str] = "7.33"
    timestamp: Timestamp
    sampledValue: Annotated[list[SampledValue], Meta(min_length=1)]
