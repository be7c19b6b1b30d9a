"""Who asks: the gateway in front of Supabase Auth looks at the `apikey`, Auth itself at the bearer."""

from typing import Any

import jwt
from starlette.requests import Request
from starlette.responses import JSONResponse

from tests.services.supabase.errors import Refused
from tests.services.supabase.keys import ApiKeys, SigningKeys
from tests.services.supabase.people import People, Session

OPEN = ("/auth/v1/verify", "/auth/v1/callback", "/auth/v1/authorize", "/auth/v1/.well-known/jwks.json")
ADMINISTRATORS = ("service_role", "supabase_admin")


class Gateway:
    def __init__(self, api_keys: ApiKeys, signing_keys: SigningKeys, people: People) -> None:
        self._api_keys = api_keys
        self._signing_keys = signing_keys
        self._people = people

    def refusal(self, request: Request) -> JSONResponse | None:
        """Of a request that does not get as far as Supabase Auth."""
        key = request.headers.get("apikey") or request.query_params.get("apikey")
        if request.method == "OPTIONS" or request.url.path in OPEN:
            return None
        if not key:
            hint = "No `apikey` request header or url param was found."
            return JSONResponse({"message": "No API key found in request", "hint": hint}, 401)
        if self._api_keys.role(key) is None:
            hint = "Double check your Supabase `anon` or `service_role` API key."
            return JSONResponse({"message": "Invalid API key", "hint": hint}, 401)
        if key == self._api_keys.secret and "mozilla" in request.headers.get("user-agent", "").lower():
            return JSONResponse({"message": "Forbidden use of secret API key in browser"}, 401)
        return None

    def session(self, request: Request) -> Session:
        """Of the person who asks. Raises Refused."""
        claims = self._claims(request)
        if not claims.get("sub"):
            raise Refused(403, "bad_jwt", "invalid claim: missing sub claim")
        if claims["sub"] not in self._people.users:
            raise Refused(403, "user_not_found", "User from sub claim in JWT does not exist")
        session = self._people.sessions.get(str(claims.get("session_id")))
        if session is None:
            message = "Session from session_id claim in JWT does not exist"
            raise Refused(403, "session_not_found", message)
        return session

    def require_admin(self, request: Request) -> None:
        if self._claims(request).get("role") not in ADMINISTRATORS:
            raise Refused(403, "not_admin", "User not allowed")

    def _claims(self, request: Request) -> dict[str, Any]:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Refused(401, "no_authorization", "This endpoint requires a Bearer token")
        if self._api_keys.is_opaque(token) and token == request.headers.get("apikey"):
            return {"role": self._api_keys.role(token)}
        try:
            if "kid" in jwt.get_unverified_header(token):
                return self._signing_keys.read(token)
            claims: dict[str, Any] = jwt.decode(token, self._api_keys.jwt_secret, ["HS256"])
        except jwt.InvalidTokenError as error:
            message = f"invalid JWT: unable to parse or verify signature, {error}"
            raise Refused(403, "bad_jwt", message) from error
        return claims
