"""The page behind a link in a letter. Only its button uses the link up: programs that look at mail press none."""

import base64
import hashlib
from html import escape
from urllib.parse import urlencode, urlsplit

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:28rem;margin:15vh auto;padding:0 1rem;text-align:center}"
    "button{font:inherit;padding:.6rem 1.4rem;border:0;border-radius:.5rem;background:#166534;color:#fff;"
    "cursor:pointer}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_WORDS = {
    "signup": ("Confirm your e-mail address", "Confirm"),
    "email": ("Confirm your e-mail address", "Confirm"),
    "recovery": ("Choose a new password", "Go on"),
    "email_change": ("Confirm the change of your e-mail address", "Confirm"),
    "invite": ("Accept the invitation", "Accept"),
}


def of(kind: str, token: str, target: str) -> tuple[str, int, dict[str, str]]:
    """The page, its status and its headers. target: an allowed address."""
    title, button = _WORDS[kind]
    query = escape(urlencode({"token": token, "type": kind, "redirect_to": target}))
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body><h1>{title}</h1>'
        f'<form method="post" action="/auth/v1/verify/confirm?{query}"><button>{button}</button></form></body></html>'
    )
    return page, 200, _headers(target)


def _headers(target: str) -> dict[str, str]:
    # Browsers hold the answer to the form, a redirect, against form-action too.
    parts = urlsplit(target)
    policy = (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self' {parts.scheme}://{parts.netloc};"
        " frame-ancestors 'none'; base-uri 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
