"""…"""

from typing import NamedTuple


class Filter(NamedTuple):
    a: object
