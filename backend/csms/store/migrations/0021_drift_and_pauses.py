from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from csms.store.models.base import new_id
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("csms", "0020_natural_order")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ConfigurationDrift",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                (
                    "charger",
                    fields.ForeignKeyField(
                        "csms.Charger",
                        source_field="charger_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="configuration_drifts",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "keys",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("seen_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "configuration_drifts",
                "app": "csms",
                "unique_together": (("charger_id",),),
                "indexes": [Index(fields=["since"])],
                "pk_attr": "id",
                "table_description": "A charger that is not configured as is wished, as the last look at it found. In line again, it has no row.",
            },
            bases=["Row"],
        ),
        ops.AddField(
            model_name="FirmwareFile",
            name="paused_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddIndex(
            model_name="SecurityEvent",
            index=Index(fields=["type", "received_at"]),
        ),
    ]
