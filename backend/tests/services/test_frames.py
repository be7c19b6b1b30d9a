"""tests.services.frames: what would not be exact is noticed."""

import pytest

from tests.services.frames import Sent, require_exact

EXACT = [
    Sent("CALL", "Reset", '[2,"1","Reset",{"type":"Hard"}]'),
    Sent("CALLRESULT", "Heartbeat", '[3,"1",{"currentTime":"2026-11-28T12:00:00Z"}]'),
    Sent("CALLRESULT", "MeterValues", "[3,17,{}]"),
    Sent("CALLERROR", "Nonsense", '[4,"1","NotImplemented","no such action",{}]'),
]


def test_exact_frames_pass() -> None:
    require_exact(EXACT)


@pytest.mark.parametrize(
    "frame",
    [
        Sent("CALL", "Reset", '[2,"1","Reset",{"type":"Gentle"}]'),
        Sent("CALL", "Reset", '[2,"1","Reset",{"type":"Hard"},{}]'),
        Sent("CALL", "Reset", '[2,"%s","Reset",{"type":"Hard"}]' % ("x" * 37)),
        Sent("CALLRESULT", "Heartbeat", '[3,"1",{}]'),
        Sent("CALLRESULT", "MeterValues", '[3,"1",null]'),
        Sent("CALLERROR", "Nonsense", '[4,"1","FormatViolation","",{}]'),
        Sent("CALLERROR", "Nonsense", '[4,"1","GenericError","",null]'),
        Sent("CALLERROR", "Nonsense", '[4,"1","GenericError",""]'),
    ],
)
def test_anything_else_fails(frame: Sent) -> None:
    with pytest.raises(AssertionError):
        require_exact([*EXACT, frame])
