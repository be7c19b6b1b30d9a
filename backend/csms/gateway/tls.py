"""The TLS that chargers meet: versions, cipher suites, two certificates, client certificates (WP A00.FR.3, .4)."""

import logging
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding

from csms.auth.certificate_authority import CertificateAuthority
from csms.errors import ConfigurationError

log = logging.getLogger(__name__)

# With ephemeral keys first; what is left are the two suites without it that the whitepaper demands (TLS-02).
EPHEMERAL = (
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384"
)
STATIC_RSA = "AES128-GCM-SHA256:AES256-GCM-SHA384"


@dataclass(frozen=True, slots=True)
class Pair:
    """Files in PEM: a certificate with its chain, and its key; both may be one file."""

    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """pairs: RSA, elliptic curves, or both. client_authorities: PEM of those whose clients are believed."""

    pairs: tuple[Pair, ...]
    client_authorities: Callable[[], str]
    rsa_key_exchange: bool = True


def trusted_clients(authority: CertificateAuthority, others: Path | None) -> str:
    """Whose client certificates are believed: our authority's, and those of a file. Raises ConfigurationError."""
    own = [root.public_bytes(Encoding.PEM).decode() for root in authority.roots()]
    try:
        return "".join([*own, others.read_text() if others else ""])
    except OSError as error:
        raise ConfigurationError(f"OCPP_TLS_CLIENT_CA: {others} cannot be read: {error.strerror}") from error


def make_context(files: TlsFiles) -> ssl.SSLContext:
    """A context for one listener. Raises ConfigurationError for files that cannot be used."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # TLS-01
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION | ssl.OP_CIPHER_SERVER_PREFERENCE
    suites = f"{EPHEMERAL}:{STATIC_RSA}" if files.rsa_key_exchange else EPHEMERAL
    context.set_ciphers(suites)
    # Asked for, not demanded: profile 2 has none, and profile 3 is refused at the door, with its cause (SEC-03).
    context.verify_mode = ssl.CERT_OPTIONAL
    load(context, files)
    return context


def load(context: ssl.SSLContext, files: TlsFiles) -> None:
    """Read the files anew; connections that are open stay as they are (TLS-07). Raises ConfigurationError."""
    for pair in files.pairs:
        try:
            context.load_cert_chain(pair.certificate, pair.key)
        except (OSError, ssl.SSLError) as error:
            raise ConfigurationError(f"OCPP_TLS: {pair.certificate} cannot be used: {error}") from error
    try:
        context.load_verify_locations(cadata=files.client_authorities())
    except ssl.SSLError as error:
        raise ConfigurationError(f"OCPP_TLS_CLIENT_CA cannot be used: {error}") from error


class Reloader:
    """Loads the files again when they have changed."""

    def __init__(self, context: ssl.SSLContext, files: TlsFiles) -> None:
        self._context = context
        self._files = files
        self._seen = self._stamps()

    async def look(self) -> None:
        """One look; broken files keep what was there."""
        stamps = self._stamps()
        if stamps == self._seen:
            return
        self._seen = stamps
        try:
            load(self._context, self._files)
        except ConfigurationError as error:
            log.error("the new certificate is not used: %s", error)
        else:
            log.info("new TLS certificates are in use")

    def _stamps(self) -> list[tuple[int, int]]:
        paths = [path for pair in self._files.pairs for path in (pair.certificate, pair.key)]
        return [_stamp(path) for path in paths]


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)
