"""The real server as a child process on loopback, with one signed-in person: for measurements and trials."""
import http.client
import json
import re
import socket
import subprocess
import time
import urllib.parse
import uuid

PASSWORD = "measure-measure-1"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, binary, models, data, environment=None):
        self.port = free_port()
        self.environment = environment
        self.base = [binary, "--data-directory", data, "--models-directory", models, "--listen", f"127.0.0.1:{self.port}"]
        self.cookie = self.csrf = None

    def command(self, *arguments, text=None):
        subprocess.run([*self.base, *arguments], input=text, text=True, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, env=self.environment)

    def add_user(self, name, role):
        self.command("users", "add", name, "--display-name", name.title(), "--role", role, text=PASSWORD + "\n")

    def start(self):
        begun = time.monotonic()
        self.process = subprocess.Popen([*self.base, "serve"], stderr=subprocess.DEVNULL, env=self.environment)
        while True:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}")
            try:
                if self.request("GET", "/healthz")[0] == 200:
                    return time.monotonic() - begun
            except OSError:
                pass
            time.sleep(0.005)

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def request(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
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

    def content(self, path):
        status, _, content = self.request("GET", path)
        assert status == 200, (path, status, content[:300])
        return content

    def json(self, path):
        return json.loads(self.content(path))

    def try_to_sign_in(self, name, password):
        self.cookie = self.csrf = None
        form = urllib.parse.urlencode({"username": name, "password": password, "ziel": "/eingang"})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        return self.request("POST", "/anmelden", form, headers)

    def sign_in(self, name):
        status, answer, content = self.try_to_sign_in(name, PASSWORD)
        assert status == 303, (status, content[:300])
        self.cookie = answer["Set-Cookie"].split(";")[0]
        self.csrf = self.json("/api/session")["csrf_token"]

    def wait_for_models(self):
        begun = time.monotonic()
        while self.json("/api/session")["assistance"]["models"] == "loading":
            time.sleep(0.02)
        return time.monotonic() - begun

    def upload(self, name, content):
        """Status and answer of one upload."""
        boundary = uuid.uuid4().hex
        head = (f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
                f"Content-Type: application/pdf\r\n\r\n").encode()
        body = head + content + f"\r\n--{boundary}--\r\n".encode()
        status, _, answer = self.request("POST", "/api/submissions", body,
                                         {"Content-Type": f"multipart/form-data; boundary={boundary}"})
        return status, json.loads(answer)

    def wait_until_processed(self, case):
        """The case as soon as the machine has finished with it, one way or the other."""
        while True:
            found = self.json(f"/api/cases/{case}")
            if found["processing"] in ("ready", "failed"):
                return found
            time.sleep(0.01)

    def resident_bytes(self, what="VmRSS"):
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(what + r":\s+(\d+)", status.read()).group(1)) * 1024
