"""Query parameters that an address does not have are refused: a typo in a filter must not answer with everything."""

from collections.abc import Iterator

from fastapi import Request
from fastapi.dependencies.models import Dependant

from csms.api.problems import MAX_ERRORS
from csms.errors import Invalid
from csms.said import said


async def known_parameters(request: Request) -> None:
    """Raises Invalid with each name that the operation does not know, and with those that it does."""
    known = set(_names(request.scope["route"].dependant))
    unknown = [name for name in dict.fromkeys(request.query_params) if name not in known]
    if unknown:
        instead = (
            said("Known here: {names}", names=", ".join(sorted(known)))
            if known
            else said("This address takes none")
        )
        errors = tuple(
            (name, said("No query parameter of this address. {instead}", instead=instead))
            for name in unknown[:MAX_ERRORS]
        )
        raise Invalid(said("Unknown query parameter. {instead}.", instead=instead), errors=errors)


def _names(dependant: Dependant) -> Iterator[str]:
    for parameter in dependant.query_params:
        yield parameter.alias
    for needed in dependant.dependencies:
        yield from _names(needed)
