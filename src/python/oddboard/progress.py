"""Progress of what takes longer than a moment."""

import sys
import time


class Quiet:
    """Shows nothing."""

    def show(self, what, done, total):
        """``done`` of ``total`` steps or bytes; ``total`` is 0 while it is not known."""

    def end(self):
        """Nothing more comes."""


class Bar(Quiet):
    """One line that is drawn again and again on a terminal; elsewhere one line for each tenth."""

    WIDTH = 30

    def __init__(self, out=None):
        self._out = out or sys.stderr
        self._terminal = hasattr(self._out, "isatty") and self._out.isatty()
        self._last = None
        self._drawn = 0.0

    def show(self, what, done, total):
        share = min(max(done / total, 0.0), 1.0) if total else 0.0
        step = (what, int(share * 10))
        if self._terminal:
            now = time.monotonic()
            if step == self._last and now - self._drawn < 0.1:
                return
            self._drawn = now
            full = int(share * self.WIDTH)
            self._out.write(
                "\r\x1b[K%s [%s%s] %3d %%" % (what, "#" * full, "." * (self.WIDTH - full), int(share * 100))
            )
        elif step != self._last:
            self._out.write("%s: %d %%\n" % (what, int(share * 100)))
        self._last = step
        self._out.flush()

    def end(self):
        if self._terminal and self._last is not None:
            self._out.write("\n")
            self._out.flush()
        self._last = None
