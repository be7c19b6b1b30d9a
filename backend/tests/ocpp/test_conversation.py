"""OCPP-J 4.1: who may speak when, which answer belongs to which CALL, and what ends a CALL."""

import json
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from csms.ocpp.conversation import (
    MAX_CALLS_IN_PROGRESS,
    MAX_EXPIRED_CALLS,
    MAX_MALFORMED_IN_A_ROW,
    MAX_QUEUED_CALLS,
    Answer,
    Conversation,
    Ignored,
    IncomingCall,
    LateAnswer,
    OutgoingCall,
    Refused,
    TooManyCalls,
)
from csms.ocpp.frames import CallError, CallResult, encode_call, encode_error, encode_result


def call(id: str, timeout: float = 30.0) -> OutgoingCall:
    return OutgoingCall(id, "Reset", b'{"type":"Soft"}', timeout, f"context of {id}")


def heartbeat(id: str = "h") -> bytes:
    return encode_call(id, "Heartbeat", b"{}")


def sent(conversation: Conversation, id: str, now: float = 0.0) -> OutgoingCall:
    """A CALL that is outstanding."""
    conversation.enqueue(call(id))
    outstanding = conversation.next_call(now)
    assert outstanding is not None
    return outstanding


class TestIncoming:
    def test_a_call_comes_with_what_it_needs(self) -> None:
        reception = Conversation().receive(b'[2,"17","Heartbeat",{"a":1}]')
        assert isinstance(reception, IncomingCall)
        assert (reception.id, reception.action, bytes(reception.payload)) == ("17", "Heartbeat", b'{"a":1}')
        assert reception.violations == ()

    def test_calls_may_overlap(self) -> None:
        """RPC-08: processed in the order of arrival, not refused."""
        conversation = Conversation()
        for id in ("1", "2", "3"):
            reception = conversation.receive(heartbeat(id))
            assert isinstance(reception, IncomingCall)
            assert reception.id == id
        assert conversation.calls_in_progress == 3

    def test_an_id_in_progress_is_refused_and_the_first_call_is_unaffected(self) -> None:
        """J 4.2.3."""
        conversation = Conversation()
        conversation.receive(heartbeat("1"))
        refused = conversation.receive(heartbeat("1"))
        assert isinstance(refused, Refused)
        assert (refused.id, refused.code) == ("1", "FormationViolation")
        assert json.loads(refused.reply)[:3] == [4, "1", "FormationViolation"]
        assert conversation.calls_in_progress == 1

    def test_an_answered_id_may_come_again(self) -> None:
        """That ids never repeat binds us alone; chargers number from 1 again after a reboot (Q20)."""
        conversation = Conversation()
        for _ in range(3):
            assert isinstance(conversation.receive(heartbeat("1")), IncomingCall)
            conversation.replied("1")

    def test_a_number_and_its_text_are_two_ids(self) -> None:
        conversation = Conversation()
        assert isinstance(conversation.receive(b'[2,1,"Heartbeat",{}]'), IncomingCall)
        assert isinstance(conversation.receive(b'[2,"1","Heartbeat",{}]'), IncomingCall)

    @pytest.mark.parametrize(
        ("id", "words"),
        [
            ("17", "a number where a string is required"),
            ('""', "an empty message id"),
            (f'"{"i" * 60}"', "60 characters where 36 are allowed"),
        ],
    )
    def test_an_odd_id_is_a_violation(self, id: str, words: str) -> None:
        """DEC-3; RPC-04."""
        reception = Conversation().receive(f'[2,{id},"Heartbeat",{{}}]'.encode())
        assert isinstance(reception, IncomingCall)
        (violation,) = reception.violations
        assert (violation.rule, violation.path) == ("message-id", "")
        assert violation.message == f"{words} (OCPP-J, 4.1.4)"

    def test_too_many_unanswered_calls_are_refused(self) -> None:
        conversation = Conversation()
        for number in range(MAX_CALLS_IN_PROGRESS):
            conversation.receive(heartbeat(str(number)))
        refused = conversation.receive(heartbeat("more"))
        assert isinstance(refused, Refused)
        assert refused.code == "GenericError"
        conversation.replied("0")
        assert isinstance(conversation.receive(heartbeat("more")), IncomingCall)


