"""What we write to people: plain, short, in one place."""

from dataclasses import dataclass
from urllib.parse import urlencode

from csms.auth.one_time import Secrets
from csms.mail import Letter

PRODUCT = "CSMS"


@dataclass(frozen=True, slots=True)
class Writer:
    """base_url: where the person finds us."""

    base_url: str

    def confirm_sign_up(self, to: str, made: Secrets, redirect_to: str) -> Letter:
        return self._letter(
            to,
            "Confirm your e-mail address",
            "Welcome! Confirm that this address is yours, and your account is ready:",
            self.link(made.token, "signup", redirect_to),
            f"Or enter this code: {made.code}",
            "Link and code are good for one day. If you did not ask for an account, ignore this mail: there will be"
            " none.",
        )

    def has_account(self, to: str) -> Letter:
        return self._letter(
            to,
            "You already have an account",
            "Somebody, probably you, wanted to use this address for an account. It has one already: sign in, or"
            " choose a new password there if you have forgotten it.",
            f"{self.base_url}/",
            "If it was not you, there is nothing to do.",
        )

    def recover(self, to: str, made: Secrets, redirect_to: str) -> Letter:
        return self._letter(
            to,
            "Choose a new password",
            "Somebody, probably you, has forgotten the password of your account. Choose a new one here:",
            self.link(made.token, "recovery", redirect_to),
            f"Or enter this code: {made.code}",
            "Link and code are good for one hour. If it was not you, ignore this mail: your password stays.",
        )

    def change_from(self, to: str, new: str, made: Secrets, redirect_to: str) -> Letter:
        return self._letter(
            to,
            "Confirm that your e-mail address changes",
            f"Your account is to have the address {new} instead of this one. Both addresses have to agree; for this"
            " one do it here:",
            self.link(made.token, "email_change", redirect_to),
            f"Or enter this code: {made.code}",
            "Link and code are good for one day. If it was not you, do not agree, and choose a new password:"
            " somebody is in your account.",
        )

    def change_to(self, to: str, made: Secrets, redirect_to: str) -> Letter:
        return self._letter(
            to,
            "Confirm your new e-mail address",
            "An account is to have this address. Confirm that it is yours:",
            self.link(made.token, "email_change", redirect_to),
            f"Or enter this code: {made.code}",
            "Link and code are good for one day. If it was not you, ignore this mail.",
        )

    def reauthenticate(self, to: str, made: Secrets) -> Letter:
        return self._letter(
            to,
            "Your code",
            f"Enter this code to go on with the change in your account: {made.code}",
            "It is good for ten minutes. If it was not you, choose a new password: somebody is in your account.",
        )

    def password_changed(self, to: str) -> Letter:
        return self._letter(
            to,
            "Your password was changed",
            "The password of your account has just been changed, and everybody else who was signed in with it has"
            " been signed out.",
            "If it was not you, choose a new password at once:",
            f"{self.base_url}/",
        )

    def invite(self, to: str, invited_by: str, link: str) -> Letter:
        return self._letter(
            to,
            "You are invited",
            f"{invited_by} invites you to {PRODUCT}. Accept, and choose a password there:",
            link,
            "The link is good for one week.",
        )

    def link(self, token: str, kind: str, redirect_to: str) -> str:
        """What the person clicks. kind: Supabase's word for the letter."""
        query = urlencode({"token": token, "type": kind, "redirect_to": redirect_to})
        return f"{self.base_url}/auth/v1/verify?{query}"

    def _letter(self, to: str, subject: str, *paragraphs: str) -> Letter:
        signed = f"{PRODUCT}\n{self.base_url}"
        return Letter(to, f"{subject} – {PRODUCT}", "\n\n".join(("Hello,", *paragraphs, signed)) + "\n")
