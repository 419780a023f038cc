"""HTTP as the server speaks it: JSON, problems, pages, and tries that can't do a thing twice."""

import http.client
import json
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

from .errors import NotReachable, OddboardError, Refused

TRIES = 5
PASSING = (429, 502, 503, 504)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token to another address."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        return None


class Http:
    """Calls below ``<url>/api/v1`` with a token. Calls that change something carry a key, so that a second try after a
    broken connection is answered like the first and nothing is done twice."""

    def __init__(self, url, token, timeout, sleep=time.sleep):
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise OddboardError('"%s" is no address of a server; it begins with http:// or https://.' % url)
        if not token or any(ord(c) <= 32 or ord(c) > 126 for c in token):
            raise OddboardError("The token is missing or has spaces; make one on the account page of the server.")
        self.root = "%s://%s" % (parts.scheme, parts.netloc)
        self.base = url.rstrip("/") + "/api/v1"
        self._token = token
        self._timeout = timeout
        self._sleep = sleep
        self._opener = urllib.request.build_opener(_NoRedirect())

    def json(self, method, path, body=None):
        """The answer to a call as Python values; None where it has no body."""
        headers = {"Accept": "application/json"}
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        if method == "POST":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        with self.open(method, path, data, headers) as answer:
            text = answer.read()
        return json.loads(text) if text.strip() else None

    def pages(self, path, **query):
        """All items of a list, page by page."""
        query = {name: value for name, value in query.items() if value is not None}
        while True:
            page = self.json("GET", path + ("?" + urllib.parse.urlencode(query) if query else ""))
            yield from page["items"]
            if not page.get("next"):
                return
            query["cursor"] = page["next"]

    def download(self, path, out):
        """Writes the body of the answer to a binary file object and returns the status."""
        with self.open("GET", path, None, {}) as answer:
            while True:
                piece = answer.read(1 << 20)
                if not piece:
                    return answer.status
                out.write(piece)

    def open(self, method, path, data, headers, tries=TRIES):
        """The open answer of a call; raises :class:`Refused` or :class:`NotReachable`."""
        address = path if path.startswith("http") else self.base + path
        for left in range(tries - 1, -1, -1):
            request = urllib.request.Request(address, data=data, method=method, headers=dict(headers))
            request.add_header("Authorization", "Bearer " + self._token)
            request.add_header("User-Agent", "oddboard-python")
            try:
                return self._opener.open(request, timeout=self._timeout)
            except urllib.error.HTTPError as error:
                with error:
                    refused = _refused(error, address)
                if error.code not in PASSING or left == 0:
                    raise refused from None
                pause = _seconds(error.headers.get("Retry-After"), tries - left)
            except (urllib.error.URLError, http.client.HTTPException, socket.timeout, OSError) as error:
                if left == 0:
                    raise NotReachable(
                        "%s gives no answer (%s); check the address and the network." % (self.root, _reason(error))
                    ) from None
                pause = _seconds(None, tries - left)
            self._sleep(pause)
        raise AssertionError("not reached")


def _seconds(retry_after, attempt):
    try:
        return min(max(float(retry_after), 0.0), 60.0)
    except (TypeError, ValueError):
        return 0.5 * 2 ** (attempt - 1)


def _reason(error):
    return getattr(error, "reason", None) or str(error) or type(error).__name__


def _refused(error, address):
    if 300 <= error.code < 400:
        return Refused(
            error.code, "", "%s moved to %s; use that address." % (address, error.headers.get("Location", "nowhere"))
        )
    try:
        problem = json.loads(error.read(1 << 20))
        return Refused(error.code, problem["code"], problem["detail"], problem.get("errors", ()))
    except (ValueError, KeyError, TypeError, OSError, http.client.HTTPException):
        return Refused(error.code, "", "%s answered with status %d." % (address, error.code))
