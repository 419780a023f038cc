"""The calls of a day's work. Whatever has no method here is at :meth:`Client.call`."""

import os
import shutil
import tempfile
import time
import urllib.parse

from . import upload
from .errors import JobFailed, OddboardError
from .http import Http
from .progress import Quiet

ENDED = ("SUCCEEDED", "FAILED", "CANCELLED")


class Client:
    """One server, as one user. ``progress`` is a :class:`~oddboard.Bar`, or anything with its two methods."""

    def __init__(self, url=None, token=None, timeout=60, progress=None, poll=1.0):
        url = url or os.environ.get("ODDBOARD_URL")
        token = token or os.environ.get("ODDBOARD_TOKEN")
        if not url:
            raise OddboardError("The address of the server is missing; set ODDBOARD_URL.")
        if not token:
            raise OddboardError("The token is missing; make one on the account page and set ODDBOARD_TOKEN.")
        self.http = Http(url, token, timeout)
        self.progress = progress or Quiet()
        self._poll = poll

    def call(self, method, path, body=None):
        """Any call of the API, as ``call("GET", "/runs/12/roc")``: the answer as Python values."""
        return self.http.json(method, path, body)

    # Data

    def datasets(self):
        """All data sets that the user sees."""
        return self.http.pages("/datasets")

    def dataset(self, name, description=""):
        """The data set of this name; made if there is none."""
        for found in self.http.pages("/datasets"):
            if found["name"] == name:
                return found
        return self.call("POST", "/datasets", {"name": name, "description": description})

    def upload(self, dataset, path):
        """Sends a file, or a folder as one archive, and returns the id of the upload."""
        uploader = upload.Uploader(self.http, dataset, self.progress)
        if os.path.isdir(path):
            return uploader.folder(path)
        if not os.path.isfile(path):
            raise OddboardError("There is no file or folder %s." % path)
        return uploader.file(path)

    def import_version(self, dataset, archive=None, train=None, test=None, labels=None, masks=None, wait=True, **options):
        """A new version of a data set of an archive or folder, or of arrays (``train``, ``test``) with their labels.
        ``options`` are those of the call, such as ``holdOut=0.2`` or ``imageSize=128``."""
        roles = (("archive", archive), ("train", train), ("test", test), ("labels", labels), ("masks", masks))
        paths = [(role, path) for role, path in roles if path is not None]
        if not paths:
            raise OddboardError("Nothing to import: give a folder, an archive or arrays.")
        files = [{"role": role, "upload": self.upload(dataset, path)} for role, path in paths]
        queued = self.call("POST", "/datasets/%s/versions" % dataset, dict(options, files=files))
        return self.wait_version(queued["id"]) if wait else queued

    def wait_version(self, version):
        """Waits until the import has ended and returns the version with its report."""
        answer = self._poll_until(
            "/versions/%s" % version,
            lambda found: found["state"] != "IMPORTING",
            lambda found: ("Importing", self.call("GET", "/jobs/" + found["job"])["progress"]),
        )
        if answer["state"] != "READY":
            raise JobFailed("The import failed: %s" % _detail(answer), answer["state"], answer)
        return answer

    # Runs

    def run(self, version, detector, settings=None, wait=True, **more):
        """Starts a run; ``more`` are further fields, such as ``name``, ``tags``, ``seed`` or ``input``."""
        run = self.call("POST", "/runs", dict(more, version=str(version), detector=detector, settings=settings or {}))
        return self.wait_run(run["id"]) if wait else run

    def wait_run(self, run):
        """Waits until the run has ended; raises :class:`~oddboard.JobFailed` unless it succeeded."""
        return self._wait("Run %s" % run, "/runs/%s" % run)

    def sweep(self, versions, detectors, settings=None, seeds=(), wait=True, **more):
        """Starts a sweep. A setting is one value, ``{"values": [..]}``, or a range as in the API's description."""
        body = dict(
            more,
            versions=[str(version) for version in versions],
            detectors=list(detectors),
            settings=settings or {},
            seeds=list(seeds),
        )
        sweep = self.call("POST", "/sweeps", body)
        return self.wait_sweep(sweep["id"]) if wait else sweep

    def wait_sweep(self, sweep):
        """Waits until no run of the sweep is open, and returns it with its combinations."""
        answer = self._poll_until(
            "/sweeps/%s" % sweep,
            lambda found: found["state"] not in ("RUNNING", "PAUSED"),
            lambda found: ("Sweep %s" % sweep, _ended_runs(found["counts"])),
        )
        if answer["counts"]["succeeded"] == 0:
            raise JobFailed("No run of sweep %s succeeded." % sweep, answer["state"], answer)
        return answer

    def board(self, version):
        """The entries of a version's board, best first."""
        return list(self.http.pages("/versions/%s/leaderboard" % version))

    def scores(self, run, path):
        """Downloads a run's scores as CSV."""
        self._file("/runs/%s/scores.csv" % run, path)

    # Models

    def register(self, run, model, threshold=None, alias=None):
        """Makes a run a version of a model: of a new one, or the next of one that there is. ``threshold`` is a method
        with its parameters, as ``{"method": "quantile", "parameters": {"q": 0.99}}``; ``alias`` then points at it."""
        name = urllib.parse.quote(model, safe="")
        if any(found["name"] == model for found in self.http.pages("/models")):
            version = self.call("POST", "/models/%s/versions" % name, {"run": str(run)})
        else:
            version = self.call("POST", "/models", {"name": model, "run": str(run)})
        if threshold:
            self.call("POST", "/models/%s/thresholds" % name, dict(threshold, version=version["version"]))
        if alias:
            to = "/models/%s/aliases/%s" % (name, urllib.parse.quote(alias, safe=""))
            self.call("PUT", to, {"version": version["version"]})
        return version

    def score(self, model, paths, wait=True, **more):
        """Scores files and folders with a model (``caps@champion``, ``caps/3``) and returns the scoring."""
        name = model.split("@")[0].split("/")[0]
        dataset = self.call("GET", "/models/" + urllib.parse.quote(name, safe=""))["dataset"]
        uploads = [self.upload(dataset, path) for path in paths]
        scoring = self.call("POST", "/scorings", dict(more, model=model, uploads=uploads))
        return self.wait_scoring(scoring["id"]) if wait else scoring

    def wait_scoring(self, scoring):
        """Waits until the scoring has ended; raises :class:`~oddboard.JobFailed` unless it succeeded."""
        return self._wait("Scoring %s" % scoring, "/scorings/%s" % scoring)

    def scoring_scores(self, scoring, path):
        """Downloads the scores of a scoring as CSV: ID, score, calibrated, flagged, file."""
        self._file("/scorings/%s/scores.csv" % scoring, path)

    def bundle(self, model, version, path):
        """Downloads a model version with TorchScript, ONNX and its model card as ZIP, made now if it was not yet."""
        address = "/models/%s/versions/%s/export.zip" % (urllib.parse.quote(model, safe=""), version)
        while self._file(address, path) != 200:
            self.progress.show("Making the bundle", 0, 0)
            time.sleep(self._poll)
        self.progress.end()

    def _poll_until(self, path, is_ended, progress):
        """Asks until the answer has ended; ``progress`` gives a line's name, and ``done`` and ``total``."""
        answer = self.call("GET", path)
        while not is_ended(answer):
            what, steps = progress(answer)
            self.progress.show(what, steps["done"], steps["total"])
            time.sleep(self._poll)
            answer = self.call("GET", path)
        self.progress.end()
        return answer

    def _wait(self, what, path):
        answer = self._poll_until(
            path, lambda found: found["state"] in ENDED, lambda found: (what, found["progress"])
        )
        if answer["state"] != "SUCCEEDED":
            raise JobFailed("%s %s: %s" % (what, answer["state"].lower(), _detail(answer)), answer["state"], answer)
        return answer

    def _file(self, address, path):
        """Writes a file that appears whole, or not at all."""
        folder = os.path.dirname(os.path.abspath(path))
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".oddboard-", delete=False) as part:
            try:
                status = self.http.download(address, part)
                part.close()
                if status == 200:
                    umask = os.umask(0)
                    os.umask(umask)
                    os.chmod(part.name, 0o666 & ~umask)
                    shutil.move(part.name, path)
                return status
            finally:
                part.close()
                if os.path.exists(part.name):
                    os.remove(part.name)


def _ended_runs(counts):
    still = counts["waiting"] + counts["queued"] + counts["running"]
    return {"done": counts["all"] - still, "total": counts["all"]}


def _detail(answer):
    return (answer.get("error") or {}).get("detail", "no reason is stored.")
