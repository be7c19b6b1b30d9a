"""Marks on a transaction: what is odd about its record. Codes for programs, sentences for people."""

from csms.said import msg

METER_BACKWARDS = "meter_backwards"
METER_NEGATIVE = "meter_negative"
METER_UNREADABLE = "meter_unreadable"
REGISTER_FELL = "register_fell"
ENERGY_IMPLAUSIBLE = "energy_implausible"
UNIT_CONTRADICTED = "unit_contradicted"
STOP_MISSING = "stop_missing"
STOP_BEFORE_START = "stop_before_start"
STOP_CONTRADICTED = "stop_contradicted"
IMPLAUSIBLE_TIME = "implausible_time"
NOT_AUTHORIZED = "not_authorized"
STOPPED_BY_OTHER_TAG = "stopped_by_other_tag"
RESERVED_FOR_ANOTHER = "reserved_for_another"
CONNECTOR_AVAILABLE = "connector_available"
CHARGER_BOOTED = "charger_booted"
CHARGER_SILENT = "charger_silent"
CHARGER_DELETED = "charger_deleted"
FORCE_CLOSED = "force_closed"
CLOSED_BY_RULE = "closed_by_rule"
SETTLED = "settled"
ESTIMATED = "estimated"
IMPORTED = "imported"

METER_FLAGS = frozenset(
    {METER_BACKWARDS, METER_NEGATIVE, METER_UNREADABLE, REGISTER_FELL, ENERGY_IMPLAUSIBLE}
)
"""What registers and samples say; worked out anew whenever one of them comes late."""

OVERDUE = frozenset({STOP_MISSING, CONNECTOR_AVAILABLE, CHARGER_BOOTED, CHARGER_SILENT, CHARGER_DELETED})
"""Why a stop is overdue."""

UNTIL_STOP = OVERDUE | {FORCE_CLOSED, CLOSED_BY_RULE, SETTLED, ESTIMATED}
"""What the real stop settles, however late it comes."""

SUSPICIOUS = frozenset(
    {
        METER_BACKWARDS,
        METER_NEGATIVE,
        METER_UNREADABLE,
        ENERGY_IMPLAUSIBLE,
        STOP_BEFORE_START,
        STOP_CONTRADICTED,
        *OVERDUE,
    }
)
"""What a person should look at: the transaction is suspect."""

FLAGS = msg(
    {
        METER_BACKWARDS: "The meter ran backwards at the stop",
        METER_NEGATIVE: "The register at the stop is below the one at the start",
        METER_UNREADABLE: "The charger reported a register that no meter can show",
        REGISTER_FELL: "The register fell while the session ran",
        ENERGY_IMPLAUSIBLE: "The registers differ by more than any charger can deliver in that time",
        UNIT_CONTRADICTED: "A unit did not fit what was measured; what was measured counts",
        STOP_MISSING: "The stop is missing: another transaction started on the connector",
        STOP_BEFORE_START: "The charger says it stopped before it started",
        STOP_CONTRADICTED: "The charger reported another stop later; the first one counts",
        IMPLAUSIBLE_TIME: "The charger's clock was wrong",
        NOT_AUTHORIZED: "The charger started although the tag was not accepted",
        STOPPED_BY_OTHER_TAG: "Stopped with a tag of another group",
        RESERVED_FOR_ANOTHER: "The connector was reserved for somebody else",
        CONNECTOR_AVAILABLE: "The stop is missing: the connector has been available since",
        CHARGER_BOOTED: "The stop is missing: the charger has started anew since",
        CHARGER_SILENT: "The stop is missing: nothing has been heard of the session for long",
        CHARGER_DELETED: "The stop will not come: the charger was deleted",
        FORCE_CLOSED: "The record was closed by an operator, the charger has not reported the stop",
        CLOSED_BY_RULE: "No stop came in time: the record was closed with the last reading",
        SETTLED: "An operator looked at the record and settled it",
        ESTIMATED: "The energy is that of the last reading, not of a reported stop",
        IMPORTED: "The record was brought here from another system",
    }
)


def merged(flags: list[str], more: list[str]) -> list[str]:
    """Both, each flag once, in the order in which they came."""
    return list(dict.fromkeys([*flags, *more]))
