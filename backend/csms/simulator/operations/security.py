"""The operations of the security extension ("Improved security for OCPP 1.6-J", edition 3)."""

from functools import partial

from msgspec import UNSET

from csms.ocpp.v16 import security
from csms.ocpp.v16.types import Message
from csms.simulator.certificates import UnusableCertificate, issued_by, parse
from csms.simulator.files import attempts
from csms.simulator.firmware import Order, Signature
from csms.simulator.link import Reply
from csms.simulator.operations.commanded import Commanded, Operation

_TLS = 2


def _get_log(charge_point: Commanded, request: security.GetLogRequest) -> Reply:
    status, name, work = charge_point.uploads.log(request)
    return Reply(security.GetLogResponse(status, name), work)


def _signed_update(charge_point: Commanded, request: security.SignedUpdateFirmwareRequest) -> Reply:
    """SFW-02: the certificate is judged at once, the signature when the file is there."""
    firmware = request.firmware
    try:
        certificate = parse(firmware.signingCertificate, charge_point.clock.now())
        if not charge_point.trust.vouches_for(certificate, "ManufacturerRootCertificate"):
            raise UnusableCertificate("no root of the manufacturer has issued it")
    except UnusableCertificate as error:
        charge_point.security_log.record("InvalidFirmwareSigningCertificate", str(error))
        return Reply(security.SignedUpdateFirmwareResponse("InvalidCertificate"))
    order = Order(
        firmware.location,
        firmware.retrieveDateTime,
        attempts(request.retries, request.retryInterval),
        request.requestId,
        firmware.installDateTime or None,
        Signature(certificate, firmware.signature),
    )
    status: security.UpdateFirmwareStatus = "AcceptedCanceled" if charge_point.updates.running else "Accepted"
    return Reply(security.SignedUpdateFirmwareResponse(status), partial(charge_point.updates.begin, order))


def _install(charge_point: Commanded, request: security.InstallCertificateRequest) -> Message:
    """CERT-07: Rejected where it is no usable root, or the store is full."""
    try:
        root = parse(request.certificate, charge_point.clock.now())
        _expect_continuity(charge_point, request)
        if len(charge_point.trust) >= charge_point.configuration.integer("CertificateStoreMaxLength"):
            raise UnusableCertificate("the store is full")
        charge_point.trust.add(request.certificateType, root)
    except UnusableCertificate as error:
        if request.certificateType == "CentralSystemRootCertificate":
            charge_point.security_log.record("InvalidCentralSystemCertificate", str(error))
        return security.InstallCertificateResponse("Rejected")
    return security.InstallCertificateResponse("Accepted")


def _expect_continuity(charge_point: Commanded, request: security.InstallCertificateRequest) -> None:
    """CERT-08: with AdditionalRootCertificateCheck a new root is signed by the one before."""
    roots = charge_point.trust.of("CentralSystemRootCertificate")
    if request.certificateType != "CentralSystemRootCertificate" or not roots:
        return
    root = parse(request.certificate, charge_point.clock.now())
    checked = charge_point.configuration.flag("AdditionalRootCertificateCheck")
    if checked and not issued_by(root, roots[-1]):
        raise UnusableCertificate("not signed by the root before it")


def _delete(charge_point: Commanded, request: security.DeleteCertificateRequest) -> Message:
    """CERT-11: the last root of a central system that is proven by it stays."""
    found = charge_point.trust.find(request.certificateHashData)
    if found is None:
        return security.DeleteCertificateResponse("NotFound")
    use, root = found
    last = use == "CentralSystemRootCertificate" and charge_point.trust.of(use) == [root]
    if last and charge_point.access.profile >= _TLS:
        return security.DeleteCertificateResponse("Failed")
    charge_point.trust.remove(use, root)
    return security.DeleteCertificateResponse("Accepted")


def _get_ids(charge_point: Commanded, request: security.GetInstalledCertificateIdsRequest) -> Message:
    """CERT-09."""
    ids = charge_point.trust.ids(request.certificateType)
    status: security.GetInstalledCertificateStatus = "Accepted" if ids else "NotFound"
    return security.GetInstalledCertificateIdsResponse(status, ids or UNSET)


def _certificate_signed(charge_point: Commanded, request: security.CertificateSignedRequest) -> Reply:
    """CERT-05, CERT-06: used from now on where it fits, else reported (TC_077)."""
    longest = charge_point.configuration.integer("CertificateSignedMaxChainSize")
    try:
        if len(request.certificateChain) > longest:
            raise UnusableCertificate(f"more than {longest} characters")
        serial = charge_point.hardware.serial_number
        charge_point.certificate.take(request.certificateChain, serial, charge_point.clock.now())
    except UnusableCertificate as error:
        charge_point.security_log.record("InvalidChargePointCertificate", str(error))
        return Reply(security.CertificateSignedResponse("Rejected"))
    return Reply(security.CertificateSignedResponse("Accepted"), charge_point.certificate_renewed)


OPERATIONS: dict[str, Operation] = {
    "GetLog": _get_log,
    "SignedUpdateFirmware": _signed_update,
    "InstallCertificate": _install,
    "DeleteCertificate": _delete,
    "GetInstalledCertificateIds": _get_ids,
    "CertificateSigned": _certificate_signed,
}
