"""How chargers are configured: what they report, what is wished of them, and what came of asking for it."""

from typing import Any

from tortoise import fields

from csms.store.models.base import DatedRow, Row
from csms.store.models.chargers import Charger


class ConfigurationKey(Row):
    """One configuration value as the charger reported it, or accepted it."""

    charger: fields.ForeignKeyRelation[Charger] = fields.ForeignKeyField(
        "csms.Charger", related_name="configuration"
    )
    component = fields.CharField(max_length=255, default="")
    variable = fields.CharField(max_length=255, default="")
    key_folded = fields.CharField(max_length=255)
    key = fields.CharField(max_length=255)
    value = fields.TextField(null=True)
    readonly = fields.BooleanField(default=False)
    pending_value = fields.TextField(null=True)
    reported_at = fields.DatetimeField(null=True)

    class Meta:
        table = "configuration_keys"
        unique_together = (("charger_id", "component", "key_folded"),)


class ConfigurationTemplate(DatedRow):
    """What chargers of a vendor, a model, a firmware are to be configured to. `keys`: [[key, value], ...].

    An empty pattern matches every charger.
    """

    name = fields.CharField(max_length=200)
    name_folded = fields.CharField(max_length=200, unique=True)
    vendor = fields.CharField(max_length=500, default="")
    model = fields.CharField(max_length=500, default="")
    firmware = fields.CharField(max_length=500, default="")
    note = fields.CharField(max_length=2000, default="")
    apply = fields.CharField(max_length=20, default="on_request")
    keys: Any = fields.JSONField(default=list)

    class Meta:
        table = "configuration_templates"


class ConfigurationWish(DatedRow):
    """What one charger is to be configured to, whatever the templates say. `keys` as in a template."""

    charger: fields.ForeignKeyRelation[Charger] = fields.ForeignKeyField(
        "csms.Charger", related_name="configuration_wishes"
    )
    apply = fields.CharField(max_length=20, default="on_request")
    keys: Any = fields.JSONField(default=list)

    class Meta:
        table = "configuration_wishes"
        unique_together = (("charger_id",),)


class ConfigurationDrift(Row):
    """A charger that is not configured as is wished, as the last look at it found. In line again, it has no row.

    keys: [[key, state], ...] of what differs or was refused. since: for how long any of it did without a pause.
    """

    charger: fields.ForeignKeyRelation[Charger] = fields.ForeignKeyField(
        "csms.Charger", related_name="configuration_drifts"
    )
    keys: Any = fields.JSONField(default=list)
    since = fields.DatetimeField()
    seen_at = fields.DatetimeField()

    class Meta:
        table = "configuration_drifts"
        unique_together = (("charger_id",),)
        indexes = (("since",),)


class ConfigurationStanding(Row):
    """How many of a charger's wished keys are in each state, as last worked out: what a fleet is listed by.

    drifting: all that are not in step. contradiction: values that do not go together. moves: how often what it
    follows from has changed; seen: up to which of these changes the counts know of it.
    """

    charger: fields.ForeignKeyRelation[Charger] = fields.ForeignKeyField(
        "csms.Charger", related_name="configuration_standings"
    )
    in_step = fields.IntField(default=0)
    differs = fields.IntField(default=0)
    pending_reboot = fields.IntField(default=0)
    unknown = fields.IntField(default=0)
    read_only = fields.IntField(default=0)
    not_supported = fields.IntField(default=0)
    rejected = fields.IntField(default=0)
    drifting = fields.IntField(default=0)
    contradiction = fields.IntField(default=0)
    moves = fields.IntField(default=0)
    seen = fields.IntField(default=0)

    class Meta:
        table = "configuration_standings"
        unique_together = (("charger_id",),)


class ConfigurationAttempt(Row):
    """What came of the last try to change a key. A firmware may know what the one before it did not.

    `value` null: the charger was only asked for it, and does not know the key.
    """

    charger: fields.ForeignKeyRelation[Charger] = fields.ForeignKeyField(
        "csms.Charger", related_name="configuration_attempts"
    )
    key_folded = fields.CharField(max_length=255)
    value = fields.TextField(null=True)
    status = fields.TextField()
    firmware = fields.TextField(null=True)
    at = fields.DatetimeField()

    class Meta:
        table = "configuration_attempts"
        unique_together = (("charger_id", "key_folded"),)
