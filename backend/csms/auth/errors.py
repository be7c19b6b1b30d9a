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
|-- SignupDisabled            nobody, or only who is invited, may make an account
|-- AnonymousDisabled         everybody here has an address
|-- EmailDisabled             this server sends no mail
|-- OneTimeTokenInvalid       a link or code from a letter that is wrong, used, replaced or too old
|-- FlowStateNotFound         a code in a redirect that is wrong, used or too old
|-- BadCodeVerifier           the right code, but another client than the one that asked for it
|-- ReauthenticationNeeded    the sign-in is too long ago for this change
|-- ReauthenticationInvalid   the code for this change is wrong, used or too old
|-- EmailExists               another account has the address
|-- ProviderDisabled          a way of signing in that there is not
|-- ProviderEmailUnverified   the other provider does not vouch for the person's address
|-- BadOAuthState             what came back from it was not sent away from this browser
|-- BadOAuthCallback          the other provider let nobody in, is away, or cannot be believed
|-- RateLimited               too many failures: `retry_after` seconds
|   |-- Busy                  more passwords to verify than we can at the moment
|   `-- LetterTooSoon         the address was sent a letter a moment ago, or too many
"""

from csms.errors import CsmsError
from csms.said import Said


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

    def __init__(self, words: Said, reasons: tuple[str, ...] = ("length",)) -> None:
        super().__init__(str(words))
        self.words = words
        self.reasons = reasons


class SamePassword(AuthError):
    code = "same_password"

    def __init__(self) -> None:
        super().__init__("New password should be different from the old password.")


class InvalidInput(AuthError):
    code = "validation_failed"


class SignupDisabled(AuthError):
    code = "signup_disabled"

    def __init__(self) -> None:
        super().__init__("Signups not allowed for this instance")


class AnonymousDisabled(AuthError):
    code = "anonymous_provider_disabled"

    def __init__(self) -> None:
        super().__init__("Anonymous sign-ins are disabled")


class EmailDisabled(AuthError):
    code = "email_provider_disabled"

    def __init__(self) -> None:
        super().__init__("This server sends no e-mail; ask an administrator")


class OneTimeTokenInvalid(AuthError):
    code = "otp_expired"

    def __init__(self, message: str = "Token has expired or is invalid") -> None:
        super().__init__(message)


class FlowStateNotFound(AuthError):
    code = "flow_state_not_found"

    def __init__(self) -> None:
        super().__init__("invalid flow state, no valid flow state found")


class BadCodeVerifier(AuthError):
    code = "bad_code_verifier"

    def __init__(self) -> None:
        super().__init__("code challenge does not match previously saved code verifier")


class ReauthenticationNeeded(AuthError):
    code = "reauthentication_needed"

    def __init__(self) -> None:
        super().__init__("This change needs the current password, a recent sign-in or a code by e-mail")


class ReauthenticationInvalid(AuthError):
    code = "reauthentication_not_valid"

    def __init__(self) -> None:
        super().__init__("Nonce has expired or is invalid")


class EmailExists(AuthError):
    code = "email_exists"

    def __init__(self) -> None:
        super().__init__("A user with this email address has already been registered")


class ProviderDisabled(AuthError):
    code = "validation_failed"

    def __init__(self) -> None:
        super().__init__("Unsupported provider: provider is not enabled")


class ProviderEmailUnverified(AuthError):
    code = "provider_email_needs_verification"

    def __init__(self) -> None:
        super().__init__("The provider does not vouch for the e-mail address")


class BadOAuthState(AuthError):
    code = "bad_oauth_state"

    def __init__(self) -> None:
        super().__init__("The sign-in was not begun in this browser, or too long ago: begin again")


class BadOAuthCallback(AuthError):
    code = "bad_oauth_callback"


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


class LetterTooSoon(RateLimited):
    code = "over_email_send_rate_limit"

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.message = f"For security purposes, you can only request this after {retry_after} seconds."
