"""The base of all facts."""

from msgspec import Struct


class Fact(Struct, frozen=True, gc=False):
    """Base of all facts."""
