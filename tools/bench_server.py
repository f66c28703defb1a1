#!/usr/bin/env python3
"""Measures the running system: start, upload to ready, memory, API reads with many cases. Prints medians and p95.

Usage: bench_server.py BINARY MODELS_DIR FORM.pdf [CASES [LAWS_DIR [LAW,LAW,…]]]
The guidance that ships is imported always, and of the laws in LAWS_DIR those named, or all of them. Every figure comes from repeated requests to a real server process on loopback with data in a temporary folder.
"""
import os
import statistics
import sys
import tempfile
import time
import uuid

from server_process import Server

def upload_until_ready(server, path):
    """Seconds from the first byte sent until the case is ready for review, and the case."""
    with open(path, "rb") as file:
        content = file.read()
    # A different original every time, or the second upload would be a known one.
    content += f"\n% {uuid.uuid4().hex}\n".encode()
    begun = time.monotonic()
    status, answer = server.upload("antrag.pdf", content)
    assert status == 201, (status, answer)
    found = server.wait_until_processed(answer["case_id"])
    assert found["processing"] == "ready", found
    return time.monotonic() - begun, answer["case_id"]


def p95(values):
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]


def timed(server, path, rounds=100):
    for _ in range(5):
        server.content(path)
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        server.content(path)
        times.append((time.perf_counter() - begun) * 1000)
    return times


def print_times(server, paths, ids):
    """A line for each path; the slowest p95 of them."""
    slowest = 0
    for path in paths:
        times = timed(server, path)
        for known in ids:
            path = path.replace(known, "{id}")
        print(f"  p50 {statistics.median(times):6.1f}  p95 {p95(times):6.1f}  {path}")
        slowest = max(slowest, p95(times))
    return slowest


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    print(f"machine: {model}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")


def main():
    binary, models, form = sys.argv[1:4]
    cases = int(sys.argv[4]) if len(sys.argv) > 4 else 10_000
    laws = [*sys.argv[5:6], *(f"--law={names}" for names in sys.argv[6:7] if names)]
    machine()
    with tempfile.TemporaryDirectory() as data:
        server = Server(binary, models, data)
        server.add_user("clerk", "clerk")
        server.add_user("supervisor", "supervisor")
        server.command("regulations", "import", *laws)
        server.start()
        server.sign_in("clerk")
        server.wait_for_models()
        upload_until_ready(server, form)
        ready = [upload_until_ready(server, form)[0] for _ in range(7)]
        print(f"upload to ready, {os.path.basename(form)}: median {statistics.median(ready):.2f} s, "
              f"largest {max(ready):.2f} s, n = {len(ready)} (target 3 s)")
        print(f"resident memory with models: {server.resident_bytes() / 2**20:.0f} MiB (target 1229 MiB)")
        case = upload_until_ready(server, form)[1]
        server.stop()
        server.command("generate-cases", str(cases))
        starts = []
        for _ in range(5):
            starts.append(server.start())
            server.stop()
        print(f"server start with {cases} cases: median {statistics.median(starts):.2f} s, "
              f"largest {max(starts):.2f} s, n = {len(starts)} (target 3 s)")
        server.start()
        loading = server.wait_for_models()
        print(f"models loaded {loading:.2f} s after the first answer")
        print(f"API reads with {cases} cases on SQLite, milliseconds (target p95 50):")
        document = server.json(f"/api/cases/{case}")["documents"][0]["id"]
        of_clerks = ["/api/cases?view=all&sort=due", "/api/cases?view=missing&sort=received&direction=desc&offset=4000",
                 "/api/cases?view=mine", "/api/cases?view=awaiting&sort=received", "/api/cases?view=snoozed",
                 "/api/filters",
                 "/api/cases?view=all&q=hub", "/api/cases?view=all&service=housing_benefit_rent", f"/api/cases/{case}",
                 f"/api/cases/{case}/fields", f"/api/cases/{case}/completeness", f"/api/cases/{case}/legal-bases",
                 f"/api/cases/{case}/open-points", f"/api/cases/{case}/history", "/api/session", "/api/services",
                 "/api/regulations?q=Nachweis%20der%20Miete", f"/api/documents/{document}/pages/1/words",
                 f"/api/documents/{document}/pages/1/marks", f"/api/documents/{document}/pages/1/1600.webp"]
        slowest = print_times(server, of_clerks, (case, document))
        server.sign_in("supervisor")
        of_supervisors = ["/api/audit", "/api/suggestions", "/api/suggestions?outcome=open", "/api/suggestions?offset=60000",
                          "/api/suggestions?outcome=rejected", f"/api/suggestions?case={case}", "/api/models"]
        slowest = max(slowest, print_times(server, of_supervisors, ()))
        print(f"slowest of {len(of_clerks) + len(of_supervisors)}: p95 {slowest:.1f}")
        server.stop()


if __name__ == "__main__":
    main()
