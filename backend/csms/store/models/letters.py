"""What letters to people let them do, once; how many letters an address gets; who is invited."""

from tortoise import fields

from csms.store.models.accounts import User
from csms.store.models.base import Row


class OneTimeToken(Row):
    """What one letter lets its reader do. Only hashes are kept. A new one of the same purpose voids the old."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "csms.User", related_name="one_time_tokens"
    )
    purpose = fields.CharField(max_length=30)
    # Where the letter went: the code in it is good together with this address only.
    address = fields.CharField(max_length=254)
    token_hash = fields.CharField(max_length=64, unique=True)
    code_hash = fields.CharField(max_length=64)
    guesses = fields.IntField(default=0)
    # The PKCE challenge of the client that asked, where it gave one.
    code_challenge = fields.CharField(max_length=128, default="")
    code_challenge_method = fields.CharField(max_length=10, default="")
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()

    class Meta:
        table = "one_time_tokens"
        unique_together = (("user", "purpose"),)
        indexes = (("address", "purpose"), ("expires_at",))


class AuthCode(Row):
    """A code in a redirect, which the client that holds the PKCE verifier exchanges for a session."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("csms.User", related_name="auth_codes")
    code_hash = fields.CharField(max_length=64, unique=True)
    code_challenge = fields.CharField(max_length=128)
    code_challenge_method = fields.CharField(max_length=10)
    # How the person proved to be it: otp or oauth.
    method = fields.CharField(max_length=20)
    expires_at = fields.DatetimeField()

    class Meta:
        table = "auth_codes"
        indexes = (("expires_at",),)


class LetterLimit(Row):
    """How many letters one address was asked to be sent lately, whether or not anybody here has it."""

    address_hash = fields.CharField(max_length=64, unique=True)
    last_at = fields.DatetimeField()
    window_began_at = fields.DatetimeField()
    letters = fields.IntField(default=0)

    class Meta:
        table = "letter_limits"
        indexes = (("last_at",),)


class Invitation(Row):
    """Somebody who may make an account. It goes when it is accepted. A new one to the address voids the old."""

    email = fields.CharField(max_length=254, unique=True)
    role = fields.CharField(max_length=20)
    token_hash = fields.CharField(max_length=64, unique=True)
    invited_by = fields.CharField(max_length=254)
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()

    class Meta:
        table = "invitations"
        indexes = (("created_at",),)


class ProviderFlow(Row):
    """A sign-in that has gone to another provider (Google) and has not come back yet."""

    state_hash = fields.CharField(max_length=64, unique=True)
    nonce = fields.CharField(max_length=64)
    # Our own verifier towards the provider (PKCE, RFC 7636).
    verifier = fields.CharField(max_length=128)
    redirect_to = fields.TextField()
    # The challenge of our client, where it gave one.
    code_challenge = fields.CharField(max_length=128, default="")
    code_challenge_method = fields.CharField(max_length=10, default="")
    expires_at = fields.DatetimeField()

    class Meta:
        table = "provider_flows"
        indexes = (("expires_at",),)
