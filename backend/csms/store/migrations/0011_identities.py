from tortoise import migrations
from tortoise.migrations import operations as ops
from csms.store.models.base import new_id
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint


class Migration(migrations.Migration):
    dependencies = [("csms", "0010_audit")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Identity",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                (
                    "user",
                    fields.ForeignKeyField(
                        "csms.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="identities",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("issuer", fields.CharField(max_length=255)),
                ("subject", fields.CharField(max_length=255)),
                ("email", fields.CharField(default="", max_length=320)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("last_seen_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "identities",
                "app": "csms",
                "unique_together": (("issuer", "subject"),),
                "indexes": [Index(fields=["user_id"])],
                "pk_attr": "id",
                "table_description": "How a person is known to somebody who vouches: an issuer of tokens (OpenID Connect's `iss` and `sub`).",
            },
            bases=["Row"],
        ),
        ops.AlterField(
            model_name="User",
            name="email",
            field=fields.CharField(max_length=254),
        ),
        ops.AddField(
            model_name="User",
            name="realm",
            field=fields.CharField(default="", db_default="", max_length=255),
        ),
        ops.AddConstraint(
            model_name="User",
            constraint=UniqueConstraint(fields=("realm", "email"), name=None),
        ),
    ]
