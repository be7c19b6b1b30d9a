"""Refusals of the auth package.

AuthError                     code = Supabase's word for it, for programs; the message is for people
|-- InvalidCredentials        wrong e-mail or password: one answer for both
|-- EmailNotConfirmed         the right password, but the address was never confirmed
|-- UserBanned                the right password, but the account is closed
|-- InvalidToken              an access token that we did not issue, or that has expired
|-- SessionNotFound           the access token is ours, but its session has ended
|-- RefreshTokenNotFound      a refresh token that we do not know
|-- RefreshTokenReused        a refresh token was used twice: its session has been ended
|-- SessionExpired            the session was not used for too long
|-- WeakPassword              the new password breaks a rule: `reasons`
|-- SamePassword              the new password is the old one
|-- InvalidInput              a value that cannot be stored
|-- RateLimited               too many failures: `retry_after` seconds
`-- Busy                      more passwords to verify than we can at the moment
"""

from csms.errors import CsmsError


class AuthError(CsmsError):
    """A refusal with Supabase's `code` and a message for people."""

    code = "unexpected_failure"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InvalidCredentials(AuthError):
    code = "invalid_credentials"

    def __init__(self) -> None:
        super().__init__("Invalid login credentials")


class EmailNotConfirmed(AuthError):
    code = "email_not_confirmed"

    def __init__(self) -> None:
        super().__init__("Email not confirmed")


class UserBanned(AuthError):
    code = "user_banned"

    def __init__(self) -> None:
        super().__init__("User is banned")


class InvalidToken(AuthError):
    code = "bad_jwt"


class SessionNotFound(AuthError):
    code = "session_not_found"

    def __init__(self) -> None:
        super().__init__("Session from session_id claim in JWT does not exist")


class RefreshTokenNotFound(AuthError):
    code = "refresh_token_not_found"

    def __init__(self) -> None:
        super().__init__("Invalid Refresh Token: Refresh Token Not Found")


class RefreshTokenReused(AuthError):
    code = "refresh_token_already_used"

    def __init__(self) -> None:
        super().__init__("Invalid Refresh Token: Already Used")


class SessionExpired(AuthError):
    code = "session_expired"

    def __init__(self) -> None:
        super().__init__("Invalid Refresh Token: Session Expired")


class WeakPassword(AuthError):
    """`reasons`: words of Supabase ("length", "characters", "pwned")."""

    code = "weak_password"

    def __init__(self, message: str, reasons: tuple[str, ...] = ("length",)) -> None:
        super().__init__(message)
        self.reasons = reasons


class SamePassword(AuthError):
    code = "same_password"

    def __init__(self) -> None:
        super().__init__("New password should be different from the old password.")


class InvalidInput(AuthError):
    code = "validation_failed"


class RateLimited(AuthError):
    """`retry_after`: whole seconds, at least 1."""

    code = "over_request_rate_limit"

    def __init__(self, retry_after: int) -> None:
        super().__init__("Request rate limit reached")
        self.retry_after = retry_after


class Busy(RateLimited):
    """The threads that verify passwords have a full queue; nothing was decided."""

    def __init__(self) -> None:
        super().__init__(retry_after=1)
