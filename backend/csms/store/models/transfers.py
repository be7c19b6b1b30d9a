"""Firmware for chargers, and what chargers fetch and deliver."""

from typing import Any

from tortoise import fields

from csms.store.models.base import Row


class FirmwareFile(Row):
    """A firmware in our drop box. signature: the manufacturer's over the file, in base64. certificate: in PEM."""

    file_name = fields.CharField(max_length=120)
    vendor = fields.CharField(max_length=255, default="")
    model = fields.CharField(max_length=255, default="")
    version = fields.CharField(max_length=255, default="")
    note = fields.TextField(default="")
    key = fields.CharField(max_length=255)
    size = fields.BigIntField()
    sha256 = fields.CharField(max_length=64)
    certificate = fields.TextField(default="")
    signature = fields.TextField(default="")
    created_by = fields.CharField(max_length=320, default="")
    created_at = fields.DatetimeField()
    # Since when nobody is sent it: its jobs wait.
    paused_at = fields.DatetimeField(null=True)

    class Meta:
        table = "firmware_files"
        indexes = (("created_at", "id"),)


class Transfer(Row):
    """One transfer at a charger. kind and state as in csms.store.transfer_states.

    history: what the charger said, with first and last time and how often. evidence: what speaks for it besides.
    """

    charger_id = fields.UUIDField()
    charge_point_id = fields.CharField(max_length=255, default="")
    kind = fields.CharField(max_length=20)
    state = fields.CharField(max_length=20)
    detail = fields.TextField(default="")
    request_id = fields.BigIntField(null=True)
    command_id = fields.UUIDField(null=True)
    requested_by = fields.CharField(max_length=320, default="")
    location = fields.TextField(default="")
    retrieve_at = fields.DatetimeField(null=True)
    install_at = fields.DatetimeField(null=True)
    version_before = fields.CharField(max_length=500, null=True)
    history: Any = fields.JSONField(default=list)
    evidence: Any = fields.JSONField(default=list)
    superseded_by = fields.UUIDField(null=True)
    # What it is to ask for, while it waits for its charger.
    firmware_id = fields.UUIDField(null=True)
    wish: Any = fields.JSONField(null=True)
    waits_until = fields.DatetimeField(null=True)
    taken_at = fields.DatetimeField(null=True)
    # The address in our drop box: the hash of its token, and how long it is good.
    token_hash = fields.CharField(max_length=64, null=True, unique=True)
    token_expires_at = fields.DatetimeField(null=True)
    file_name = fields.CharField(max_length=255, null=True)
    file_key = fields.CharField(max_length=255, null=True)
    file_size = fields.BigIntField(null=True)
    file_sha256 = fields.CharField(max_length=64, null=True)
    file_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    sent_at = fields.DatetimeField(null=True)
    updated_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "transfers"
        indexes = (
            ("charger_id", "kind", "sent_at"),
            ("command_id",),
            ("state", "updated_at"),
            ("created_at", "id"),
            ("firmware_id", "created_at"),
        )
