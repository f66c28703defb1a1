#!/usr/bin/env python3
"""Measures the running system: start, upload to ready, memory, API reads with many cases. Prints medians and p95.

Usage: bench_server.py BINARY MODELS_DIR FORM.pdf [CASES]
Every figure comes from repeated requests to a real server process on loopback with data in a temporary folder.
"""
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import uuid

PASSWORD = "measure-measure-1"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, binary, models, data):
        self.port = free_port()
        self.base = [binary, "--data-directory", data, "--models-directory", models, "--listen", f"127.0.0.1:{self.port}"]
        self.cookie = self.csrf = None

    def command(self, *arguments, text=None):
        subprocess.run([*self.base, *arguments], input=text, text=True, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)

    def start(self):
        begun = time.monotonic()
        self.process = subprocess.Popen([*self.base, "serve"], stderr=subprocess.DEVNULL)
        while True:
            try:
                if self.request("GET", "/healthz")[0] == 200:
                    return time.monotonic() - begun
            except OSError:
                pass
            time.sleep(0.005)

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = dict(headers or {})
        if self.cookie:
            headers["Cookie"] = self.cookie
        if self.csrf:
            headers["X-CSRF-Token"] = self.csrf
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, answer.headers, content

    def json(self, path):
        status, _, content = self.request("GET", path)
        assert status == 200, (path, status, content[:300])
        return json.loads(content)

    def sign_in(self, name):
        form = urllib.parse.urlencode({"username": name, "password": PASSWORD, "ziel": "/eingang"})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        status, answer, content = self.request("POST", "/anmelden", form, headers)
        assert status == 303, (status, content[:300])
        self.cookie = answer["Set-Cookie"].split(";")[0]
        self.csrf = self.json("/api/session")["csrf_token"]

    def wait_for_models(self):
        begun = time.monotonic()
        while self.json("/api/session")["assistance"]["models"] == "loading":
            time.sleep(0.02)
        return time.monotonic() - begun

    def upload_until_ready(self, path):
        boundary = uuid.uuid4().hex
        with open(path, "rb") as file:
            content = file.read()
        # A different original every time, or the second upload would be a known one.
        content += f"\n% {boundary}\n".encode()
        body = (f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="antrag.pdf"\r\n'
                f"Content-Type: application/pdf\r\n\r\n").encode() + content + f"\r\n--{boundary}--\r\n".encode()
        begun = time.monotonic()
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        status, _, answer = self.request("POST", "/api/submissions", body, headers)
        assert status == 201, (status, answer[:300])
        case = json.loads(answer)["case_id"]
        while True:
            found = self.json(f"/api/cases/{case}")
            if found["processing"] in ("ready", "failed"):
                assert found["processing"] == "ready", found
                return time.monotonic() - begun, case
            time.sleep(0.01)

    def resident_bytes(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) * 1024


def p95(values):
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]


def timed(server, path, rounds=100):
    for _ in range(5):
        server.json(path)
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        server.json(path)
        times.append((time.perf_counter() - begun) * 1000)
    return times


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    print(f"machine: {model}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")


def main():
    binary, models, form = sys.argv[1:4]
    cases = int(sys.argv[4]) if len(sys.argv) > 4 else 10_000
    machine()
    with tempfile.TemporaryDirectory() as data:
        server = Server(binary, models, data)
        server.command("users", "add", "clerk", "--display-name", "Clerk", "--role", "clerk", text=PASSWORD + "\n")
        server.command("regulations", "import")
        server.start()
        server.sign_in("clerk")
        server.wait_for_models()
        server.upload_until_ready(form)
        ready = [server.upload_until_ready(form)[0] for _ in range(7)]
        print(f"upload to ready, {os.path.basename(form)}: median {statistics.median(ready):.2f} s, "
              f"largest {max(ready):.2f} s, n = {len(ready)} (target 3 s)")
        print(f"resident memory with models: {server.resident_bytes() / 2**20:.0f} MiB (target 1229 MiB)")
        case = server.upload_until_ready(form)[1]
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
        paths = ["/api/cases?view=all&sort=due", "/api/cases?view=missing&sort=received&direction=desc&offset=4000",
                 "/api/cases?view=all&q=hub", "/api/cases?view=all&service=housing_benefit_rent", f"/api/cases/{case}",
                 f"/api/cases/{case}/fields", f"/api/cases/{case}/completeness", f"/api/cases/{case}/legal-bases",
                 f"/api/cases/{case}/open-points", f"/api/cases/{case}/history", "/api/session", "/api/services"]
        for path in paths:
            times = timed(server, path)
            print(f"  p50 {statistics.median(times):6.1f}  p95 {p95(times):6.1f}  {path.replace(case, '{id}')}")
        server.stop()


if __name__ == "__main__":
    main()
