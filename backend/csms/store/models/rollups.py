"""What analytics add up. All of it is derived, row by row, and made again when what it was derived from changes."""

from tortoise import fields
from tortoise.models import Model


class EnergyQuarter(Model):
    """What a transaction delivered in one quarter of an hour, UTC. Derived, and only where something was delivered.

    Micro-Wh: a whole number, so that both databases add exactly what records say to six decimals.
    """

    id = fields.BigIntField(primary_key=True, generated=True)
    transaction_id = fields.UUIDField()
    charger_id = fields.UUIDField()
    id_token_folded = fields.CharField(max_length=255, null=True)
    quarter = fields.DatetimeField()
    energy_uwh = fields.BigIntField()

    class Meta:
        table = "energy_quarters"
        unique_together = (("transaction_id", "quarter"),)
        # The first one answers for the whole fleet by itself, without the rows.
        indexes = (
            ("quarter", "charger_id", "energy_uwh"),
            ("charger_id", "quarter"),
            ("id_token_folded", "quarter"),
        )


class EnergyDay(Model):
    """The same in one day, UTC: the sum of its quarters, always written with them."""

    id = fields.BigIntField(primary_key=True, generated=True)
    transaction_id = fields.UUIDField()
    charger_id = fields.UUIDField()
    id_token_folded = fields.CharField(max_length=255, null=True)
    day = fields.DateField()
    energy_uwh = fields.BigIntField()

    class Meta:
        table = "energy_days"
        unique_together = (("transaction_id", "day"),)
        indexes = (("day", "charger_id", "energy_uwh"), ("charger_id", "day"), ("id_token_folded", "day"))


class PeakDay(Model):
    """The quarter of an hour of a day, UTC, in which most energy flowed: in all, at a station, at a charger.

    `scope`: all, station or charger. `scope_id` is null for all, and for the chargers that stand at no station.
    """

    id = fields.BigIntField(primary_key=True, generated=True)
    day = fields.DateField()
    scope = fields.CharField(max_length=8)
    scope_id = fields.UUIDField(null=True)
    quarter = fields.DatetimeField()
    energy_uwh = fields.BigIntField()

    class Meta:
        table = "peak_days"
        indexes = (("day",), ("scope", "day"), ("scope_id", "day"))


class PeakDue(Model):
    """A day whose peaks are to be derived again. `marks` rises with each reason: who derives answers to a number."""

    day = fields.DateField(primary_key=True)
    marks = fields.BigIntField(default=1)

    class Meta:
        table = "peak_dues"


class SessionFigures(Model):
    """A transaction in the numbers that analytics add up, written with its quarters.

    Seconds. `charging_s`: until the register rose for the last time, `idle_s`: from then until the stop.
    """

    transaction_id = fields.UUIDField(primary_key=True)
    charger_id = fields.UUIDField()
    id_token_folded = fields.CharField(max_length=255, null=True)
    user_id = fields.UUIDField(null=True)
    evse_id = fields.IntField(null=True)
    state = fields.CharField(max_length=20)
    started_at = fields.DatetimeField()
    # Null while it runs.
    stopped_at = fields.DatetimeField(null=True)
    energy_uwh = fields.BigIntField()
    charging_s = fields.BigIntField()
    idle_s = fields.BigIntField()
    # The highest sample, whatever the meter gave: null when none was taken.
    max_power_w = fields.DecimalField(max_digits=20, decimal_places=3, null=True)

    class Meta:
        table = "session_figures"
        indexes = (
            ("started_at",),
            ("stopped_at",),
            ("charger_id", "started_at"),
            ("id_token_folded", "started_at"),
            ("user_id", "started_at"),
        )


CONNECTOR_STATES = (
    "charging",
    "occupied",
    "free",
    "reserved",
    "faulted",
    "unavailable",
    "offline",
    "unknown",
)
CHARGER_SECONDS = ("up_s", "down_offline_s", "down_faulted_s", "planned_s", "excluded_s")
CONNECTOR_SECONDS = tuple(f"{state}_s" for state in CONNECTOR_STATES)
SECONDS = (*CONNECTOR_SECONDS, *CHARGER_SECONDS)
"""Columns of `ChargerDay`."""


class ChargerDay(Model):
    """How long a charger and its connectors were how, in one day, UTC. In seconds, those of connectors added up.

    `due_at`: when it is to be derived (again). None: it is final.
    """

    id = fields.BigIntField(primary_key=True, generated=True)
    charger_id = fields.UUIDField()
    day = fields.DateField()
    due_at = fields.DatetimeField(null=True)

    charging_s = fields.IntField(default=0)
    occupied_s = fields.IntField(default=0)
    free_s = fields.IntField(default=0)
    reserved_s = fields.IntField(default=0)
    faulted_s = fields.IntField(default=0)
    unavailable_s = fields.IntField(default=0)
    offline_s = fields.IntField(default=0)
    unknown_s = fields.IntField(default=0)

    up_s = fields.IntField(default=0)
    down_offline_s = fields.IntField(default=0)
    down_faulted_s = fields.IntField(default=0)
    planned_s = fields.IntField(default=0)
    excluded_s = fields.IntField(default=0)

    class Meta:
        table = "charger_days"
        unique_together = (("charger_id", "day"),)
        indexes = (("day",), ("due_at",))


class StateSpan(Model):
    """How a connector was for a while, or, as connector 0, whether its charger was up, down or does not count.

    Within one day, UTC: `since` and `until` are seconds from its midnight. The rows of a day are written together.
    """

    id = fields.BigIntField(primary_key=True, generated=True)
    charger_id = fields.UUIDField()
    evse_id = fields.IntField()
    day = fields.DateField()
    state = fields.CharField(max_length=16)
    since = fields.IntField()
    until = fields.IntField()

    class Meta:
        table = "state_spans"
        indexes = (("charger_id", "day"), ("day", "since"), ("day", "until"))
