from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from csms.store.models.base import new_id
from json import dumps, loads
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("csms", "0003_ocpp_16_complete")]

    initial = False

    operations = [
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
