from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from csms.store.models.base import new_id
from json import dumps, loads
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("csms", "0002_big_tables")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ChargerCertificate",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("charger_id", fields.UUIDField()),
                ("state", fields.CharField(max_length=20)),
                ("request", fields.TextField(default="", unique=False)),
                ("chain", fields.TextField(null=True, unique=False)),
                ("common_name", fields.CharField(max_length=255)),
                ("serial_number", fields.CharField(null=True, max_length=64)),
                ("fingerprint", fields.CharField(null=True, unique=True, max_length=64)),
                ("not_before", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("not_after", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("detail", fields.TextField(default="", unique=False)),
                ("requested_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "charger_certificates",
                "app": "csms",
                "indexes": [
                    Index(fields=["charger_id", "requested_at"]),
                    Index(fields=["state", "updated_at"]),
                    Index(fields=["requested_at", "id"]),
                ],
                "pk_attr": "id",
                "table_description": "One certificate of a charger, from its request on.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="ChargingProfile",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("charger_id", fields.UUIDField()),
                ("evse_id", fields.IntField()),
                ("ocpp_profile_id", fields.BigIntField()),
                ("stack_level", fields.IntField()),
                ("purpose", fields.CharField(max_length=40)),
                ("kind", fields.CharField(max_length=20)),
                ("recurrence", fields.CharField(null=True, max_length=20)),
                ("valid_from", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("valid_to", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("ocpp_transaction_id", fields.CharField(null=True, max_length=36)),
                (
                    "schedule",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                ("uncertain", fields.BooleanField(default=False)),
                ("installed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "charging_profiles",
                "app": "csms",
                "unique_together": (("charger_id", "ocpp_profile_id"),),
                "indexes": [Index(fields=["charger_id", "evse_id"]), Index(fields=["installed_at", "id"])],
                "pk_attr": "id",
                "table_description": "A profile that a charger has accepted, or perhaps (`uncertain`: its answer was lost).",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="InstalledCertificate",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("charger_id", fields.UUIDField()),
                ("use", fields.CharField(max_length=40)),
                ("hash_algorithm", fields.CharField(max_length=10)),
                ("issuer_name_hash", fields.CharField(max_length=128)),
                ("issuer_key_hash", fields.CharField(max_length=128)),
                ("serial_number", fields.CharField(max_length=40)),
                ("reported_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "installed_certificates",
                "app": "csms",
                "indexes": [Index(fields=["charger_id", "use"])],
                "pk_attr": "id",
                "table_description": "A root that a charger has told of (GetInstalledCertificateIds), by the hashes that it gave.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="QuarantinedStop",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("charger_id", fields.UUIDField()),
                ("charge_point_id", fields.CharField(default="", max_length=255)),
                ("ocpp_transaction_id", fields.TextField(unique=False)),
                ("stop_key", fields.CharField(max_length=64)),
                ("id_token", fields.CharField(null=True, max_length=255)),
                ("parent_token_folded", fields.CharField(null=True, max_length=255)),
                ("meter_stop", fields.DecimalField(null=True, max_digits=30, decimal_places=6)),
                ("stop_reason", fields.TextField(unique=False)),
                ("occurred_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("received_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "samples",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("transaction_id", fields.UUIDField(null=True)),
                ("joined_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "quarantined_stops",
                "app": "csms",
                "unique_together": (("charger_id", "stop_key"),),
                "indexes": [
                    Index(fields=["received_at", "id"]),
                    Index(fields=["transaction_id"]),
                    Index(fields=["ocpp_transaction_id"]),
                ],
                "pk_attr": "id",
                "table_description": "A stop that fitted no transaction when it came (STOP-02). Joined once, when its start has come (STOP-08).",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Reservation",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("updated_at", fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ("charger_id", fields.UUIDField()),
                ("charge_point_id", fields.CharField(default="", max_length=255)),
                ("evse_id", fields.IntField()),
                ("ocpp_reservation_id", fields.IntField()),
                ("id_token", fields.CharField(max_length=255)),
                ("id_token_folded", fields.CharField(max_length=255)),
                ("parent_token", fields.CharField(null=True, max_length=255)),
                ("parent_token_folded", fields.CharField(null=True, max_length=255)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("state", fields.CharField(max_length=20)),
                ("detail", fields.TextField(default="", unique=False)),
                ("command_id", fields.UUIDField(null=True)),
                ("transaction_id", fields.UUIDField(null=True)),
                ("conflict_transaction_id", fields.UUIDField(null=True)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "reservations",
                "app": "csms",
                "unique_together": (("charger_id", "ocpp_reservation_id"),),
                "indexes": [
                    Index(fields=["charger_id", "state"]),
                    Index(fields=["state", "expires_at"]),
                    Index(fields=["created_at", "id"]),
                ],
                "pk_attr": "id",
                "table_description": "One reservation. `evse_id` 0 is any connector of the charger.",
            },
            bases=["DatedRow"],
        ),
        ops.CreateModel(
            name="SecurityEvent",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("charger_id", fields.UUIDField()),
                ("source", fields.CharField(max_length=10)),
                ("type", fields.CharField(max_length=255)),
                ("critical", fields.BooleanField(default=False)),
                ("detail", fields.TextField(default="", unique=False)),
                ("occurred_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("received_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("key", fields.CharField(max_length=64)),
            ],
            options={
                "table": "security_events",
                "app": "csms",
                "unique_together": (("charger_id", "key"),),
                "indexes": [Index(fields=["received_at", "id"]), Index(fields=["charger_id", "received_at"])],
                "pk_attr": "id",
                "table_description": "What a charger reported of its security, or we saw of it. The same event comes more than once (EVT-01).",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="UnknownTag",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("value", fields.CharField(max_length=255)),
                ("folded", fields.CharField(unique=True, max_length=255)),
                ("charger_id", fields.UUIDField()),
                ("charge_point_id", fields.CharField(max_length=255)),
                ("count", fields.IntField(default=1)),
                ("first_seen_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("last_seen_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "unknown_tags",
                "app": "csms",
                "indexes": [Index(fields=["last_seen_at"])],
                "pk_attr": "id",
                "table_description": "A token that was presented and that nobody has registered, with the charger that last saw it.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Violation",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("charger_id", fields.UUIDField()),
                ("vendor", fields.TextField(default="", unique=False)),
                ("model", fields.TextField(default="", unique=False)),
                ("firmware_version", fields.CharField(default="", max_length=255)),
                ("action", fields.CharField(max_length=255)),
                ("rule", fields.CharField(max_length=40)),
                ("path", fields.CharField(max_length=255)),
                ("message", fields.TextField(unique=False)),
                ("raw_text", fields.TextField(source_field="raw", unique=False)),
                ("count", fields.BigIntField()),
                ("first_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("last_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "violations",
                "app": "csms",
                "unique_together": (("charger_id", "firmware_version", "action", "rule", "path"),),
                "indexes": [Index(fields=["last_at", "id"]), Index(fields=["charger_id", "last_at"])],
                "pk_attr": "id",
                "table_description": "One kind of breach by one charger with one firmware. `raw_text` is the latest frame that shows it.",
            },
            bases=["Row"],
        ),
        ops.AddField(
            model_name="Charger",
            name="certificate_cn",
            field=fields.CharField(null=True, max_length=255),
        ),
        ops.AddField(
            model_name="Charger",
            name="hardware_changed_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Charger",
            name="pending_security_profile",
            field=fields.IntField(null=True),
        ),
        ops.AddField(
            model_name="Charger",
            name="ping_interval",
            field=fields.FloatField(null=True),
        ),
        ops.AddField(
            model_name="Charger",
            name="registration_policy",
            field=fields.CharField(default="accepted", db_default="accepted", max_length=20),
        ),
        ops.AddField(
            model_name="Command",
            name="expires_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Command",
            name="taken_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="IdTag",
            name="allowed_charger_ids",
            field=fields.JSONField(
                null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
            ),
        ),
        ops.AddField(
            model_name="IdTag",
            name="allowed_station_ids",
            field=fields.JSONField(
                null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
            ),
        ),
        ops.AddField(
            model_name="Transaction",
            name="recheck_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Transaction",
            name="stop_key",
            field=fields.CharField(null=True, max_length=64),
        ),
        ops.AddField(
            model_name="Transaction",
            name="suspect_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddIndex(
            model_name="Transaction",
            index=Index(fields=["charger_id", "stop_key"]),
        ),
        ops.AddIndex(
            model_name="Transaction",
            index=Index(fields=["recheck_at"]),
        ),
        ops.AlterModelOptions(
            name="TransactionEvent",
            options={
                "table": "transaction_events",
                "app": "csms",
                "indexes": [Index(fields=["transaction_id", "id"]), Index(fields=["charger_id", "id"])],
                "pk_attr": "id",
                "table_description": "Append-only: what happened to a record, in its order. The samples themselves are the `metered` events.",
            },
        ),
    ]
