"""People: who they are, where they are signed in, and the refresh tokens that keep a session alive."""

from typing import Any

from tortoise import fields

from csms.store.models.base import Row


class User(Row):
    """One person. `email` is folded (`csms.auth.addresses.fold`): a look-alike cannot sign up beside it.

    realm: empty for the embedded accounts, otherwise the issuer whose tokens the person comes with; who has no
    e-mail address there has the own id in its place.
    """

    realm = fields.CharField(max_length=255, default="", db_default="")
    email = fields.CharField(max_length=254)
    # An argon2id hash; empty for somebody who signs in another way.
    password_hash = fields.TextField(null=True)
    role = fields.CharField(max_length=20, default="user")
    email_confirmed_at = fields.DatetimeField(null=True)
    # The address that the person wants to have instead, until both addresses have agreed.
    new_email = fields.CharField(max_length=254, null=True)
    last_sign_in_at = fields.DatetimeField(null=True)
    # app_metadata is ours, user_metadata is the person's own: never decide anything by the latter (S9).
    app_metadata: Any = fields.JSONField(default=dict)
    user_metadata: Any = fields.JSONField(default=dict)
    banned = fields.BooleanField(default=False)
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "users"
        unique_together = (("realm", "email"),)
        indexes = (("role",),)


class Identity(Row):
    """How a person is known to somebody who vouches: an issuer of tokens (OpenID Connect's `iss` and `sub`).

    It is never found by an e-mail address, which can change hands. email: as the issuer said last.
    """

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("csms.User", related_name="identities")
    issuer = fields.CharField(max_length=255)
    subject = fields.CharField(max_length=255)
    email = fields.CharField(max_length=320, default="")
    created_at = fields.DatetimeField()
    last_seen_at = fields.DatetimeField()

    class Meta:
        table = "identities"
        unique_together = (("issuer", "subject"),)
        indexes = (("user_id",),)


class Session(Row):
    """One signed-in device. Its access tokens are refused from `ended_at` on."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("csms.User", related_name="sessions")
    user_agent = fields.CharField(max_length=500, default="")
    address = fields.CharField(max_length=64, default="")
    # How the person proved to be it: otp (a letter) or oauth (another provider), by a password where it is empty.
    method = fields.CharField(max_length=20, null=True)
    created_at = fields.DatetimeField()
    last_used_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "sessions"
        indexes = (("user_id", "last_used_at"),)


class RefreshToken(Row):
    """One link of a session's chain of refresh tokens, only its hash is kept. It has one child at most."""

    session: fields.ForeignKeyRelation[Session] = fields.ForeignKeyField(
        "csms.Session", related_name="refresh_tokens"
    )
    token_hash = fields.CharField(max_length=64, unique=True)
    parent_id = fields.UUIDField(null=True, unique=True)
    used_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "refresh_tokens"
        indexes = (("session_id",),)
