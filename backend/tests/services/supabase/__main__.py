"""A stand-in to play with: says what the suite and the server have to be told of it, and runs until it is stopped.

python -m tests.services.supabase
"""

import asyncio
import sys

from tests.services.supabase.keys import ApiKeys
from tests.services.supabase.project import running


def settings(url: str, keys: ApiKeys) -> str:
    """For a shell; with the old keys commented out."""
    return "\n".join(
        [
            f"export SUPABASE_URL={url}",
            f"export SUPABASE_ANON_KEY={keys.publishable}",
            f"export SUPABASE_SERVICE_ROLE_KEY={keys.secret}",
            f"# export SUPABASE_ANON_KEY={keys.anon}",
            f"# export SUPABASE_SERVICE_ROLE_KEY={keys.service_role}",
            "",
        ]
    )


async def main() -> None:
    async with running() as project:
        sys.stdout.write(settings(project.url, project.api_keys))
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
