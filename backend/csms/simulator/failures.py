"""Why a CALL has no response."""


class LinkError(Exception):
    """A CALL was not answered with a CALLRESULT."""


class Disconnected(LinkError):
    """The connection is gone, or was never there."""


class NoAnswer(LinkError):
    """The central system did not answer in time."""


class CallFailed(LinkError):
    """The central system answered with a CALLERROR, or with something that cannot be read."""
