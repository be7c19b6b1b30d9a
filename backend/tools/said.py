"""`python -m tools.said FILE`: writes the texts of the server's own sentences, which each language must have."""

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from csms.said import places

BACKEND = Path(__file__).parents[1]
PATH = BACKEND.parent / "frontend" / "tests" / "i18n" / "server-texts.json"
MODULE = "csms.said"


def page() -> str:
    """JSON: the texts in order."""
    texts = {
        text
        for file in sorted((BACKEND / "csms").rglob("*.py"))
        for text in texts_in(file.read_text(), file.relative_to(BACKEND).as_posix())
    }
    return json.dumps(sorted(texts), indent=2, ensure_ascii=False) + "\n"


def texts_in(source: str, name: str = "") -> Iterator[str]:
    """What `said('…')` and `msg(…)` hold. Raises SyntaxError where that is no literal, or its values are others."""
    nodes = list(ast.walk(ast.parse(source, name)))
    ours = {
        alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module == MODULE
        for alias in node.names
    }
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ours:
            if node.func.id == "said":
                yield _said(node, name)
            elif node.func.id == "msg":
                yield from _kept(node.args[0], name)


def _said(call: ast.Call, name: str) -> str:
    (text,) = _kept(call.args[0], name)
    given = {keyword.arg for keyword in call.keywords}
    if given != places(text):
        raise _wrong(call, name, f"has other values than {text!r} needs")
    return text


def _kept(node: ast.expr, name: str) -> list[str]:
    """A text, or a table of them: the values of a dictionary, the members of a tuple."""
    match node:
        case ast.Constant(value=str() as text):
            places(text)
            return [text]
        case ast.Dict(values=nodes) | ast.Tuple(elts=nodes):
            return [text for one in nodes for text in _kept(one, name)]
    raise _wrong(node, name, "is no literal: no language could have it")


def _wrong(node: ast.expr, name: str, what: str) -> SyntaxError:
    return SyntaxError(f"{name}:{node.lineno} {what}")


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PATH
    target.write_text(page())
