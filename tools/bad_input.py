#!/usr/bin/env python3
"""Hands the running system what no office wishes for: each file gets its code, the original is kept, the next
application is processed as if nothing had been, and the audit chain holds.

Usage: bad_input.py BINARY MODELS_DIR SAMPLE.pdf
"""
import json
import os
import pty
import shlex
import subprocess
import sys
import tempfile
import termios
import time
import zlib

from server_process import PASSWORD, Server

MIB = 1024 * 1024
passed = failed = 0


def check(name, good, shown):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    print(f"{'ok' if good else 'FAILED':6} {name}: {shown}", flush=True)


def pdf(objects, trailer=b""):
    """A PDF of these objects; object 1 is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return (out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + table
            + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, trailer, start))


def stream(content, entries=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def pages(count, content):
    kids = b" ".join(b"%d 0 R" % (4 + page) for page in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R >>"
    return [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), content,
            *[page] * count]


def nested(depth):
    """A page whose drawing calls another ten times, which calls another ten times, and so on: time without memory."""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>"
    page = (b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R "
            b"/Resources << /XObject << /X 5 0 R >> >> >>")
    calls = [stream(b"/X Do " * 10, form % (6 + level)) for level in range(depth)]
    return [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>", stream(b"/X Do"), page,
            *calls, stream(b"", b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]")]


def bad_files(sample):
    locked = b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <%s> /U <%s> >> /ID [<00><00>]"
    return [
        ("not a PDF", "brief.pdf", b"Sehr geehrte Damen und Herren", {"unsupported_type"}),
        ("0 bytes", "leer.pdf", b"", {"empty_file"}),
        ("truncated", "halb.pdf", sample[: len(sample) // 2], {"partly_damaged", "damaged_file"}),
        ("no document inside", "kaputt.pdf", b"%PDF-1.7\nnothing\n%%EOF", {"damaged_file"}),
        ("password-protected", "geheim.pdf", pdf(pages(1, stream(b"")), locked % (b"41" * 32, b"42" * 32)),
         {"password_protected"}),
        ("5,000 pages", "lang.pdf", pdf(pages(5000, stream(b""))), {"too_many_pages"}),
        ("a reader that does not come to an end", "zaeh.pdf", pdf(nested(30)), {"reader_timeout"}),
        ("a stream that unpacks to 4 GiB", "bombe.pdf", pdf(pages(1, stream(bomb(), b"/Filter /FlateDecode"))),
         {"reader_crashed", "reader_timeout", "page_without_text"}),
    ]


def bomb():
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * 64 * MIB) for _ in range(64)) + packer.flush()


def processes_as_ever(server, sample):
    status, answer = server.upload("antrag.pdf", sample)
    found = server.wait_until_processed(answer["case_id"]) if status == 201 else {}
    return status == 201 and found["processing"] == "ready" and found["service"] is not None


def files(server, sample):
    for name, file_name, content, codes in bad_files(sample):
        status, answer = server.upload(file_name, content)
        found = server.wait_until_processed(answer["case_id"])
        document = found["documents"][0]
        issues = {issue["code"] for issue in document["issues"]}
        original = server.request("GET", f"/api/documents/{document['id']}/original")[2]
        check(name, status == 201 and codes & issues and original == content and found["processing"] == "ready",
              f"{status}, {', '.join(sorted(issues))}, original {'kept' if original == content else 'CHANGED'}")
    check("the next application", processes_as_ever(server, sample), "ready")


def large(server, sample):
    content = sample + b"\n%" + b"x" * (200_000_000 - len(sample) - 9) + b"\n%%EOF\n"
    status, answer = server.upload("gross.pdf", content)
    found = server.wait_until_processed(answer["case_id"])
    document = found["documents"][0]
    check("200 MB", status == 201 and document["size_bytes"] == len(content) and found["processing"] == "ready",
          f"{status}, {len(document['pages'])} pages, largest resident memory "
          f"{server.resident_bytes('VmHWM') // MIB} MiB")
    status, answer = server.upload("zu-gross.pdf", b"x" * (200 * MIB + 1))
    check("more than 200 MiB", status == 413 and answer["code"] == "file_too_large", f"{status}, {answer['code']}")


def people(server):
    status, _, page = server.try_to_sign_in("clerk", "wrong")
    check("wrong password", status == 401 and b'data-code="wrong_credentials"' in page and b"value=\"wrong\"" not in page,
          status)
    server.sign_in("data")
    status, _, answer = server.request("GET", "/api/cases")
    check("missing right", status == 403 and json.loads(answer)["code"] == "role_missing", answer.decode()[:60])
    server.sign_in("clerk")
    case = server.json("/api/cases?view=all")["items"][0]
    body = json.dumps({"outcome": "closed_without_decision", "reasons": "-", "open_points_acknowledged": [
        "service_unconfirmed", "contradiction", "requirement_missing", "requirement_unclear", "field_open",
        "document_unreadable"]})
    status, _, answer = server.request("POST", f"/api/cases/{case['id']}/decision", body,
                                       {"Content-Type": "application/json", "If-Match": f'"{case["version"] - 1}"'})
    check("stale version", status == 412 and json.loads(answer)["code"] == "version_conflict", status)


def typed_password(binary, models):
    """At a terminal a password is not shown while it is typed."""
    with tempfile.TemporaryDirectory() as data:
        screen, terminal = pty.openpty()
        adding = subprocess.Popen(
            [binary, "--data-directory", data, "--models-directory", models, "users", "add", "clerk",
             "--display-name", "Clerk", "--role", "clerk"], stdin=terminal, stdout=terminal, stderr=terminal)
        patience = time.monotonic() + 30
        while termios.tcgetattr(terminal)[3] & termios.ECHO and time.monotonic() < patience:
            time.sleep(0.01)
        os.write(screen, PASSWORD.encode() + b"\n")
        ended = adding.wait(timeout=60)
        shown = os.read(screen, 64 * 1024)
        is_restored = bool(termios.tcgetattr(terminal)[3] & termios.ECHO)
        check("a typed password", ended == 0 and PASSWORD.encode() not in shown and b"may sign in" in shown
              and is_restored, "not shown")
        os.close(screen)
        os.close(terminal)


def killed(server, sample):
    _, answer = server.upload("antrag.pdf", sample + b"\n% killed\n")
    server.kill()
    server.start()
    server.sign_in("clerk")
    found = server.wait_until_processed(answer["case_id"])
    check("killed while processing", found["processing"] == "ready" and found["service"], found["processing"])


def storage_full(name, binary, models, data, sample, size):
    """A file of this size is one too many."""
    server = Server(binary, models, data)
    server.add_user("clerk", "clerk")
    server.start()
    server.sign_in("clerk")
    status, answer = server.upload("gross.pdf", sample + b"\n%" + b"x" * size)
    check(name, status == 507 and answer["code"] == "storage_full", f"{status}, {answer.get('code')}")
    check("nothing half is recorded", server.json("/api/cases?view=all")["total"] == 0, "no case")
    check("the next application", processes_as_ever(server, sample), "ready")
    server.stop()


def full_disk(binary, models, sample):
    """Writing stops in the middle of a file: at a limit that any user may set, and where root may mount one, at the
    end of a small file system."""
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryDirectory() as folder:
        limited = os.path.join(folder, "limited")
        with open(limited, "w") as script:
            script.write(f"#!/bin/sh\ntrap '' XFSZ\nulimit -f {64 * MIB // 512}\nexec {shlex.quote(binary)} \"$@\"\n")
        os.chmod(limited, 0o755)
        storage_full("no room for a file", limited, models, data, sample, 150 * MIB)
    with tempfile.TemporaryDirectory() as data:
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", data], stderr=subprocess.DEVNULL).returncode:
            print("besides, as root where mounting is allowed: the same on a full file system")
            return
        try:
            storage_full("full disk", binary, models, data, sample, 40 * MIB)
        finally:
            subprocess.run(["umount", "-l", data], check=False)


def main():
    binary, models, form = sys.argv[1:4]
    with open(form, "rb") as file:
        sample = file.read()
    with tempfile.TemporaryDirectory() as data:
        server = Server(binary, models, data, {**os.environ, "AKTENLAGE__LIMITS__READING_SECONDS": "3"})
        for role in ("clerk", "data"):
            server.add_user(role, role)
        server.start()
        server.sign_in("clerk")
        files(server, sample)
        killed(server, sample)
        large(server, sample)
        people(server)
        server.stop()
        verified = subprocess.run([*server.base, "audit", "verify"], capture_output=True, text=True, check=False)
        check("the audit chain", verified.returncode == 0, verified.stdout.strip().splitlines()[-1:])
    typed_password(binary, models)
    full_disk(binary, models, sample)
    print(f"bad input: {passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
