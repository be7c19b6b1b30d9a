"""What routes say in the OpenAPI document about answers other than their success."""

from typing import Any, TypeAlias

Responses: TypeAlias = dict[int | str, dict[str, Any]]

FILE: Responses = {
    200: {
        "description": "The file",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
