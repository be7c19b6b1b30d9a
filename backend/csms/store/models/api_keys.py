"""Keys of programs."""

from tortoise import fields

from csms.store.models.base import Row


class ApiKey(Row):
    """One program's way in. Only the hash is kept: the key has 256 bits, which nobody can search.

    scope: read, or full. `hint` is its beginning, so that people tell keys apart. A revoked one stays, for who looks.
    """

    name = fields.CharField(max_length=200)
    hint = fields.CharField(max_length=20)
    key_hash = fields.CharField(max_length=64, unique=True)
    scope = fields.CharField(max_length=20)
    created_by = fields.CharField(max_length=320)
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)
    last_used_at = fields.DatetimeField(null=True)
    last_address = fields.CharField(max_length=64, default="")

    class Meta:
        table = "api_keys"
        indexes = (("created_at", "id"),)
