#!/usr/bin/env python3
"""Measures the import of regulations with the real encoder: passages per minute, size, and what a kill costs.

Usage: bench_import.py BINARY MODELS_DIR DIRECTORY [LAW,LAW...]
Without laws the whole directory is imported, which takes a long time for all federal laws.
"""
import os
import re
import subprocess
import sys
import tempfile
import time

SECONDS_BEFORE_THE_KILL = 10


def size_bytes(folder):
    return sum(os.stat(os.path.join(place, name)).st_blocks * 512
               for place, _, names in os.walk(folder) for name in names)


def main():
    binary, models, directory = sys.argv[1:4]
    laws = ["--law", sys.argv[4]] if len(sys.argv) > 4 else []
    with tempfile.TemporaryDirectory() as data:
        command = [binary, "--data-directory", data, "--models-directory", models]
        importing = [*command, "regulations", "import", directory, *laws]
        first = subprocess.Popen(importing, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(SECONDS_BEFORE_THE_KILL)
        first.kill()
        first.wait()
        begun = time.monotonic()
        answer = subprocess.run(importing, check=True, capture_output=True, text=True).stdout
        seconds = time.monotonic() - begun
        added, unchanged, _ = map(int, re.findall(r"\d+", answer))
        print(f"import killed after {SECONDS_BEFORE_THE_KILL} s: {unchanged} passages were kept, {added} were left to do")
        print(f"import: {added * 60 / seconds:.0f} passages a minute (start and model included, {seconds:.1f} s), "
              f"{added + unchanged} passages, {size_bytes(data) / 2**20:.1f} MiB on disk")
        again = subprocess.run(importing, check=True, capture_output=True, text=True).stdout
        assert again.startswith("0 added"), again
        listed = subprocess.run([*command, "regulations", "list"], check=True, capture_output=True, text=True).stdout
        total = sum(int(line.split()[-1]) for line in listed.splitlines())
        assert total == added + unchanged, (total, added, unchanged)
        print("import again: nothing to do, nothing double")


if __name__ == "__main__":
    main()
