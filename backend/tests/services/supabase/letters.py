"""What a letter of Supabase would carry: links and codes. They are handed out by the admin API, and used up here."""

import hashlib
import secrets
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.services.supabase.errors import Refused, spent
from tests.services.supabase.people import People, User, check

CONFIRMED_BY = {
    "signup": "confirmation",
    "invite": "confirmation",
    "magiclink": "recovery",
    "recovery": "recovery",
}
CHANGES = ("email_change_current", "email_change_new")
SENT_AT = {"confirmation": "confirmation_sent_at", "recovery": "recovery_sent_at"}
MAKE_AN_ACCOUNT = ("signup", "invite", "magiclink")


@dataclass(frozen=True)
class Redirects:
    """site_url: where people end up whose client asked for no address, or for one that is not among `allowed`."""

    site_url: str = "http://localhost:3000"
    allowed: tuple[str, ...] = ()

    def choose(self, wanted: str | None) -> str:
        if not wanted:
            return self.site_url
        own = urlsplit(wanted).hostname == urlsplit(self.site_url).hostname
        listed = any(fnmatchcase(wanted, pattern.replace("**", "*")) for pattern in self.allowed)
        return wanted if own or listed else self.site_url


class Letters:
    def __init__(self, people: People, redirects: Redirects, address: str) -> None:
        self._people = people
        self._redirects = redirects
        self._address = address

    def generate(self, body: dict[str, Any]) -> dict[str, Any]:
        """`POST /admin/generate_link`."""
        kind, email = str(body.get("type")), str(body.get("email", "")).lower()
        user = self._people.find(email)
        if user is None and kind == "magiclink":
            kind, body = "signup", {**body, "password": secrets.token_urlsafe(32)}
        otp = f"{secrets.randbelow(1_000_000):06}"
        if kind in CHANGES:
            user = self._change(kind, user, str(body.get("new_email", "")).lower(), otp)
        elif kind in CONFIRMED_BY:
            user = self._account(kind, user, body)
            purpose = CONFIRMED_BY[kind]
            user.tokens[purpose] = token_of(email, otp)
            user.times[SENT_AT[purpose]] = self._people.clock()
        else:
            raise Refused(400, "validation_failed", f"Invalid email action link type requested: {kind}")
        redirect_to = self._redirects.choose(body.get("redirect_to"))
        return {
            **user.document(),
            "action_link": self._link(user, kind, redirect_to),
            "email_otp": otp,
            # Of the old address also in the letter to the new one, where the link has the one that counts.
            "hashed_token": token_of(email, otp),
            "verification_type": kind,
            "redirect_to": redirect_to,
        }

    def _account(self, kind: str, user: User | None, body: dict[str, Any]) -> User:
        if user is None:
            if kind not in MAKE_AN_ACCOUNT:
                raise Refused(404, "user_not_found", "User with this email not found")
            if kind == "signup":
                check(str(body.get("password") or ""))
            user = self._people.add(str(body["email"]), str(body.get("password") or ""), body.get("data"))
        elif kind in ("signup", "invite") and user.confirmed:
            message = "A user with this email address has already been registered"
            raise Refused(422, "email_exists", message)
        if kind == "invite":
            user.times["invited_at"] = self._people.clock()
        return user

    def _change(self, kind: str, user: User | None, new_email: str, otp: str) -> User:
        if user is None:
            raise Refused(404, "user_not_found", "User with this email not found")
        if self._people.find(new_email) is not None:
            message = "A user with this email address has already been registered"
            raise Refused(422, "email_exists", message)
        user.new_email, user.half_changed = new_email, False
        user.times["email_change_sent_at"] = self._people.clock()
        user.tokens[kind] = token_of(user.email if kind == "email_change_current" else new_email, otp)
        return user

    def _link(self, user: User, kind: str, redirect_to: str) -> str:
        purpose = kind if kind in CHANGES else CONFIRMED_BY[kind]
        shown = "email_change" if kind in CHANGES else kind
        query = urlencode({"token": user.tokens[purpose], "type": shown, "redirect_to": redirect_to})
        return f"{self._address}/verify?{query}"

    def use(self, kind: str, token: str) -> User | None:
        """The person behind a token, which is used up. None: the other address has yet to agree to the change."""
        user, purpose = self._find(kind, token)
        now = self._people.clock()
        if purpose not in CHANGES:
            user.confirm(now)
            return user
        del user.tokens[purpose]
        if not user.half_changed:
            user.half_changed = True
            return None
        user.email, user.new_email, user.half_changed = user.new_email, "", False
        user.confirm(now)
        return user

    def _find(self, kind: str, token: str) -> tuple[User, str]:
        purposes = {"email": ("confirmation", "recovery"), "email_change": CHANGES}
        wanted = purposes.get(kind) or (CONFIRMED_BY.get(kind, ""),)
        for user in self._people.users.values():
            for purpose in wanted:
                if token and user.tokens.get(purpose) == token:
                    return user, purpose
        raise spent()

    def redirect(self, wanted: str | None) -> str:
        return self._redirects.choose(wanted)


def token_of(email: str, otp: str) -> str:
    return hashlib.sha224((email.lower() + otp).encode()).hexdigest()
