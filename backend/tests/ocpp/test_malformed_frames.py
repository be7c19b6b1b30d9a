"""OCPP-J 4.1-4.2 and the policy for malformed frames: each input, its answer, and a Heartbeat afterwards."""

import json
from typing import Any, NamedTuple

import pytest

from tests.ocpp.central_system import CentralSystem

FORMATION = "FormationViolation"
PROPERTY = "PropertyConstraintViolation"
TYPE = "TypeConstraintViolation"

BOOT = {"chargePointVendor": "V", "chargePointModel": "M"}
DEEP = "[" * 100_000
DIGITS = "1" * 5_000
ID_36 = "a" * 36
ID_37 = "a" * 37
ID_256 = "a" * 256


class Row(NamedTuple):
    """`tolerant` and `strict`: None = no answer, ("id", code) = CALLERROR, ("id",) = CALLRESULT."""

    name: str
    text: str | bytes
    tolerant: tuple[Any, ...] | None
    strict: tuple[Any, ...] | None
    rules: tuple[str, ...] = ()


def same(name: str, text: str | bytes, answer: tuple[Any, ...] | None, rules: tuple[str, ...] = ()) -> Row:
    return Row(name, text, answer, answer, rules)


def boot(fields: str) -> str:
    return '[2,"x","BootNotification",{"chargePointVendor":"V","chargePointModel":"M",' + fields + "}]"


def stop(id: str, fields: str = "") -> str:
    required = '"transactionId":7,"meterStop":1,"timestamp":"2025-06-01T10:00:00Z"'
    return f'[2,{id},"StopTransaction",{{{required}{fields}}}]'


def status(connector: str) -> str:
    return (
        f'[2,"x","StatusNotification",{{"connectorId":{connector},"errorCode":"NoError","status":"Faulted"}}]'
    )


