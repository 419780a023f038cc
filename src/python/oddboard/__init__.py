"""Client of an Oddboard server: upload images, train detectors, read boards, score new images.

Only Python's standard library is needed (Python 3.9 or newer). The address and the token come from
``ODDBOARD_URL`` and ``ODDBOARD_TOKEN`` or from the arguments of :class:`Client`.
"""

from .client import Client
from .errors import JobFailed, NotReachable, OddboardError, Refused
from .progress import Bar, Quiet

__all__ = ["Bar", "Client", "JobFailed", "NotReachable", "OddboardError", "Quiet", "Refused"]
__version__ = "1.0.0"