class TestMalformed:
    def test_they_are_counted_until_a_frame_is_right(self) -> None:
        conversation = Conversation()
        for _ in range(MAX_MALFORMED_IN_A_ROW):
            assert isinstance(conversation.receive(b"nonsense"), Ignored)
        assert conversation.malformed_in_a_row == MAX_MALFORMED_IN_A_ROW
        conversation.receive(heartbeat())
        assert conversation.malformed_in_a_row == 0

    def test_one_that_is_answered_counts_too(self) -> None:
        conversation = Conversation()
        assert isinstance(conversation.receive(b'[2,"x"]'), Refused)
        assert conversation.malformed_in_a_row == 1

    def test_a_future_message_type_does_not_count(self) -> None:
        """RPC-11."""
        conversation = Conversation()
        assert isinstance(conversation.receive(b'[6,"x","Send",{}]'), Ignored)
        assert conversation.malformed_in_a_row == 0

    def test_a_broken_answer_leaves_the_call_open(self) -> None:
        conversation = Conversation()
        outstanding = sent(conversation, "a")
        assert isinstance(conversation.receive(b'[3,"a"]'), Ignored)
        assert isinstance(conversation.receive(b'[3,"a",{}]'), Answer)
        assert outstanding.id == "a"


class TestOutgoing:
    def test_one_at_a_time_in_order(self) -> None:
        """RPC-06."""
        conversation = Conversation()
        conversation.enqueue(call("a"))
        conversation.enqueue(call("b"))
        assert conversation.next_call(0.0) == call("a")
        assert conversation.next_call(0.0) is None
        conversation.receive(encode_result("a", b"{}"))
        assert conversation.next_call(0.0) == call("b")

    def test_nothing_to_send(self) -> None:
        conversation = Conversation()
        assert conversation.next_call(0.0) is None
        assert conversation.deadline is None

    def test_a_result_ends_its_call(self) -> None:
        conversation = Conversation()
        outstanding = sent(conversation, "a")
        reception = conversation.receive(encode_result("a", b'{"status":"Accepted"}'))
        assert isinstance(reception, Answer)
        assert reception.call is outstanding
        assert reception.call.context == "context of a"
        assert isinstance(reception.result, CallResult)
        assert conversation.deadline is None

    def test_an_error_ends_its_call(self) -> None:
        conversation = Conversation()
        sent(conversation, "a")
        reception = conversation.receive(encode_error("a", "NotSupported", ""))
        assert isinstance(reception, Answer)
        assert isinstance(reception.result, CallError)
        assert reception.result.code == "NotSupported"

    def test_crossing_calls(self) -> None:
        """RPC-07: the charger's CALL is delivered while ours is open, and does not end it."""
        conversation = Conversation()
        sent(conversation, "a")
        assert isinstance(conversation.receive(heartbeat("a")), IncomingCall)
        assert isinstance(conversation.receive(encode_result("a", b"{}")), Answer)

    @pytest.mark.parametrize("answer", [encode_result("b", b"{}"), encode_error("b", "GenericError", "")])
    def test_an_answer_with_an_unknown_id_ends_nothing(self, answer: bytes) -> None:
        """RPC-10."""
        conversation = Conversation()
        sent(conversation, "a")
        reception = conversation.receive(answer)
        assert isinstance(reception, LateAnswer)
        assert reception.call is None
        assert isinstance(conversation.receive(encode_result("a", b"{}")), Answer)

    def test_an_answer_comes_once(self) -> None:
        """RPC-10"""
        conversation = Conversation()
        sent(conversation, "a")
        assert isinstance(conversation.receive(encode_result("a", b"{}")), Answer)
        again = conversation.receive(encode_result("a", b"{}"))
        assert isinstance(again, LateAnswer)
        assert again.call is None

    def test_the_queue_is_bounded(self) -> None:
        conversation = Conversation()
        for number in range(MAX_QUEUED_CALLS):
            conversation.enqueue(call(str(number)))
        with pytest.raises(TooManyCalls):
            conversation.enqueue(call("more"))


class TestTimeout:
    """RPC-09."""

    def test_not_before_the_deadline(self) -> None:
        conversation = Conversation()
        sent(conversation, "a", now=100.0)
        assert conversation.deadline == 130.0
        assert conversation.expire(129.9) is None
        expired = conversation.expire(130.0)
        assert expired is not None
        assert expired.id == "a"
        assert conversation.expire(1000.0) is None

    def test_the_next_call_may_go_out(self) -> None:
        conversation = Conversation()
        sent(conversation, "a")
        conversation.enqueue(call("b", timeout=5.0))
        conversation.expire(30.0)
        assert conversation.next_call(30.0) == call("b", timeout=5.0)
        assert conversation.deadline == 35.0

    def test_a_late_answer_is_recorded_and_never_taken_for_another(self) -> None:
        conversation = Conversation()
        """RPC-09"""
        expired = sent(conversation, "a")
        conversation.expire(30.0)
        sent(conversation, "b", now=30.0)
        late = conversation.receive(encode_result("a", b"{}"))
        assert isinstance(late, LateAnswer)
        assert late.call is expired
        again = conversation.receive(encode_result("a", b"{}"))
        assert isinstance(again, LateAnswer)
        assert again.call is None
        assert isinstance(conversation.receive(encode_result("b", b"{}")), Answer)

    def test_only_the_latest_expired_calls_are_remembered(self) -> None:
        conversation = Conversation()
        for number in range(MAX_EXPIRED_CALLS + 1):
            sent(conversation, str(number))
            conversation.expire(30.0)
        forgotten = conversation.receive(encode_result("0", b"{}"))
        remembered = conversation.receive(encode_result("1", b"{}"))
        assert isinstance(forgotten, LateAnswer)
        assert forgotten.call is None
        assert isinstance(remembered, LateAnswer)
        assert remembered.call == call("1")


