"""How a charge point connects: where to, as whom, and how both prove who they are (security profiles, WP 4)."""

from ssl import SSLContext
from urllib.parse import quote, urlsplit, urlunsplit

from csms.simulator.certificates import OwnCertificate, TrustStore, client_context
from csms.simulator.habits import Handshake
from csms.simulator.link import password_bytes
from csms.simulator.parts import Parts

SUBPROTOCOL = "ocpp1.6"

# Profiles: 1 password, 2 password and TLS, 3 certificates on both sides. 0 is a charge point that was never told one.
_TLS, CERTIFICATE_PROFILE = 2, 3
# So often a new profile may fail before the old one is used again (A05.FR.08).
_CHANCES = 3


class Access:
    """`parts.account` names the endpoint and the password; `SecurityProfile` says how to connect."""

    def __init__(self, parts: Parts, trust: TrustStore, own: OwnCertificate) -> None:
        self._parts = parts
        self._trust = trust
        self._own = own
        self._former: int | None = None
        self._failures = 0

    @property
    def profile(self) -> int:
        return self._parts.configuration.integer("SecurityProfile")

    @property
    def endpoint(self) -> str:
        """With TLS the vendor's key SecureEndpoint (UPG-03), or what was given, with wss."""
        parts = urlsplit(self._parts.account.url)
        if self.profile < _TLS:
            return self._parts.account.url
        named = self._parts.configuration.text("SecureEndpoint")
        return (
            named if named and self._parts.hardware.reach.allows(named) else urlunsplit(("wss", *parts[1:]))
        )

    @property
    def tls(self) -> SSLContext | None:
        """None without TLS."""
        if not self.endpoint.startswith("wss:"):
            return None
        own = self._own if self.profile == CERTIFICATE_PROFILE else None
        return client_context(self._trust.of("CentralSystemRootCertificate"), own)

    def handshake(self) -> Handshake:
        """What is sent, habits included."""
        account, habits = self._parts.account, self._parts.habits
        password = password_bytes(account.password, hex_text=habits.has("hexadecimal text"))
        proof = b"" if self.profile == CERTIFICATE_PROFILE else password
        path = "/" + quote(account.identity, safe="")
        return habits.handshake(Handshake(path, account.identity, proof, (SUBPROTOCOL,)))

    def may_become(self, profile: int) -> bool:
        """UPG-01: only upwards, and with what the profile needs."""
        has_password = bool(self._parts.account.password)
        has_root = bool(self._trust.of("CentralSystemRootCertificate"))
        ready = {1: has_password, 2: has_password and has_root, 3: has_root and bool(self._own.chain)}
        return profile > self.profile and ready.get(profile, False)

    def become(self, profile: int) -> None:
        """Connect by this profile from now on."""
        self._former, self._failures = self.profile, 0
        self._parts.configuration.set("SecurityProfile", str(profile))

    def succeeded(self) -> None:
        """There is no way back to a lower profile (A05.FR.09)."""
        self._former, self._failures = None, 0

    def failed(self) -> None:
        """A05.FR.08: where a new profile does not work, the former one does."""
        self._failures += 1
        if self._former is not None and self._failures >= _CHANCES:
            self._parts.tell(f"back to security profile {self._former}")
            self._parts.configuration.set("SecurityProfile", str(self._former))
            self._former = None