ROWS = (
    # RPC-01: four elements, an integer 2
    same("common call", '[2,"x","Heartbeat",{}]', ("x",)),
    same("blanks around everything", ' [ 2 , "x" , "Heartbeat" , { } ] \n', ("x",)),
    same("type as string", '["2","x","Heartbeat",{}]', None),
    same("type as float", '[2.0,"x","Heartbeat",{}]', None),
    same("type as boolean", '[true,"x","Heartbeat",{}]', None),
    same("type null", '[null,"x","Heartbeat",{}]', None),
    same("type in exponent form", '[2e0,"x","Heartbeat",{}]', None),
    # RPC-02
    same("action with .req", '[2,"x","Heartbeat.req",{}]', ("x", "NotImplemented")),
    same("action in lower case", '[2,"x","heartbeat",{}]', ("x", "NotImplemented")),
    # RPC-03
    same("null payload", '[2,"x","Heartbeat",null]', ("x",)),
    same("null payload, incomplete", '[2,"x","BootNotification",null]', ("x", "ProtocolError")),
    # RPC-04: echoed as received
    same("id of 36 characters", f'[2,"{ID_36}","Heartbeat",{{}}]', (ID_36,)),
    same("id of odd characters", '[2,"007 \\"Ä\\u00e4\\t😀","Heartbeat",{}]', ('007 "Ää\t😀',)),
    # RPC-10, RPC-11
    same("unknown message type", '[5,"x",{}]', None),
    same("negative message type", '[-2,"x","Heartbeat",{}]', None),
    same("result of an unknown call", '[3,"x",{}]', None),
    same("error to an unknown call", '[4,"x","GenericError","",{}]', None),
    same("result without payload", '[3,"x"]', None),
    same("result with too much", '[3,"x",{},{}]', None),
    same("error without code", '[4,"x"]', None),
    same("error with too much", '[4,"x","GenericError","",{},1]', None),
    same("result that is cut off", '[3,"x",{', None),
    same("result without usable id", "[3,null,{}]", None),
    # Not JSON
    same("empty", "", None),
    same("text", "hello", None),
    same("a single bracket", "[", None),
    same("cut off within the id", '[2,"x', None),
    same("cut off after the id", '[2,"x"', ("x", FORMATION)),
    same("cut off within the action", '[2,"x","Heart', ("x", FORMATION)),
    same("cut off within the payload", '[2,"x","Heartbeat",{"a":', ("x", FORMATION)),
    same("cut off within a number as id", "[2,12", None),
    same("text behind", '[2,"x","Heartbeat",{}]]', ("x", FORMATION)),
    same("byte order mark", b'\xef\xbb\xbf[2,"x","Heartbeat",{}]', ("x", FORMATION)),
    same("not UTF-8", b'[2,"x","Heartbeat",{"a":"\xff"', None),
    same("control character in a string", '[2,"x","Heartbeat",{"a":"\n"}]', ("x", FORMATION)),
    same("trailing comma", '[2,"x","Heartbeat",{},]', ("x", FORMATION)),
    # JSON, but not an array
    same("object", '{"a":1}', None),
    same("string", '"[]"', None),
    same("empty array", "[]", None),
    same("empty array with a blank", "[ ]", None),
    same("array of nothing but a comma", "[,]", None),
    # Arity
    same("type only", "[2]", None),
    same("type and id", '[2,"x"]', ("x", FORMATION)),
    same("type, id, action", '[2,"x","Heartbeat"]', ("x", FORMATION)),
    same("five elements", '[2,"x","Heartbeat",{},{}]', ("x", FORMATION)),
    # Ids
    Row("id as number", '[2,17,"Heartbeat",{}]', (17,), ("17", FORMATION), ("message-id",)),
    Row("id zero", '[2,0,"Heartbeat",{}]', (0,), ("0", FORMATION), ("message-id",)),
    same("id as fraction", '[2,1.5,"Heartbeat",{}]', ("1.5", FORMATION)),
    same("id as huge number", f'[2,{DIGITS},"Heartbeat",{{}}]', (DIGITS, FORMATION)),
    same("id null", '[2,null,"Heartbeat",{}]', None),
    same("id boolean", '[2,true,"Heartbeat",{}]', None),
    same("id array", '[2,["x"],"Heartbeat",{}]', None),
    same("id empty", '[2,"","Heartbeat",{}]', ("",), ("message-id",)),
    Row("id of 37", f'[2,"{ID_37}","Heartbeat",{{}}]', (ID_37,), (ID_37, FORMATION), ("message-id",)),
    same("id of 256", f'[2,"{ID_256}","Heartbeat",{{}}]', (ID_256, FORMATION)),
    same("id with NUL", '[2,"\\u0000","Heartbeat",{}]', None),
    same("id with half a character", '[2,"\\ud800","Heartbeat",{}]', None),
    # Actions
    same("action unknown", '[2,"x","MakeCoffee",{}]', ("x", "NotImplemented")),
    same("action empty", '[2,"x","",{}]', ("x", "NotImplemented")),
    same("action as number", '[2,"x",3,{}]', ("x", FORMATION)),
    same("action as list", '[2,"x",["Heartbeat"],{}]', ("x", FORMATION)),
    same("action as object", '[2,"x",{},{}]', ("x", FORMATION)),
    same("action null", '[2,"x",null,{}]', ("x", FORMATION)),
    same("action with NUL", '[2,"x","Heart\\u0000beat",{}]', ("x", FORMATION)),
    same("action the other way", '[2,"x","Reset",{"type":"Hard"}]', ("x", "NotSupported")),
    # Payloads
    same("payload array", '[2,"x","Heartbeat",[]]', ("x", FORMATION)),
    same("payload string", '[2,"x","Heartbeat","{}"]', ("x", FORMATION)),
    same("payload number", '[2,"x","Heartbeat",0]', ("x", FORMATION)),
    same("payload false", '[2,"x","Heartbeat",false]', ("x", FORMATION)),
    same("key twice", boot('"iccid":"a","iccid":"b"'), ("x", FORMATION)),
    same("key twice, one escaped", boot('"iccid":"a","\\u0069ccid":"b"'), ("x", FORMATION)),
    same("key twice, blank before colon", boot('"iccid" :"a","iccid" : "b"'), ("x", FORMATION)),
    same("key twice, counted wrongly", boot('"iccid" :"a","iccid":"b"'), ("x", FORMATION)),
    same("NaN", boot('"iccid":NaN'), ("x", FORMATION)),
    same("Infinity", boot('"iccid":-Infinity'), ("x", FORMATION)),
    same("NaN in a field that does not exist", boot('"extra":[NaN]'), ("x", FORMATION)),
    Row("1e400 for text", boot('"iccid":1e400'), ("x",), ("x", TYPE), ("type",)),
    same("1e400 for an integer", status("1e400"), ("x", PROPERTY)),
    same("integer of 5000 digits", status(DIGITS), ("x", PROPERTY)),
    same("integer beyond 64 bits", status("9223372036854775808"), ("x", PROPERTY)),
    same("nested 100 000 deep", f'[2,"x","Heartbeat",{DEEP}', ("x", FORMATION)),
    same("nothing but brackets", DEEP, None),
    same("nested deep in an extra field", boot(f'"a":{DEEP}{"]" * 100_000}'), ("x", FORMATION)),
    Row("half a character", boot('"iccid":"\\ud800"'), ("x",), ("x", PROPERTY), ("characters",)),
    Row("NUL in a string", boot('"iccid":"\\u0000"'), ("x",), ("x", PROPERTY), ("characters",)),
    Row("field that does not exist", boot('"a":{}'), ("x",), ("x", FORMATION), ("extra",)),
    Row("text too long", boot(f'"iccid":"{"1" * 21}"'), ("x",), ("x", PROPERTY), ("maxLength",)),
    same("field missing", '[2,"x","BootNotification",{"chargePointVendor":"V"}]', ("x", "ProtocolError")),
    # Billing data is never refused (RPC-17, DEC-3)
    same("stop, key twice", stop('"x"', ',"meterStop":2'), ("x",), ("duplicate-key",)),
    same("stop, extra field", stop('"x"', ',"a":NaN'), ("x",), ("not-json", "extra")),
    same("stop, id as number", stop("9"), (9,), ("message-id",)),
    same("stop, id too long", stop(f'"{ID_37}"'), (ID_37,), ("message-id",)),
)


@pytest.mark.parametrize("strict", [False, True], ids=["tolerant", "strict"])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_answer_and_a_heartbeat_afterwards(row: Row, strict: bool) -> None:
    system = CentralSystem(strict)
    expected = row.strict if strict else row.tolerant

    outcome = system.receive(row.text)

    if expected is None:
        assert outcome.answer is None
    elif len(expected) == 1:
        assert outcome.answer[:2] == [3, *expected]
        assert type(outcome.answer[1]) is type(expected[0])
        assert outcome.rules == row.rules
    else:
        kind, message_id, code, description, details = outcome.answer
        assert (kind, message_id, code) == (4, *expected)
        assert description
        assert details == {}
    assert system.still_answers()


def test_row_names_are_unique() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)


def test_a_common_call_is_read() -> None:
    assert CentralSystem().receive(json.dumps([2, "x", "BootNotification", BOOT])).answer == [3, "x", {}]
