"""Why a connection was refused: codes for programs, sentences for the operator."""

from csms.said import msg

UNKNOWN, NO_PASSWORD, WRONG_PASSWORD, BLOCKED = "unknown_identity", "no_password", "wrong_password", "blocked"
NO_CERTIFICATE, WRONG_CERTIFICATE = "no_certificate", "wrong_certificate"
LOWER_PROFILE, SUBPROTOCOL, ORIGIN, TOO_MANY = (
    "lower_profile",
    "no_common_subprotocol",
    "browser_origin",
    "too_many_attempts",
)

DETAILS = msg(
    {
        UNKNOWN: "No charger has this identity.",
        NO_PASSWORD: "The charger sent no password (HTTP Basic).",
        WRONG_PASSWORD: "The password is not the one we know.",
        NO_CERTIFICATE: "The charger showed no client certificate, which security profile 3 needs.",
        WRONG_CERTIFICATE: "The client certificate is not this charger's, or is not good any more.",
        BLOCKED: "The charger is blocked here.",
        LOWER_PROFILE: "The connection has a lower security profile than the charger is set to.",
        SUBPROTOCOL: "The charger did not offer the subprotocol ocpp1.6.",
        ORIGIN: "A web page tried to connect (Origin header).",
        TOO_MANY: "Too many failed attempts; it may try again in a few minutes.",
    }
)
