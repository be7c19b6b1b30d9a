"""What every table of ours has."""

import uuid

import uuid_utils
from tortoise import fields
from tortoise.models import Model


def new_id() -> uuid.UUID:
    """A fresh UUIDv7: opaque to users, in order of creation for the database's indexes."""
    return uuid.UUID(int=uuid_utils.uuid7().int)


class Row(Model):
    """A row with an own key: no OCPP number is ever a key."""

    id = fields.UUIDField(primary_key=True, default=new_id)

    class Meta:
        abstract = True


class DatedRow(Row):
    created_at = fields.DatetimeField(auto_now_add=True)
    updated_at = fields.DatetimeField(auto_now=True)

    class Meta:
        abstract = True
