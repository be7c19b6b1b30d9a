"""People with an account."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from csms.api.schemas.common import Input, Output, Printable

Role = Literal["admin", "operator", "viewer", "user"]
Email = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=254), Printable]
Password = Annotated[str, Field(min_length=8, max_length=1024), Printable]
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), Printable]
UserSort = Literal["email", "-email", "created_at", "-created_at", "last_sign_in_at", "-last_sign_in_at"]


class User(Output):
    """`banned`: cannot sign in. `name`: as the person has it in the profile.

    `issuer`: who keeps the account and says its `email` and `name`; null: it is kept here.
    """

    id: str
    email: str
    name: str | None
    issuer: str | None
    role: Role
    banned: bool
    email_confirmed_at: datetime | None
    last_sign_in_at: datetime | None
    created_at: datetime
    updated_at: datetime


class UserCreated(User):
    """`password`: the generated one, which nobody is shown again; null when one was chosen."""

    password: str | None


class UserPage(Output):
    items: list[User]
    next_cursor: str | None


class UserCreate(Input):
    """Without `password` one is generated."""

    email: Email
    password: Password | None = None
    name: Name | None = None
    role: Role = "user"


class UserUpdate(Input):
    """A new password, another role or a ban ends the person's sessions."""

    email: Email | None = None
    password: Password | None = None
    name: Name | None = None
    role: Role | None = None
    banned: bool | None = None
