"""Transactions, the log of what happened to them, and their meter samples."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from csms.store.folding import ORDER_LIMIT
from csms.store.models.base import DatedRow, Row


class Transaction(DatedRow):
    """One delivery of energy. Derived from its events and samples, which are never changed."""

    charger_id = fields.UUIDField()
    # Kept here too: the record outlives the charger.
    charge_point_id = fields.CharField(max_length=255, default="")
    evse_id = fields.IntField(null=True)
    connector_id = fields.IntField(null=True)
    # The number that travels over OCPP: text, unique per charger only (2.0.1 lets the station choose it).
    ocpp_transaction_id = fields.CharField(max_length=36, null=True)
    # Content of the start (START-04): a retry over any connection finds its first self by it.
    start_key = fields.CharField(max_length=64, null=True)

    id_token = fields.CharField(max_length=255, null=True)
    id_token_folded = fields.CharField(max_length=255, null=True)
    id_token_type = fields.CharField(max_length=40, default="")
    parent_token_folded = fields.CharField(max_length=255, null=True)
    # Whose the card was when it started: who gets the card later does not see the sessions of who had it before.
    user_id = fields.UUIDField(null=True)
    authorization_status = fields.CharField(max_length=20, null=True)
    reservation_ref = fields.CharField(max_length=36, null=True)
    command_id = fields.UUIDField(null=True)

    state = fields.CharField(max_length=20)
    flags: Any = fields.JSONField(default=list)
    meter_start = fields.DecimalField(max_digits=30, decimal_places=6, null=True)
    meter_stop = fields.DecimalField(max_digits=30, decimal_places=6, null=True)
    energy_wh = fields.DecimalField(max_digits=30, decimal_places=6, null=True)
    started_at = fields.DatetimeField()
    started_received_at = fields.DatetimeField(null=True)
    stopped_at = fields.DatetimeField(null=True)
    stopped_received_at = fields.DatetimeField(null=True)
    stop_reason = fields.TextField(null=True)
    stop_id_token = fields.CharField(max_length=255, null=True)
    # Content of the stop (STOP-07): tells a retry from another stop of the same transaction.
    stop_key = fields.CharField(max_length=64, null=True)
    # Since when its stop is overdue (R10), and since when something has come that may change an ended record.
    suspect_at = fields.DatetimeField(null=True)
    recheck_at = fields.DatetimeField(null=True)
    # When its energy is to be split into quarters of an hour (again). None: they say what the record says.
    split_due_at = fields.DatetimeField(null=True)

    # The latest reading, for screens.
    power_w = fields.DecimalField(max_digits=20, decimal_places=3, null=True)
    max_power_w = fields.DecimalField(max_digits=20, decimal_places=3, null=True)
    soc_percent = fields.DecimalField(max_digits=20, decimal_places=3, null=True)
    register_wh = fields.DecimalField(max_digits=30, decimal_places=6, null=True)
    metered_at = fields.DatetimeField(null=True)

    # Of a record moved here from another system: its key there, and when it came. It is of no live conversation, so it
    # has no OCPP number and no start_key.
    external_id = fields.CharField(max_length=255, null=True)
    imported_at = fields.DatetimeField(null=True)

    # Money in minor units; unknown is not free.
    cost_minor = fields.BigIntField(null=True)
    currency = fields.CharField(max_length=3, null=True)

    class Meta:
        table = "transactions"
        unique_together = (
            ("charger_id", "ocpp_transaction_id"),
            ("charger_id", "start_key"),
            ("charger_id", "external_id"),
        )
        indexes = (
            ("started_at", "id"),
            ("stopped_at", "id"),
            ("charger_id", "started_at"),
            ("charger_id", "state"),
            ("state", "started_at"),
            ("id_token_folded", "started_at"),
            ("user_id", "started_at"),
            ("ocpp_transaction_id",),
            ("charger_id", "stop_key"),
            ("recheck_at",),
            ("split_due_at",),
        )


class QuarantinedStop(Row):
    """A stop that fitted no transaction when it came (STOP-02). Joined once, when its start has come (STOP-08).

    Its own event stays as it was; `transaction_id` says which transaction it was joined to.
    """

    charger_id = fields.UUIDField()
    charge_point_id = fields.CharField(max_length=255, default="")
    charge_point_id_natural = fields.CharField(max_length=ORDER_LIMIT, default="", db_default="")
    ocpp_transaction_id = fields.TextField()
    stop_key = fields.CharField(max_length=64)
    id_token = fields.CharField(max_length=255, null=True)
    parent_token_folded = fields.CharField(max_length=255, null=True)
    meter_stop = fields.DecimalField(max_digits=30, decimal_places=6, null=True)
    stop_reason = fields.TextField()
    occurred_at = fields.DatetimeField()
    received_at = fields.DatetimeField()
    # Its transactionData: of no connector until it is joined, so nowhere else.
    samples: Any = fields.JSONField(default=list)
    transaction_id = fields.UUIDField(null=True)
    joined_at = fields.DatetimeField(null=True)

    class Meta:
        table = "quarantined_stops"
        unique_together = (("charger_id", "stop_key"),)
        indexes = (
            ("received_at", "id"),
            ("transaction_id",),
            ("ocpp_transaction_id",),
            ("charge_point_id_natural", "id"),
        )


class TransactionEvent(Model):
    """Append-only: what happened to a record, in its order. The samples themselves are the `metered` events.

    started, superseded, suspected, resumed, stopped, closed, settled, joined, corrected.
    """

    id = fields.BigIntField(primary_key=True, generated=True)
    transaction_id = fields.UUIDField(null=True)
    charger_id = fields.UUIDField()
    kind = fields.CharField(max_length=20)
    disposition = fields.CharField(max_length=20)
    occurred_at = fields.DatetimeField()
    received_at = fields.DatetimeField()
    data: Any = fields.JSONField()

    class Meta:
        table = "transaction_events"
        indexes = (("transaction_id", "id"), ("charger_id", "id"))


class MeterValue(Model):
    """One sample. `value` is exact and in the base unit (Wh, W, A, V ...), `raw_text` is what was sent."""

    id = fields.BigIntField(primary_key=True, generated=True)
    charger_id = fields.UUIDField()
    evse_id = fields.IntField()
    transaction_id = fields.UUIDField(null=True)
    # Only for samples whose transaction we do not know: the number the charger gave.
    ocpp_transaction_id = fields.TextField(null=True)
    occurred_at = fields.DatetimeField()
    received_at = fields.DatetimeField()
    # One number for (context, measurand, phase, location, format): the key of STOP-06 with the time.
    series_key = fields.BigIntField()
    context = fields.TextField()
    measurand = fields.TextField()
    phase = fields.TextField(null=True)
    location = fields.TextField()
    unit = fields.TextField(null=True)
    value = fields.DecimalField(max_digits=40, decimal_places=9, null=True)
    raw_text = fields.TextField(source_field="raw")
    multiplier = fields.IntField(default=0)
    signed = fields.BooleanField(default=False)

    class Meta:
        table = "meter_values"
