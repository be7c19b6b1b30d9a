"""J 4.2.3: the codes of CALLERROR."""

from csms.ocpp.errors import ErrorCode, Unreadable


def test_the_ten_codes_are_spelled_as_on_the_wire() -> None:
    """ERR-01; two misspellings are part of OCPP 1.6 (J-errata 5.1, 5.2)."""
    assert {str(code) for code in ErrorCode} == {
        "NotImplemented",
        "NotSupported",
        "InternalError",
        "ProtocolError",
        "SecurityError",
        "FormationViolation",
        "PropertyConstraintViolation",
        "OccurenceConstraintViolation",
        "TypeConstraintViolation",
        "GenericError",
    }


def test_the_description_names_the_field() -> None:
    error = Unreadable(ErrorCode.PROTOCOL_ERROR, "required", path="idTag")
    assert (error.description, str(error)) == ("idTag: required", "ProtocolError: idTag: required")
    assert bytes(error.details) == b"{}"


def test_without_a_field() -> None:
    assert Unreadable("NotSupported", "not here").description == "not here"
