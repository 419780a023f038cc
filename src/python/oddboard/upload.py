"""Files on their way to the server: folders become one archive, and all go up in pieces that can be sent again."""

import base64
import hashlib
import http.client
import os
import tempfile
import time
import urllib.parse
import zipfile

from .errors import NotReachable, OddboardError, Refused

PIECE = 16 << 20
IGNORED = {"Thumbs.db", "desktop.ini"}
PACKED = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst")


def is_archive(path):
    """Whether the file's name is that of an archive."""
    return path.lower().endswith(PACKED)


def files_of(folder):
    """Relative paths with ``/`` of all files of a folder, sorted; hidden ones are left out."""
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            path = os.path.join(root, name)
            if not name.startswith(".") and name not in IGNORED and os.path.isfile(path):
                found.append(os.path.relpath(path, folder).replace(os.sep, "/"))
    if not found:
        raise OddboardError("The folder %s has no files." % folder)
    return sorted(found)


def pack(folder, out, progress):
    """Writes a ZIP of the folder's files to a binary file object, stored as they are; the same files give the same
    bytes, so that a broken upload can be resumed."""
    names = files_of(folder)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for i, name in enumerate(names):
            progress.show("Packing", i, len(names))
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            with open(os.path.join(folder, *name.split("/")), "rb") as file, archive.open(
                entry, "w", force_zip64=os.path.getsize(file.name) >= 1 << 31
            ) as to:
                while True:
                    piece = file.read(1 << 20)
                    if not piece:
                        break
                    to.write(piece)
    progress.show("Packing", len(names), len(names))
    return len(names)


class Uploader:
    """Sends files to one data set by the tus protocol 1.0.0 (core, creation, checksum)."""

    def __init__(self, http, dataset, progress, piece=PIECE, sleep=time.sleep):
        self._http = http
        self._dataset = dataset
        self._progress = progress
        self._piece = piece
        self._sleep = sleep

    def folder(self, path):
        """Packs a folder and sends it; the upload's id."""
        name = os.path.basename(os.path.abspath(path)) + ".zip"
        with tempfile.TemporaryFile() as packed:
            pack(path, packed, self._progress)
            return self.send(name, packed)

    def file(self, path):
        """Sends a file as it is; the upload's id."""
        with open(path, "rb") as file:
            return self.send(os.path.basename(path), file)

    def send(self, name, file):
        """Sends an open binary file; what an earlier try left at the server is not sent again. The upload's id."""
        size = file.seek(0, os.SEEK_END)
        if size == 0:
            raise OddboardError("%s is empty." % name)
        fingerprint = _fingerprint(file, size)
        address, offset = self._begun(name, size, fingerprint) or (self._begin(name, size, fingerprint), 0)
        failures = 0
        while True:
            self._progress.show("Uploading " + name, offset, size)
            file.seek(offset)
            piece = file.read(self._piece)
            try:
                headers = self._add(address, offset, piece)
            except (NotReachable, http.client.HTTPException) as error:
                failures += 1
                if failures > 8:
                    raise NotReachable("The connection broke again and again: %s" % error) from None
                self._sleep(min(0.5 * 2**failures, 30))
                headers = self._head(address)
            except Refused as refused:
                # Another place than the server's, or a piece that was damaged on its way: it knows where to go on.
                if (refused.status not in (409, 429, 460) and refused.status < 500) or failures > 8:
                    raise
                failures += 1
                self._sleep(min(0.5 * 2**failures, 30))
                headers = self._head(address)
            upload = headers.get("Oddboard-Upload")
            if upload:
                self._progress.show("Uploading " + name, size, size)
                self._progress.end()
                return upload
            now = int(headers["Upload-Offset"])
            failures = 0 if now > offset else failures
            offset = now

    def _call(self, method, address, data=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers["Tus-Resumable"] = "1.0.0"
        with self._http.open(method, address, data, headers, tries=1 if method == "PATCH" else 5) as answer:
            return answer.headers

    def _begun(self, name, size, fingerprint):
        for found in self._http.pages("/datasets/%s/uploads" % self._dataset, limit=1000):
            if found.get("link") and found["filename"] == name and found["size"] == size:
                headers = self._head(self._http.root + found["link"])
                if _word(headers.get("Upload-Metadata", ""), "fingerprint") == fingerprint:
                    return self._http.root + found["link"], int(headers["Upload-Offset"])
        return None

    def _begin(self, name, size, fingerprint):
        headers = self._call(
            "POST",
            "/datasets/%s/uploads/tus" % self._dataset,
            Upload_Length=str(size),
            Upload_Metadata="filename %s,fingerprint %s" % (_base64(name), _base64(fingerprint)),
        )
        return urllib.parse.urljoin(self._http.root, headers["Location"])

    def _add(self, address, offset, piece):
        return self._call(
            "PATCH",
            address,
            piece,
            Upload_Offset=str(offset),
            Content_Type="application/offset+octet-stream",
            Upload_Checksum="sha256 " + base64.b64encode(hashlib.sha256(piece).digest()).decode(),
        )

    def _head(self, address):
        return self._call("HEAD", address)


def _fingerprint(file, size):
    """Of the whole content: a file that was changed meanwhile is never joined to the beginning of the old one."""
    file.seek(0)
    digest = hashlib.sha256()
    while True:
        piece = file.read(1 << 20)
        if not piece:
            return "sha256:%s:%d" % (digest.hexdigest(), size)
        digest.update(piece)


def _base64(text):
    return base64.b64encode(text.encode()).decode()


def _word(metadata, name):
    for pair in metadata.split(","):
        parts = pair.strip().split(" ")
        if len(parts) == 2 and parts[0] == name:
            return base64.b64decode(parts[1]).decode("utf-8", "replace")
    return None
