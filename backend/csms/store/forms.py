"""How values are written for a database driver, by their type."""

from collections.abc import Callable
from typing import Any


class Forms(dict[type, Callable[[Any], Any]]):
    """Type -> the function that writes its values; a subclass (asyncpg has its own UUID) is written like its base."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        form = next((self[base] for base in kind.__mro__[1:] if base in self), None)
        if form is None:
            raise TypeError(f"values of {kind.__name__} cannot be stored")
        self[kind] = form
        return form
