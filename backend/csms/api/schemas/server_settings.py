"""What this server is set to."""

from csms.api.schemas.common import Output


class Setting(Output):
    """`name`: the environment variable. `given`: set from outside; otherwise `value` is what holds without it.

    `value`: null for what is secret, or may hold one; of `DATABASE_URL` its kind.
    """

    name: str
    value: str | int | float | bool | None
    given: bool
    secret: bool


class ServerSettings(Output):
    version: str
    items: list[Setting]