class TestClose:
    """RPC-13."""

    def test_the_outstanding_call_is_unknown_and_the_queued_ones_were_never_sent(self) -> None:
        conversation = Conversation()
        outstanding = sent(conversation, "a")
        conversation.enqueue(call("b"))
        conversation.enqueue(call("c"))
        conversation.receive(heartbeat())
        assert conversation.close() == (outstanding, [call("b"), call("c")])
        assert conversation.close() == (None, [])
        assert (conversation.deadline, conversation.calls_in_progress) == (None, 0)

    def test_expired_calls_are_forgotten(self) -> None:
        conversation = Conversation()
        sent(conversation, "a")
        conversation.expire(30.0)
        conversation.close()
        late = conversation.receive(encode_result("a", b"{}"))
        assert isinstance(late, LateAnswer)
        assert late.call is None

    def test_with_nothing_open(self) -> None:
        assert Conversation().close() == (None, [])


class EveryCallEndsOnce(RuleBasedStateMachine):
    """Whatever happens in whatever order: one outstanding CALL, and each CALL has exactly one end."""

    def __init__(self) -> None:
        super().__init__()
        self.conversation = Conversation()
        self.ids = count()
        self.now = 0.0
        self.open: list[str] = []
        self.outstanding: str | None = None
        self.expired: list[str] = []

    @rule(timeout=st.floats(0.1, 10.0))
    def enqueue(self, timeout: float) -> None:
        id = str(next(self.ids))
        self.conversation.enqueue(call(id, timeout))
        self.open.append(id)

    @rule()
    def send(self) -> None:
        sent_call = self.conversation.next_call(self.now)
        if self.outstanding is not None or not self.open:
            assert sent_call is None
        else:
            assert sent_call is not None
            self.outstanding = self.open.pop(0)
            assert sent_call.id == self.outstanding

    @rule(seconds=st.floats(0.0, 20.0))
    def wait(self, seconds: float) -> None:
        self.now += seconds
        deadline = self.conversation.deadline
        expired = self.conversation.expire(self.now)
        assert (expired is not None) == (deadline is not None and self.now >= deadline)
        if expired is not None:
            assert expired.id == self.outstanding
            self.expired = [*self.expired, expired.id][-MAX_EXPIRED_CALLS:]
            self.outstanding = None

    @precondition(lambda self: self.outstanding is not None)
    @rule()
    def answer(self) -> None:
        assert self.outstanding is not None
        reception = self.conversation.receive(encode_result(self.outstanding, b"{}"))
        assert isinstance(reception, Answer)
        assert reception.call.id == self.outstanding
        self.outstanding = None

    @rule(data=st.data())
    def answer_late(self, data: st.DataObject) -> None:
        id = data.draw(st.sampled_from([*self.expired, "never sent"]))
        reception = self.conversation.receive(encode_error(id, "GenericError", ""))
        assert isinstance(reception, LateAnswer)
        assert (reception.call is not None) == (id in self.expired)
        self.expired = [other for other in self.expired if other != id]

    @rule()
    def charger_calls(self) -> None:
        reception = self.conversation.receive(heartbeat())
        assert isinstance(reception, IncomingCall)
        self.conversation.replied(reception.id)

    @rule()
    def close(self) -> None:
        outstanding, queued = self.conversation.close()
        assert (outstanding and outstanding.id) == self.outstanding
        assert [waiting.id for waiting in queued] == self.open
        self.open, self.outstanding, self.expired = [], None, []

    @invariant()
    def a_deadline_means_an_outstanding_call(self) -> None:
        assert (self.conversation.deadline is not None) == (self.outstanding is not None)


TestEveryCallEndsOnce = EveryCallEndsOnce.TestCase
TestEveryCallEndsOnce.settings = settings(max_examples=40, stateful_step_count=30)
