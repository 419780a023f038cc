"""What needs no server."""

import io
import os
import tempfile
import unittest
import zipfile

from oddboard import Bar, Client, OddboardError, Quiet, upload
from oddboard.cli import _settings

from . import drawn


class FilesTest(unittest.TestCase):
    def test_a_folder_becomes_the_same_archive_again(self):
        with tempfile.TemporaryDirectory() as folder:
            drawn.folder(folder, 2, 1, 1)
            open(os.path.join(folder, ".hidden"), "wb").close()
            os.mkdir(os.path.join(folder, ".git"))
            with open(os.path.join(folder, ".git", "x.png"), "wb") as file:
                file.write(b"x")
            first, second = io.BytesIO(), io.BytesIO()
            self.assertEqual(upload.pack(folder, first, Quiet()), 4)
            for root, _, names in os.walk(folder):
                for name in names:
                    os.utime(os.path.join(root, name), (0, 0))
            upload.pack(folder, second, Quiet())
            self.assertEqual(first.getvalue(), second.getvalue())
            with zipfile.ZipFile(first) as archive:
                self.assertEqual(
                    archive.namelist(),
                    ["test/good/000.png", "test/spot/000.png", "train/good/000.png", "train/good/001.png"],
                )
                self.assertEqual(archive.read("test/spot/000.png"), drawn.part(2000, True))

    def test_an_empty_folder_is_refused_by_name(self):
        with tempfile.TemporaryDirectory() as folder:
            with self.assertRaisesRegex(OddboardError, "The folder .* has no files"):
                upload.files_of(folder)

    def test_settings_are_numbers_words_and_flags(self):
        self.assertEqual(
            _settings(["epochs=20", "head=gauss", "flip=true", "name=a=b"]),
            {"epochs": 20, "head": "gauss", "flip": True, "name": "a=b"},
        )
        with self.assertRaisesRegex(OddboardError, "NAME=VALUE"):
            _settings(["epochs"])

    def test_progress_off_a_terminal_is_a_line_each_tenth(self):
        out = io.StringIO()
        bar = Bar(out)
        for i in range(101):
            bar.show("Run 1", i, 100)
        bar.end()
        self.assertEqual(out.getvalue().count("\n"), 11)
        self.assertNotIn("\r", out.getvalue())

    def test_tokens_and_addresses_are_checked_before_a_call(self):
        for url, token in (("localhost:8080", "t"), ("http://localhost", "a b"), ("http://localhost", "a\nb")):
            with self.assertRaises(OddboardError):
                Client(url, token)
