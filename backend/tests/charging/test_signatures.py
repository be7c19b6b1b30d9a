"""csms.charging.signatures: the manufacturer's, checked before a charger has to."""

import hashlib
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from csms.auth.certificate_hashes import hash_data
from csms.charging.signatures import check_signer, read_chain, require_signature, require_valid
from csms.errors import Conflict, Invalid
from csms.store.models import InstalledCertificate
from tests.services.database import NOW, Database
from tests.simulator.certificate_authority import Authority, new_key, pem
from tests.simulator.virtual_clock import START

Sign = Callable[..., tuple[x509.Certificate, str]]
CONTENT = b"firmware"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
ROOT = Authority("Manufacturer")
RSA_KEY = rsa.generate_private_key(65537, 2048)
EC_KEY = new_key()


def by_rsa(content: bytes = CONTENT) -> tuple[x509.Certificate, str]:
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.MAX_LENGTH)
    value = RSA_KEY.sign(content, pss, hashes.SHA256())
    return ROOT.issue("Signer", RSA_KEY.public_key()), b64encode(value).decode()


def by_ec(content: bytes = CONTENT) -> tuple[x509.Certificate, str]:
    value = EC_KEY.sign(content, ec.ECDSA(hashes.SHA256()))
    return ROOT.issue("Signer", EC_KEY.public_key()), b64encode(value).decode()


@pytest.mark.parametrize("sign", [by_rsa, by_ec])
def test_a_signature_is_over_the_file(sign: Sign) -> None:
    """SFW-01: RSA-PSS and ECDSA, both with SHA-256."""
    require_signature(*sign(), DIGEST)
    with pytest.raises(Conflict):
        require_signature(*sign(b"another"), DIGEST)


@pytest.mark.parametrize("value", ["", "no base64!", "\u00c4\u00d1", b64encode(b"x" * 70).decode()])
def test_what_is_no_signature(value: str) -> None:
    with pytest.raises((Conflict, Invalid)):
        require_signature(by_ec()[0], value, DIGEST)


def test_a_chain_is_valid_now_and_hangs_together() -> None:
    """SFW-01 (WP A00.FR.706)"""
    middle = Authority("Middle", ROOT)
    leaf = middle.issue("Signer", EC_KEY.public_key())
    now = START
    require_valid(read_chain(pem(leaf) + pem(middle.certificate)), now)
    with pytest.raises(Conflict, match="not signed"):
        require_valid(read_chain(pem(leaf) + pem(ROOT.certificate)), now)
    expired = ROOT.issue("Signer", EC_KEY.public_key(), expired=True)
    with pytest.raises(Conflict, match="expired"):
        require_valid(read_chain(pem(expired)), now)
    with pytest.raises(Conflict, match="not valid yet"):
        require_valid(read_chain(pem(leaf)), now - timedelta(days=365 * 30))


@pytest.mark.parametrize("text", ["", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"])
def test_what_is_no_certificate(text: str) -> None:
    with pytest.raises(Invalid):
        read_chain(text)


async def test_the_roots_that_a_charger_has(database: Database) -> None:
    """SFW-01: where we know some, one of them has to have issued it; where we know none, the charger says."""
    charger = await database.charger()
    signer = pem(ROOT.issue("Signer", EC_KEY.public_key()))
    await check_signer(charger, signer, NOW)
    other = Authority("Other").certificate
    await _install(charger.id, other)
    with pytest.raises(Conflict, match="no root of the manufacturer"):
        await check_signer(charger, signer, NOW)
    await _install(charger.id, ROOT.certificate)
    await check_signer(charger, signer, NOW)


async def _install(charger_id: object, root: x509.Certificate) -> None:
    hashed = hash_data(root, root)
    await InstalledCertificate.create(
        charger_id=charger_id,
        use="ManufacturerRootCertificate",
        hash_algorithm=hashed.algorithm,
        issuer_name_hash=hashed.issuer_name_hash.upper(),
        issuer_key_hash=hashed.issuer_key_hash,
        serial_number=hashed.serial_number,
        reported_at=NOW,
    )
