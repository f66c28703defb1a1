#!/usr/bin/env python3
"""Measures in a browser how soon the workbench answers, with many cases in the queue and a case of forty pages open.

Usage: bench_queue.py BINARY MODELS_DIR FORM.pdf [CASES …]
For each number of cases (5000 and 100000 unless told) a server on loopback with fresh data in a temporary folder;
what is done there stands in web/e2e/bench-queue.mjs.
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench_server import machine
from server_process import PASSWORD, Server

WEB = Path(__file__).resolve().parent.parent / "web"


def measure(binary, models, form, cases):
    with tempfile.TemporaryDirectory() as data:
        server = Server(binary, models, data)
        server.add_user("clerk", "clerk")
        server.command("generate-cases", str(cases))
        server.start()
        try:
            environment = {**os.environ, "AKTENLAGE_BASE": f"http://127.0.0.1:{server.port}",
                           "AKTENLAGE_CLERK": f"clerk:{PASSWORD}", "AKTENLAGE_PDF": os.path.abspath(form)}
            subprocess.run(["node", "e2e/bench-queue.mjs"], cwd=WEB, env=environment, check=True)
        finally:
            server.stop()
        machine()


def main():
    binary, models, form, *counts = sys.argv[1:]
    for cases in counts or ("5000", "100000"):
        measure(binary, models, form, int(cases))


if __name__ == "__main__":
    main()
