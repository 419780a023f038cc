"""Against a running server: ODDBOARD_URL and ODDBOARD_TOKEN."""

import contextlib
import csv
import hashlib
import http.server
import io
import os
import re
import tempfile
import threading
import unittest
import uuid
import zipfile

from oddboard import Client, JobFailed, NotReachable, Quiet, Refused
from oddboard.cli import main
from oddboard.upload import Uploader

from . import drawn
from .cutting import Cutting

URL = os.environ.get("ODDBOARD_URL")


class Stop(Exception):
    pass


class StopsAt(Quiet):
    """Ends an upload in its middle, as a closed laptop does."""

    def __init__(self, offset):
        self.offset = offset
        self.seen = []

    def show(self, what, done, total):
        self.seen.append(done)
        if self.offset is not None and done >= self.offset:
            raise Stop()


@unittest.skipUnless(URL, "ODDBOARD_URL and ODDBOARD_TOKEN name no server")
class ServerTest(unittest.TestCase):
    def setUp(self):
        self.client = Client(poll=0.2)
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = temporary.name

    def new_dataset(self):
        return self.client.dataset("python " + uuid.uuid4().hex[:12])

    def stored(self, dataset):
        return {found["filename"]: found for found in self.client.http.pages("/datasets/%s/uploads" % dataset)}

    def big_file(self, size=3_000_000):
        path = os.path.join(self.folder, "big.zip")
        with open(path, "wb") as file:
            file.write(os.urandom(size))
        with open(path, "rb") as file:
            return path, hashlib.sha256(file.read()).hexdigest()

    def run_cli(self, *args):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(list(args))
        return status, out.getvalue(), err.getvalue()

    def test_from_a_folder_to_the_scores_of_new_images_by_the_command_line(self):
        name = "python " + uuid.uuid4().hex[:12]
        images = drawn.folder(os.path.join(self.folder, "images"))
        status, out, err = self.run_cli("--json", "import", name, images)
        self.assertEqual(status, 0, err)
        dataset = self.client.dataset(name)
        version = next(self.client.http.pages("/datasets/%s/versions" % dataset["id"]))
        self.assertEqual((version["trainCount"], version["testCount"], version["anomalyCount"]), (24, 12, 6))
        status, out, err = self.run_cli("--quiet", "run", version["id"], "patches", "-s", "head=gauss", "--tag", "py")
        self.assertEqual(status, 0, err)
        status, out, err = self.run_cli("board", version["id"], "--csv")
        board = list(csv.DictReader(io.StringIO(out)))
        self.assertEqual(len(board), 1)
        self.assertGreater(float(board[0]["auroc"]), 0.9)
        run = board[0]["id"]
        model = "m" + uuid.uuid4().hex[:12]
        status, out, err = self.run_cli("register", run, model, "--budget", "0.1", "--alias", "champion")
        self.assertEqual(status, 0, err)
        fresh = os.path.join(self.folder, "fresh")
        os.mkdir(fresh)
        for i, anomalous in enumerate((False, True)):
            with open(os.path.join(fresh, "%d.png" % i), "wb") as file:
                file.write(drawn.part(5000 + i, anomalous))
        scores = os.path.join(self.folder, "scores.csv")
        status, out, err = self.run_cli("--quiet", "score", model + "@champion", fresh, "-o", scores)
        self.assertEqual(status, 0, err)
        with open(scores, encoding="utf-8") as file:
            rows = {os.path.basename(row["file"]): row for row in csv.DictReader(file)}
        self.assertLess(float(rows["0.png"]["score"]), float(rows["1.png"]["score"]))
        self.assertEqual(rows["1.png"]["flagged"], "1")
        bundle = os.path.join(self.folder, "bundle.zip")
        status, out, err = self.run_cli("--quiet", "bundle", model + "/1", bundle)
        self.assertEqual(status, 0, err)
        with zipfile.ZipFile(bundle) as packed:
            self.assertIsNone(packed.testzip())
            self.assertTrue(any(entry.endswith(".onnx") for entry in packed.namelist()))
        status, out, err = self.run_cli("--quiet", "scores", run, scores)
        self.assertEqual(status, 0, err)
        with open(scores, encoding="utf-8") as file:
            self.assertEqual(len(list(csv.DictReader(file))), 12)

    def test_a_sweep_ends_with_its_combinations(self):
        dataset = self.new_dataset()["id"]
        version = self.client.import_version(dataset, drawn.folder(os.path.join(self.folder, "images")))
        sweep = self.client.sweep([version["id"]], ["patches"], {"head": {"values": ["gauss", "knn"]}}, seeds=[1])
        self.assertEqual(sweep["counts"]["succeeded"], 2)
        self.assertEqual({one["settings"]["head"] for one in sweep["combinations"]}, {"gauss", "knn"})

    def test_an_upload_survives_broken_connections(self):
        path, sha256 = self.big_file()
        dataset = self.new_dataset()["id"]
        with Cutting(URL, 3, 700_000, "request") as proxy:
            client = Client(proxy.url)
            Uploader(client.http, dataset, Quiet(), piece=1_000_000, sleep=lambda seconds: None).file(path)
            self.assertEqual(proxy.made, 3)
        self.assertEqual(self.stored(dataset)["big.zip"]["sha256"], sha256)

    def test_an_upload_goes_on_where_an_earlier_one_ended(self):
        path, sha256 = self.big_file()
        dataset = self.new_dataset()["id"]
        with self.assertRaises(Stop):
            Uploader(self.client.http, dataset, StopsAt(2_000_000), piece=1_000_000).file(path)
        again = StopsAt(None)
        Uploader(self.client.http, dataset, again, piece=1_000_000).file(path)
        self.assertEqual(again.seen[0], 2_000_000)
        self.assertEqual(self.stored(dataset)["big.zip"]["sha256"], sha256)

    def test_another_file_of_the_same_name_and_size_is_not_joined(self):
        path, _ = self.big_file()
        dataset = self.new_dataset()["id"]
        with self.assertRaises(Stop):
            Uploader(self.client.http, dataset, StopsAt(2_000_000), piece=1_000_000).file(path)
        path, sha256 = self.big_file()
        whole = Uploader(self.client.http, dataset, Quiet(), piece=1_000_000).file(path)
        found = [u for u in self.client.http.pages("/datasets/%s/uploads" % dataset) if u["id"] == whole]
        self.assertEqual(found[0]["sha256"], sha256)

    def test_a_lost_answer_makes_nothing_twice(self):
        name = "python " + uuid.uuid4().hex[:12]
        with Cutting(URL, 1, 0, "answer") as proxy:
            made = Client(proxy.url).call("POST", "/datasets", {"name": name, "description": ""})
            self.assertEqual(proxy.made, 1)
        self.assertEqual([d["id"] for d in self.client.datasets() if d["name"] == name], [made["id"]])

    def test_refusals_are_one_sentence_with_a_code(self):
        with self.assertRaises(Refused) as caught:
            self.client.call("GET", "/runs/999999999")
        self.assertEqual((caught.exception.status, caught.exception.code), (404, "NOT_FOUND"))
        status, out, err = self.run_cli("run", "999999999", "conv")
        self.assertEqual((status, out), (1, ""))
        self.assertEqual(err.count("\n"), 1)
        self.assertTrue(err.startswith("oddboard: "))
        with self.assertRaises(Refused) as caught:
            Client(URL, "wrong-token").call("GET", "/datasets")
        self.assertEqual(caught.exception.status, 401)

    def test_a_failed_import_says_why(self):
        images = drawn.folder(os.path.join(self.folder, "images"), 3, 1, 1)
        with open(os.path.join(images, "train", "good", "broken.png"), "wb") as file:
            file.write(drawn.part(7, False)[:100])
        with self.assertRaises(JobFailed) as caught:
            self.client.import_version(self.new_dataset()["id"], images)
        self.assertEqual(caught.exception.state, "FAILED")
        self.assertIn("broken.png", str(caught.exception))

    @unittest.skipUnless(os.path.isfile("docs/python.md"), "the documents are not here")
    def test_the_example_of_the_documents(self):
        with open("docs/python.md", encoding="utf-8") as file:
            code = re.search(r"```python\n(.*?)```", file.read(), re.DOTALL).group(1)
        drawn.folder(os.path.join(self.folder, "photos"))
        drawn.folder(os.path.join(self.folder, "new"), 2, 1, 1)
        name = "python " + uuid.uuid4().hex[:12]
        model = "m" + uuid.uuid4().hex[:12]
        code = code.replace('"Caps"', repr(name)).replace('"caps', '"' + model)
        here = os.getcwd()
        self.addCleanup(os.chdir, here)
        os.chdir(self.folder)
        out = io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            exec(compile(code, "docs/python.md", "exec"), {})
        self.assertIn("patches", out.getvalue())
        with open("scores.csv", encoding="utf-8") as file:
            self.assertEqual(len(list(csv.DictReader(file))), 4)

    def test_a_token_never_follows_a_redirect(self):
        seen = []

        class Elsewhere(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                seen.append(self.path)
                self.send_response(302)
                self.send_header("Location", "http://127.0.0.1:%d/elsewhere" % self.server.server_address[1])
                self.end_headers()

            def log_message(self, *_):
                pass

        with http.server.HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            with self.assertRaisesRegex(Refused, "moved to"):
                Client("http://127.0.0.1:%d" % server.server_address[1], "secret").call("GET", "/datasets")
            server.shutdown()
        self.assertEqual(seen, ["/api/v1/datasets"])

    def test_a_server_that_is_not_there_is_named(self):
        client = Client("http://127.0.0.1:9", "secret")
        client.http._sleep = lambda seconds: None
        with self.assertRaisesRegex(NotReachable, "http://127.0.0.1:9 gives no answer"):
            client.call("GET", "/datasets")
