"""Events and their server-sent form."""

import msgspec
import pytest

from csms.realtime.events import Event, merge, number_batch, reset_batch, rest_of


class TestServerSentForm:
    def test_a_batch_carries_every_event_with_its_own_id(self) -> None:
        batch = number_batch("7-0", [("a", b'{"n":1}'), ("b", b'{"n":2}')])
        assert batch.chunk == (
            b'id: 7-0.0\nevent: a\ndata: {"n":1}\n\nid: 7-0.1\nevent: b\ndata: {"n":2}\n\n'
        )
        assert b"".join(event.chunk for event in batch) == batch.chunk
        assert batch.last_id == "7-0.1"

    @pytest.mark.parametrize("line_break", [b"\n", b"\r\n", b"\r"])
    def test_json_over_several_lines_stays_one_event(self, line_break: bytes) -> None:
        batch = number_batch("1", [("a", b"{" + line_break + b"}")])
        assert batch.chunk == b"id: 1.0\nevent: a\ndata: {\ndata: }\n\n"

    def test_a_reset_is_an_empty_object_at_the_point_to_resume(self) -> None:
        assert reset_batch("9-1.4").chunk == b"id: 9-1.4\nevent: reset\ndata: {}\n\n"


class TestEvent:
    @pytest.mark.parametrize("kind", ["a\nb", "a\rb"])
    def test_a_type_of_two_lines_is_refused(self, kind: str) -> None:
        with pytest.raises(ValueError, match="one line"):
            Event(kind, b"{}")

    def test_raw_json_is_data(self) -> None:
        assert bytes(Event("a", msgspec.Raw(b"{}")).data) == b"{}"


class TestParts:
    def test_what_follows_an_event(self) -> None:
        batch = number_batch("1", [("a", b"{}"), ("b", b"{}"), ("c", b"{}")])
        rest = rest_of(batch, "1.0")
        assert rest is not None
        assert [event.id for event in rest] == ["1.1", "1.2"]
        assert rest_of(batch, "1.2") is None

    def test_merged_batches_keep_their_order(self) -> None:
        merged = merge([number_batch("1", [("a", b"{}")]), number_batch("2", [("b", b"{}")])])
        assert [event.id for event in merged] == ["1.0", "2.0"]
        assert len(merged) == 2
        assert merged.last_id == "2.0"
