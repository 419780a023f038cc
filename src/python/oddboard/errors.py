"""What can go wrong. Each message is one sentence that says what happened and what to do."""


class OddboardError(Exception):
    """Base of all errors of this package."""


class NotReachable(OddboardError):
    """The server gave no answer."""


class Refused(OddboardError):
    """The server refused a call.

    ``status`` is the HTTP status, ``code`` the stable code of the problem (empty where the answer has none), and
    ``errors`` lists the faults of what was sent, each with ``file``, ``entry``, ``code`` and ``detail``.
    """

    def __init__(self, status, code, detail, errors=()):
        super().__init__(detail)
        self.status = status
        self.code = code
        self.errors = list(errors)


class JobFailed(OddboardError):
    """An import, run, sweep or scoring ended without success. ``state`` is its state, ``answer`` all that is known."""

    def __init__(self, message, state, answer):
        super().__init__(message)
        self.state = state
        self.answer = answer
