from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from csms.store.models.base import new_id
from json import dumps, loads
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("csms", "0009_energy_quarters")]

    initial = False

    operations = [
        ops.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("actor_kind", fields.CharField(max_length=20)),
                ("actor_id", fields.UUIDField(null=True)),
                ("actor", fields.CharField(max_length=320)),
                ("address", fields.CharField(max_length=64)),
                ("user_agent", fields.CharField(max_length=500)),
                ("operation", fields.CharField(max_length=100)),
                ("target_kind", fields.CharField(max_length=60)),
                ("target_id", fields.CharField(default="", max_length=64)),
                (
                    "request",
                    fields.JSONField(
                        null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads
                    ),
                ),
                ("status", fields.IntField(null=True)),
            ],
            options={
                "table": "audit_entries",
                "app": "csms",
                "indexes": [
                    Index(fields=["at", "id"]),
                    Index(fields=["actor_id", "at"]),
                    Index(fields=["target_id", "at"]),
                    Index(fields=["operation", "at"]),
                ],
                "pk_attr": "id",
                "table_description": "One deed of a person or a program. It is written before the deed is done.",
            },
            bases=["Row"],
        ),
    ]
