"""Examples of the documentation, to be run."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[3] / "docs"


def python_of(page: str) -> str:
    """The Python example of a page."""
    (code,) = re.findall(r"^```python\n(.*?)^```", (DOCS / page).read_text(), re.MULTILINE | re.DOTALL)
    return str(code)
