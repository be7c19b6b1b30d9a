from tortoise import migrations
from tortoise.migrations import operations as ops
from csms.store.models.base import new_id
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("csms", "0007_transactions_of_people")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ApiKey",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("name", fields.CharField(max_length=200)),
                ("hint", fields.CharField(max_length=20)),
                ("key_hash", fields.CharField(unique=True, max_length=64)),
                ("scope", fields.CharField(max_length=20)),
                ("created_by", fields.CharField(max_length=320)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("last_used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("last_address", fields.CharField(default="", max_length=64)),
            ],
            options={
                "table": "api_keys",
                "app": "csms",
                "indexes": [Index(fields=["created_at", "id"])],
                "pk_attr": "id",
                "table_description": "One program's way in. Only the hash is kept: the key has 256 bits, which nobody can search.",
            },
            bases=["Row"],
        ),
    ]
