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
            name="LocalList",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("updated_at", fields.DatetimeField(auto_now=True, auto_now_add=False)),
                ("charger_id", fields.UUIDField(unique=True)),
                ("charge_point_id", fields.CharField(default="", max_length=255)),
                ("mode", fields.CharField(default="off", max_length=10)),
                ("revision", fields.BigIntField(default=0)),
                ("state", fields.CharField(default="off", max_length=20)),
                ("due_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("claim", fields.UUIDField(null=True)),
                ("verify", fields.BooleanField(default=False)),
                ("resend", fields.BooleanField(default=False)),
                ("failures", fields.IntField(default=0)),
                ("error", fields.TextField(default="", unique=False)),
                ("firmware_version", fields.TextField(null=True, unique=False)),
                ("tried_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("disputed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("synced_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("wanted_count", fields.IntField(default=0)),
                ("too_long_count", fields.IntField(default=0)),
                ("no_room_count", fields.IntField(default=0)),
            ],
            options={
                "table": "local_lists",
                "app": "csms",
                "indexes": [
                    Index(fields=["due_at"]),
                    Index(fields=["mode"]),
                    Index(fields=["created_at", "id"]),
                ],
                "pk_attr": "id",
                "table_description": "What one charger's list shall be. `mode`: off (we leave it alone), tags (a choice), all (who may charge there).",
            },
            bases=["DatedRow"],
        ),
        ops.CreateModel(
            name="LocalListCopy",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("charger_id", fields.UUIDField(unique=True)),
                ("version", fields.BigIntField(null=True)),
                ("last_version", fields.BigIntField(default=0)),
                (
                    "entries",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                (
                    "attempt",
                    fields.JSONField(
                        null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("attempt_command_id", fields.UUIDField(null=True)),
                ("told_version", fields.BigIntField(null=True)),
                ("told_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("acknowledged_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "local_list_copies",
                "app": "csms",
                "pk_attr": "id",
                "table_description": "What a charger has acknowledged. `version` null: nobody knows what it has, 0: it has none.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="LocalListTag",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("charger_id", fields.UUIDField()),
                ("id_tag_id", fields.UUIDField()),
            ],
            options={
                "table": "local_list_tags",
                "app": "csms",
                "unique_together": (("charger_id", "id_tag_id"),),
                "indexes": [Index(fields=["id_tag_id"])],
                "pk_attr": "id",
                "table_description": "One tag of the choice for a charger's list.",
            },
            bases=["Row"],
        ),
    ]
