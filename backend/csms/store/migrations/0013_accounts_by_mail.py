from tortoise import migrations
from tortoise.migrations import operations as ops
from csms.store.models.base import new_id
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("csms", "0012_usage_rollups")]

    initial = False

    operations = [
        ops.CreateModel(
            name="AuthCode",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                (
                    "user",
                    fields.ForeignKeyField(
                        "csms.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="auth_codes",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("code_hash", fields.CharField(unique=True, max_length=64)),
                ("code_challenge", fields.CharField(max_length=128)),
                ("code_challenge_method", fields.CharField(max_length=10)),
                ("method", fields.CharField(max_length=20)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "auth_codes",
                "app": "csms",
                "indexes": [Index(fields=["expires_at"])],
                "pk_attr": "id",
                "table_description": "A code in a redirect, which the client that holds the PKCE verifier exchanges for a session.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Invitation",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("email", fields.CharField(unique=True, max_length=254)),
                ("role", fields.CharField(max_length=20)),
                ("token_hash", fields.CharField(unique=True, max_length=64)),
                ("invited_by", fields.CharField(max_length=254)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "invitations",
                "app": "csms",
                "indexes": [Index(fields=["created_at"])],
                "pk_attr": "id",
                "table_description": "Somebody who may make an account. It goes when it is accepted. A new one to the address voids the old.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="LetterLimit",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("address_hash", fields.CharField(unique=True, max_length=64)),
                ("last_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("window_began_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("letters", fields.IntField(default=0)),
            ],
            options={
                "table": "letter_limits",
                "app": "csms",
                "indexes": [Index(fields=["last_at"])],
                "pk_attr": "id",
                "table_description": "How many letters one address was asked to be sent lately, whether or not anybody here has it.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="OneTimeToken",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                (
                    "user",
                    fields.ForeignKeyField(
                        "csms.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="one_time_tokens",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("purpose", fields.CharField(max_length=30)),
                ("address", fields.CharField(max_length=254)),
                ("token_hash", fields.CharField(unique=True, max_length=64)),
                ("code_hash", fields.CharField(max_length=64)),
                ("guesses", fields.IntField(default=0)),
                ("code_challenge", fields.CharField(default="", max_length=128)),
                ("code_challenge_method", fields.CharField(default="", max_length=10)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "one_time_tokens",
                "app": "csms",
                "unique_together": (("user", "purpose"),),
                "indexes": [Index(fields=["address", "purpose"]), Index(fields=["expires_at"])],
                "pk_attr": "id",
                "table_description": "What one letter lets its reader do. Only hashes are kept. A new one of the same purpose voids the old.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="ProviderFlow",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)),
                ("state_hash", fields.CharField(unique=True, max_length=64)),
                ("nonce", fields.CharField(max_length=64)),
                ("verifier", fields.CharField(max_length=128)),
                ("redirect_to", fields.TextField(unique=False)),
                ("code_challenge", fields.CharField(default="", max_length=128)),
                ("code_challenge_method", fields.CharField(default="", max_length=10)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "provider_flows",
                "app": "csms",
                "indexes": [Index(fields=["expires_at"])],
                "pk_attr": "id",
                "table_description": "A sign-in that has gone to another provider (Google) and has not come back yet.",
            },
            bases=["Row"],
        ),
        ops.AddField(
            model_name="Session",
            name="method",
            field=fields.CharField(null=True, max_length=20),
        ),
        ops.AddField(
            model_name="User",
            name="new_email",
            field=fields.CharField(null=True, max_length=254),
        ),
    ]
