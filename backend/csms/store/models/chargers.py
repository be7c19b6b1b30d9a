"""Where chargers stand, what they are, what they last said, and which process holds them."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from csms.store.folding import ORDER_LIMIT
from csms.store.models.base import DatedRow, Row


def spoken_protocols() -> list[str]:
    return ["ocpp1.6"]


class Station(DatedRow):
    """A site: a place with an address where chargers stand."""

    name = fields.CharField(max_length=200)
    # What a list is sorted by: see `alphabetical`.
    name_natural = fields.CharField(max_length=ORDER_LIMIT, default="", db_default="")
    address = fields.CharField(max_length=500, default="")
    latitude = fields.FloatField(null=True)
    longitude = fields.FloatField(null=True)
    power_limit_w = fields.BigIntField(null=True)
    note = fields.CharField(max_length=2000, default="")

    class Meta:
        table = "stations"
        indexes = (("name", "id"), ("name_natural", "id"))


class Charger(DatedRow):
    """One charge point. `charge_point_id` is its OCPP identity, the folded form keeps look-alikes apart."""

    charge_point_id = fields.CharField(max_length=255, unique=True)
    charge_point_id_folded = fields.CharField(max_length=255, unique=True)
    # What a list is sorted by: see `natural`.
    charge_point_id_natural = fields.CharField(max_length=ORDER_LIMIT, default="", db_default="")
    station: fields.ForeignKeyNullableRelation[Station] = fields.ForeignKeyField(
        "csms.Station", related_name="chargers", null=True, on_delete=fields.SET_NULL
    )
    name = fields.CharField(max_length=200, default="")

    # What the charger reports (BootNotification); whole, however long it is.
    vendor = fields.TextField(null=True)
    model = fields.TextField(null=True)
    serial_number = fields.TextField(null=True)
    box_serial_number = fields.TextField(null=True)
    firmware_version = fields.TextField(null=True)
    iccid = fields.TextField(null=True)
    imsi = fields.TextField(null=True)
    meter_type = fields.TextField(null=True)
    meter_serial_number = fields.TextField(null=True)

    # How it may connect.
    ocpp_version = fields.CharField(max_length=20, null=True)
    allowed_protocols: Any = fields.JSONField(default=spoken_protocols)
    assume_protocol = fields.CharField(max_length=20, null=True)
    security_profile = fields.IntField(default=1)
    pending_security_profile = fields.IntField(null=True)
    # The CN of its client certificate: its serial number unless an operator says otherwise (TLS-05).
    certificate_cn = fields.CharField(max_length=255, null=True)
    credential = fields.TextField(null=True)
    pending_credential = fields.TextField(null=True)
    blocked = fields.BooleanField(default=False)
    # Seconds of silence until it is pinged: 0 for one that never answers, empty for what the settings say.
    ping_interval = fields.FloatField(null=True)
    strictness = fields.CharField(max_length=20, default="tolerant")
    simulated = fields.BooleanField(default=False)

    # Registration and availability: what we want beside what it reports.
    registration_policy = fields.CharField(max_length=20, default="accepted", db_default="accepted")
    hardware_changed_at = fields.DatetimeField(null=True)
    registration_status = fields.CharField(max_length=20, null=True)
    desired_availability = fields.CharField(max_length=20, null=True)

    # Which process holds it. The epoch rises with every claim; a stale holder can no longer write.
    online = fields.BooleanField(default=False)
    owner_node = fields.CharField(max_length=64, null=True)
    owner_epoch = fields.BigIntField(default=0)
    address = fields.CharField(max_length=64, null=True)
    online_since = fields.DatetimeField(null=True)
    offline_since = fields.DatetimeField(null=True)
    last_seen_at = fields.DatetimeField(null=True)
    last_boot_at = fields.DatetimeField(null=True)
    # The boot after which its configuration was last looked at (on_boot).
    configured_boot_at = fields.DatetimeField(null=True)
    last_error = fields.TextField(null=True)

    class Meta:
        table = "chargers"
        indexes = (
            ("online",),
            ("station_id",),
            ("name", "id"),
            ("created_at", "id"),
            ("charge_point_id_natural", "id"),
        )


class Connector(Row):
    """One outlet. OCPP 1.6 connector n is EVSE n with connector 1, 0 stands for the whole charger."""

    charger: fields.ForeignKeyRelation[Charger] = fields.ForeignKeyField(
        "csms.Charger", related_name="connectors"
    )
    evse_id = fields.IntField()
    connector_id = fields.IntField(default=1)
    status = fields.TextField(null=True)
    error_code = fields.TextField(null=True)
    info = fields.TextField(null=True)
    vendor_id = fields.TextField(null=True)
    vendor_error_code = fields.TextField(null=True)
    occurred_at = fields.DatetimeField(null=True)
    received_at = fields.DatetimeField(null=True)
    desired_availability = fields.CharField(max_length=20, null=True)
    availability_sent_at = fields.DatetimeField(null=True)

    # The latest reading, for screens; derived from meter values.
    power_w = fields.DecimalField(max_digits=20, decimal_places=3, null=True)
    current_a = fields.DecimalField(max_digits=20, decimal_places=3, null=True)
    voltage_v = fields.DecimalField(max_digits=20, decimal_places=3, null=True)
    soc_percent = fields.DecimalField(max_digits=20, decimal_places=3, null=True)
    register_wh = fields.DecimalField(max_digits=30, decimal_places=6, null=True)
    metered_at = fields.DatetimeField(null=True)

    class Meta:
        table = "connectors"
        unique_together = (("charger_id", "evse_id", "connector_id"),)


class Connection(Model):
    """A charger was connected: from when to when. `epoch` as in `Charger.owner_epoch` then. Open: until is null."""

    id = fields.BigIntField(primary_key=True, generated=True)
    charger_id = fields.UUIDField()
    epoch = fields.BigIntField()
    since = fields.DatetimeField()
    until = fields.DatetimeField(null=True)

    class Meta:
        table = "connections"
        unique_together = (("charger_id", "epoch"),)
        indexes = (("charger_id", "since"),)


class Watch(Model):
    """A process of ours was there to see chargers come and go, without a pause. Beyond all of them nobody knows."""

    id = fields.BigIntField(primary_key=True, generated=True)
    node = fields.CharField(max_length=64)
    since = fields.DatetimeField()
    until = fields.DatetimeField()

    class Meta:
        table = "watches"
        indexes = (("until",), ("node", "until"))


class Node(Model):
    """One process of ours. Its chargers are declared offline when its heartbeat stops."""

    id = fields.CharField(max_length=64, primary_key=True)
    started_at = fields.DatetimeField()
    heartbeat_at = fields.DatetimeField()

    class Meta:
        table = "nodes"
