"""csms.store.forms."""

from uuid import UUID, uuid4

import pytest

from csms.store.forms import Forms


class OtherUuid(UUID):
    """asyncpg's UUID is a subclass, too."""


def test_a_subclass_is_written_like_its_base() -> None:
    forms = Forms({UUID: str})
    value = uuid4()
    assert forms[OtherUuid](OtherUuid(value.hex)) == str(value)


def test_other_types_are_refused() -> None:
    with pytest.raises(TypeError, match="bytes"):
        Forms({UUID: str})[bytes]
