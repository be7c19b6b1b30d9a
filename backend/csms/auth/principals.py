"""Who holds an access token: the one seam between the routes and those who keep accounts."""

from typing import Protocol

from csms.auth.accounts import Principal


class Principals(Protocol):
    """The embedded accounts (`csms.auth.accounts`) or a Supabase project (`csms.auth.supabase`)."""

    async def authenticate(self, access_token: str) -> Principal:
        """Raises AuthError; KeysUnavailable where nothing can be known of the token."""
        ...

    async def recheck(self, principal: Principal) -> Principal:
        """The same again, for who stays connected for long. Raises AuthError."""
        ...
