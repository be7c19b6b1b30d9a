"""The security extension ("Improved security for OCPP 1.6-J", edition 3)."""

from collections.abc import Mapping
from datetime import datetime

from cryptography import x509
from msgspec import UNSET

from csms.auth.certificate_hashes import hash_data
from csms.charging import certificates, security_events, security_profiles
from csms.charging.session import ChargerSession
from csms.handlers.effects import Effects, Sending
from csms.handlers.reply import EMPTY, Handler, Reply
from csms.handlers.v16.firmware_management import reported
from csms.ocpp.v16 import encode
from csms.ocpp.v16 import security as messages
from csms.ocpp.v16.types import Message
from csms.said import Said
from csms.store import stored_words
from csms.store.facts import Fact
from csms.store.facts.security import (
    CertificateAnswered,
    InstalledCertificateAdded,
    InstalledCertificateDeleted,
    InstalledCertificatesReported,
)
from csms.store.models import Charger
from csms.store.transfer_states import LOG, SIGNED_FIRMWARE


class SecurityHandlers:
    """Answers of the central system. organisation: O of the certificates of our chargers (CpoName), "" for any."""

    def __init__(self, organisation: str) -> None:
        self._organisation = organisation

    def table(self) -> dict[str, Handler]:
        return {
            "LogStatusNotification": log_status_notification,
            "SecurityEventNotification": security_event_notification,
            "SignCertificate": self.sign_certificate,
            "SignedFirmwareStatusNotification": signed_firmware_status_notification,
        }

    async def sign_certificate(
        self, session: ChargerSession, request: messages.SignCertificateRequest, received_at: datetime
    ) -> Reply:
        """CERT-01: at once; the certificate follows, as a request of ours."""
        judgement = await certificates.judge(session, request.csr, self._organisation, received_at)
        if judgement.fact is not None:
            return Reply(encode(messages.SignCertificateResponse("Accepted")), (judgement.fact,))
        detail = str(Said(stored_words.REQUEST_REFUSED, {"reason": judgement.reason}))
        event = security_events.noticed(
            session.charger_id, "InvalidChargePointCertificate", detail, received_at
        )
        return Reply(encode(messages.SignCertificateResponse("Rejected")), (event,))


def security_event_notification(
    session: ChargerSession, request: messages.SecurityEventNotificationRequest, received_at: datetime
) -> Reply:
    """EVT-01"""
    detail = "" if request.techInfo is UNSET else request.techInfo
    fact = security_events.report(session.charger_id, request.type, detail, request.timestamp, received_at)
    return Reply(EMPTY, (fact,))


def log_status_notification(
    session: ChargerSession, request: messages.LogStatusNotificationRequest, received_at: datetime
) -> Reply:
    """LOG-02"""
    number = None if request.requestId is UNSET else request.requestId
    return Reply(EMPTY, (reported(session, LOG, number, request.status, received_at),))


def signed_firmware_status_notification(
    session: ChargerSession, request: messages.SignedFirmwareStatusNotificationRequest, received_at: datetime
) -> Reply:
    """SFW-03, SFW-04"""
    number = None if request.requestId is UNSET else request.requestId
    return Reply(EMPTY, (reported(session, SIGNED_FIRMWARE, number, request.status, received_at),))


def _certificate_answered(
    sending: Sending, request: messages.CertificateSignedRequest, response: messages.CertificateSignedResponse
) -> tuple[Fact, ...]:
    """CERT-06: the old one is good until the new one has been seen."""
    fingerprint = certificates.leaf_fingerprint(request.certificateChain)
    if fingerprint is None:
        return ()
    accepted = response.status == "Accepted"
    return (CertificateAnswered(sending.charger_id, fingerprint, accepted, sending.now),)


def _listed(
    sending: Sending,
    request: messages.GetInstalledCertificateIdsRequest,
    response: messages.GetInstalledCertificateIdsResponse,
) -> tuple[Fact, ...]:
    """CERT-09: NotFound has no list, and means that there is none."""
    listed = [] if response.certificateHashData is UNSET else response.certificateHashData
    rows = [_columns(data) for data in listed]
    return (InstalledCertificatesReported(sending.charger_id, request.certificateType, rows, sending.now),)


def _columns(data: messages.CertificateHashData) -> tuple[str, str, str, str]:
    """As the charger wrote them: it wants them back like that (CERT-10)."""
    return data.hashAlgorithm, data.issuerNameHash, data.issuerKeyHash, data.serialNumber


def _installed(
    sending: Sending,
    request: messages.InstallCertificateRequest,
    response: messages.InstallCertificateResponse,
) -> tuple[Fact, ...]:
    """Of a root we know the hashes before the charger tells them; another algorithm may be its own."""
    if response.status != "Accepted":
        return ()
    try:
        root = x509.load_pem_x509_certificate(request.certificate.encode())
    except ValueError:
        return ()
    hashes = tuple(hash_data(root, root))
    return (InstalledCertificateAdded(sending.charger_id, request.certificateType, hashes, sending.now),)


async def _may_delete(charger: Charger, request: messages.DeleteCertificateRequest, now: datetime) -> None:
    data = request.certificateHashData
    await security_profiles.check_deletion(charger, data.issuerKeyHash, data.serialNumber)


def _deleted(
    sending: Sending, request: messages.DeleteCertificateRequest, response: messages.DeleteCertificateResponse
) -> tuple[Fact, ...]:
    if response.status not in ("Accepted", "NotFound"):
        return ()
    return (InstalledCertificateDeleted(sending.charger_id, *_columns(request.certificateHashData)),)


EFFECTS: Mapping[type[Message], Effects] = {
    messages.CertificateSignedRequest: Effects(answered=_certificate_answered),
    messages.DeleteCertificateRequest: Effects(check=_may_delete, answered=_deleted),
    messages.GetInstalledCertificateIdsRequest: Effects(answered=_listed),
    messages.InstallCertificateRequest: Effects(answered=_installed),
}
