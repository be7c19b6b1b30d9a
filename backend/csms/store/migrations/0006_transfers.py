from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from csms.store.models.base import new_id
from json import dumps, loads
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("csms", "0005_configuration")]

    initial = False

    operations = [
        ops.CreateModel(
            name="FirmwareFile",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("file_name", fields.CharField(max_length=120)),
                ("vendor", fields.CharField(default="", max_length=255)),
                ("model", fields.CharField(default="", max_length=255)),
                ("version", fields.CharField(default="", max_length=255)),
                ("note", fields.TextField(default="", unique=False)),
                ("key", fields.CharField(max_length=255)),
                ("size", fields.BigIntField()),
                ("sha256", fields.CharField(max_length=64)),
                ("certificate", fields.TextField(default="", unique=False)),
                ("signature", fields.TextField(default="", unique=False)),
                ("created_by", fields.CharField(default="", max_length=320)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "firmware_files",
                "app": "csms",
                "indexes": [Index(fields=["created_at", "id"])],
                "pk_attr": "id",
                "table_description": "A firmware in our drop box. signature: the manufacturer's over the file, in base64. certificate: in PEM.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Transfer",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("charger_id", fields.UUIDField()),
                ("charge_point_id", fields.CharField(default="", max_length=255)),
                ("kind", fields.CharField(max_length=20)),
                ("state", fields.CharField(max_length=20)),
                ("detail", fields.TextField(default="", unique=False)),
                ("request_id", fields.BigIntField(null=True)),
                ("command_id", fields.UUIDField(null=True)),
                ("requested_by", fields.CharField(default="", max_length=320)),
                ("location", fields.TextField(default="", unique=False)),
                ("retrieve_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("install_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version_before", fields.CharField(null=True, max_length=500)),
                (
                    "history",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                (
                    "evidence",
                    fields.JSONField(
                        default=list, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("superseded_by", fields.UUIDField(null=True)),
                ("firmware_id", fields.UUIDField(null=True)),
                (
                    "wish",
                    fields.JSONField(
                        null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("waits_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("taken_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("token_hash", fields.CharField(null=True, unique=True, max_length=64)),
                ("token_expires_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("file_name", fields.CharField(null=True, max_length=255)),
                ("file_key", fields.CharField(null=True, max_length=255)),
                ("file_size", fields.BigIntField(null=True)),
                ("file_sha256", fields.CharField(null=True, max_length=64)),
                ("file_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("sent_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "transfers",
                "app": "csms",
                "indexes": [
                    Index(fields=["charger_id", "kind", "sent_at"]),
                    Index(fields=["command_id"]),
                    Index(fields=["state", "updated_at"]),
                    Index(fields=["created_at", "id"]),
                    Index(fields=["firmware_id", "created_at"]),
                ],
                "pk_attr": "id",
                "table_description": "One transfer at a charger. kind and state as in csms.store.transfer_states.",
            },
            bases=["Row"],
        ),
    ]
