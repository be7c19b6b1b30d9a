"""Events on their way to other people's programs (docs/webhooks.md)."""
