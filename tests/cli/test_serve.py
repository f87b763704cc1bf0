"""`standoff serve` as a person starts it: an address on stdout that answers, and a clean end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request


def test_the_printed_address_answers_and_ctrl_c_ends_it(tmp_path):
    words = [sys.executable, "-m", "standoff", "serve", str(tmp_path)]
    desk = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        address = desk.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), desk.stderr.read()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(address, timeout=30) as page:
            assert page.status == 200
            assert b"<html" in page.read()
        desk.send_signal(signal.SIGINT)
        assert desk.wait(timeout=30) in (0, 130)
    finally:
        desk.kill()
        desk.communicate()
