#!/usr/bin/env python3
"""Compares our reader of PDFs with poppler and PDFium on the same files in the same run: text, places, pages, time.

Usage: bench_extract.py READ_FILES [--each] [--rounds N] DIRECTORY...
READ_FILES is the example of crates/extract. PDFium and pdf_oxide are compared where the Python packages pypdfium2 and
pdf_oxide are installed.

Recall of words: of the words that poppler places on a page, the part that we have on the same page, each as often as
it occurs; words of both: only those that PDFium has too, for each of them tears some words. Recall of characters: the
same for characters. Characters of private use, control characters and lines to write on count nowhere. What poppler reads from the drawings of form fields counts as
found if it stands in the fields that our reader tells apart from the printed text. A text layer is sound if poppler and
PDFium agree on it (97 % of the characters both ways): where independent readers differ, nobody knows the truth.
Numbers of pages are compared with REFERENCE.tsv where a folder has one: name, exit code of pdfinfo and pages.
"""
import argparse
import collections
import csv
import html
import json
import os
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import time
import unicodedata

MIN_WORDS = 20
SOUND = 0.97
# What a clerk waits for: pages with text through the confined child, this many of a file, this often.
CHILD_PAGES = 10
CHILD_ROUNDS = 9
WORD = re.compile(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>')
PAGE = re.compile(r'<page width="(\S+)" height="(\S+)"')
LEADER = re.compile(r"[._…·]{4,}")
ALIKE = str.maketrans({"\u00ad": "-", "\u2010": "-", "\u2011": "-", "\u0002": "-", "_": None, "…": None, "·": None})


def normal(text):
    """Text in which spaces, ligatures and kinds of hyphens make no difference, without what is no character."""
    text = unicodedata.normalize("NFKC", "".join(text.translate(ALIKE).split()))
    return "".join(character for character in text if unicodedata.category(character) not in ("Cc", "Co", "Cn")
                   and character != "\ufffd")


def tokens(words):
    """Words without lines to write on: those are drawn as dots or strokes, in one piece or in many."""
    pieces = (piece for word in words for piece in LEADER.split(normal(word)))
    return [piece for piece in pieces if any(character.isalnum() for character in piece)]


def poppler(file):
    """Words with edges as fractions, per page; None if poppler cannot open the file."""
    try:
        answer = subprocess.run(["pdftotext", "-cropbox", "-bbox", file, "-"], capture_output=True, timeout=60)
    except subprocess.TimeoutExpired:
        return None
    if answer.returncode != 0:
        return None
    pages = []
    for line in answer.stdout.decode(errors="replace").splitlines():
        if found := PAGE.search(line):
            size = [max(float(part), 1e-9) for part in found.groups()]
            pages.append([])
        elif (found := WORD.search(line)) and pages:
            left, top, right, bottom = (float(part) for part in found.groups()[:4])
            edges = (left / size[0], top / size[1], right / size[0], bottom / size[1])
            for word in html.unescape(found.group(5)).split():
                pages[-1].append((word, edges))
    return pages


def pdfium(files, time_only=False):
    """Texts of the pages by PDFium in one process, with the rectangles of the text read too; None where it cannot."""
    program = """
import json, sys
import pypdfium2
for file in sys.argv[1:]:
    pages = []
    try:
        document = pypdfium2.PdfDocument(file)
        for page in document:
            text = page.get_textpage()
            for number in range(text.count_rects()):
                text.get_rect(number)
            pages.append(text.get_text_range())
    except Exception:
        pages = None
    print(json.dumps(pages))
"""
    answer = subprocess.run([sys.executable, "-c", program, *files], capture_output=True)
    return [json.loads(line) for line in answer.stdout.splitlines()]


def pdf_oxide(files):
    """Texts of the pages by pdf_oxide in one process; None where it cannot."""
    program = """
import json, sys
import pdf_oxide
for file in sys.argv[1:]:
    pages = []
    try:
        document = pdf_oxide.PdfDocument(file)
        for page in range(document.page_count()):
            try:
                pages.append(" ".join(word.text for word in document.extract_words(page)))
            except Exception:
                pages.append("")
    except Exception:
        pages = None
    print(json.dumps(pages), flush=True)
"""
    answer = subprocess.run([sys.executable, "-c", program, *files], capture_output=True)
    return [json.loads(line) for line in answer.stdout.splitlines()]


def read_by_us(read_files, files, *options):
    """Seconds of every round, and the reading, of every file."""
    answer = subprocess.run([read_files, *options, *files], capture_output=True, check=True)
    # Only \n ends a line: the readings themselves may hold other separators.
    lines = [line.split("\t", 2) for line in answer.stdout.decode().split("\n") if line]
    return [([float(part) for part in seconds.split()], json.loads(reading)) for seconds, _, reading in lines]


def ours(read_files, files, rounds=1):
    """Seconds of the fastest round and reading of every file."""
    return [(min(seconds), reading) for seconds, reading in read_by_us(read_files, files, "--rounds", str(rounds))]


def recall(truth, found):
    """Part of one multiset that is also in another."""
    total = sum(truth.values())
    return sum((truth & found).values()) / total if total else 1.0


def characters(pages):
    """Multiset of (page, character)."""
    counts = collections.Counter()
    for number, text in enumerate(pages):
        for character in normal(text):
            counts[number, character] += 1
    return counts


def field_texts(reading):
    """What the form fields of each page show."""
    texts = collections.defaultdict(list)
    for field in reading["fields"]:
        if field["kind"] in ("text", "choice"):
            for widget in field["widgets"]:
                texts[widget["page"]].append(field["value"] or field["default_value"] or "")
    return texts


def found_words(reading):
    """Our words and characters per page, those of field values among them."""
    fields = field_texts(reading)
    words, letters = collections.Counter(), collections.Counter()
    for page in reading["pages"]:
        number = page["number"] - 1
        printed = [word[0] for word in page["words"]]
        values = " ".join(fields[page["number"]]).split()
        words.update((number, word) for word in tokens(printed + values))
        letters.update((number, letter) for letter in normal("".join(printed + values)))
    return words, letters


def agreeing(reading, pages):
    """Words that both have, and how many of them lie with their centres in each other's boxes."""
    both = agree = 0
    for page in reading["pages"]:
        theirs = collections.defaultdict(list)
        for word, edges in pages[page["number"] - 1] if page["number"] <= len(pages) else []:
            theirs[normal(word)].append(edges)
        for text, left, top, right, bottom, _ in page["words"]:
            x, y = (left + right) / 2, (top + bottom) / 2
            places = theirs.get(normal(text))
            if not places:
                continue
            u = min(places, key=lambda e: ((e[0] + e[2]) / 2 - x) ** 2 + ((e[1] + e[3]) / 2 - y) ** 2)
            centre = (u[0] + u[2]) / 2, (u[1] + u[3]) / 2
            both += 1
            agree += u[0] <= x <= u[2] and u[1] <= y <= u[3] and left <= centre[0] <= right and top <= centre[1] <= bottom
    return both, agree


def quantile(values, part):
    values = sorted(values)
    return values[round((len(values) - 1) * part)] if values else float("nan")


def compare_oxide(files, truths):
    """Recall of the same truths by pdf_oxide: {file: (words of both, characters of PDFium)}."""
    rows, failed = [], 0
    for file, pages in zip(files, pdf_oxide(files)):
        failed += pages is None
        if file in truths:
            words, letters = truths[file]
            found = collections.Counter((n, word) for n, page in enumerate(pages or []) for word in tokens(page.split()))
            rows.append((recall(words, found), recall(letters, characters(pages or []))))
    return rows, failed


def compare_text(directory, files, read_files, each):
    readings = [reading for _, reading in ours(read_files, files)]
    third = pdfium(files)
    if len(third) != len(files):
        third = [None] * len(files)
        print("pypdfium2 is not installed: every text layer counts as sound")
    rows, truths, unopened, wrong_pages, both, agree = [], {}, 0, 0, 0, 0
    for file, reading, pdfium_pages in zip(files, readings, third):
        pages = poppler(file)
        if pages is None:
            continue
        unopened += not reading["pages"]
        wrong_pages += len(reading["pages"]) != len(pages)
        truth = [" ".join(word for word, _ in page) for page in pages]
        words = collections.Counter((n, word) for n, page in enumerate(pages) for word in tokens(word for word, _ in page))
        letters = characters(truth)
        if sum(words.values()) < MIN_WORDS:
            continue
        our_words, our_letters = found_words(reading)
        theirs = characters(pdfium_pages) if pdfium_pages else letters
        both_words = words & collections.Counter((n, word) for n, page in enumerate(pdfium_pages or [])
                                                 for word in tokens(page.split()))
        is_sound = recall(letters, theirs) >= SOUND and recall(theirs, letters) >= SOUND
        row = (recall(words, our_words), recall(letters, our_letters), recall(theirs, our_letters),
               recall(both_words, our_words), is_sound, file)
        rows.append(row)
        if is_sound:
            truths[file] = (both_words, theirs)
        placed = agreeing(reading, pages)
        both, agree = both + placed[0], agree + placed[1]
        if each:
            print("  words %.3f  chars %.3f  of PDFium's %.3f  words of both %.3f  %s %s" % (*row[:4], "sound  " if is_sound else "unsound", os.path.basename(file)))
    sound = [row for row in rows if row[4]]
    print(f"{len(files)} files in {directory.name}; {unopened} not opened that poppler opens, {wrong_pages} with another number of pages")
    print("recall of the                        files  median     p5    min")
    for name, column, chosen in [("words of poppler", 0, rows), ("characters of poppler", 1, rows),
                                 ("words of both, sound", 3, sound), ("words of poppler, sound", 0, sound), ("characters of poppler, sound", 1, sound),
                                 ("characters of PDFium, sound", 2, sound)]:
        values = [row[column] for row in chosen]
        print(f"{name:<36} {len(values):>5}   {quantile(values, .5):.3f}  {quantile(values, .05):.3f}  {quantile(values, 0):.3f}")
    oxide, failed = compare_oxide(files, truths)
    for name, column in [("words of both, sound: pdf_oxide", 0), ("characters of PDFium: pdf_oxide", 1)]:
        values = [row[column] for row in oxide]
        if values:
            print(f"{name:<36} {len(values):>5}   {quantile(values, .5):.3f}  {quantile(values, .05):.3f}  {min(values):.3f}")
    if oxide:
        print(f"pdf_oxide could not open {failed} files")
    print(f"boxes: {both} words that poppler has too, {100 * agree / max(both, 1):.2f} % with centres in each other's box")
    compare_pages(directory, files, readings)
    return readings


def cpu_seconds(work):
    """Processor seconds of the child processes that something starts."""
    def used():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime
    before = used()
    work()
    return used() - before


def compare_pages(directory, files, readings):
    """Numbers of pages against the table of the folder, of the files that poppler opened."""
    table = directory / "REFERENCE.tsv"
    if not table.is_file():
        return
    with table.open(newline="") as rows:
        pages = {row["file"]: int(row["pages"]) for row in csv.DictReader(rows, delimiter="\t") if row["pdfinfo_rc"] == "0"}
    counts = {os.path.basename(file): len(reading["pages"]) for file, reading in zip(files, readings)}
    others = [f"{name} ({counts.get(name, 'not there')} instead of {count})"
              for name, count in sorted(pages.items()) if counts.get(name) != count]
    print(f"pages: {len(pages) - len(others)} of {len(pages)} files that poppler opens have as many as in {table.name}")
    for other in others:
        print(f"  {other}")


def measure_child(files, readings, read_files):
    """How long the text of ten pages takes as an office reads it: a child process for each file."""
    def is_chosen(pages):
        return len(pages) >= CHILD_PAGES and all(page["source"] == "text" for page in pages[:CHILD_PAGES])
    chosen = [file for file, reading in zip(files, readings) if is_chosen(reading["pages"])]
    if not chosen:
        print(f"{CHILD_PAGES} pages born-digital through the confined child: no file has so many")
        return
    options = ["--confined", "--pages", str(CHILD_PAGES), "--rounds", str(CHILD_ROUNDS)]
    for file, (seconds, reading) in zip(chosen, read_by_us(read_files, chosen, *options)):
        words = sum(len(page["words"]) for page in reading["pages"])
        print("%d pages born-digital through the confined child: text ready in %.0f ms, largest %.0f ms (n = %d; the first pages of %s, %d words)"
              % (len(reading["pages"]), 1000 * statistics.median(seconds), 1000 * max(seconds), len(seconds),
                 os.path.basename(file), words))


def compare_speed(directory, files, read_files, rounds):
    opened = [file for file in files if poppler(file) is not None]
    pages = sum(len(reading["pages"]) for _, reading in ours(read_files, opened))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}

    def pdftotext():
        for file in opened:
            subprocess.run(["pdftotext", "-cropbox", "-bbox", file, "-"], **quiet)

    def starts():
        for _ in opened:
            subprocess.run(["pdftotext", "-v"], **quiet)

    ways = {"ours": lambda: ours(read_files, opened), "pdftotext -bbox, a process per file": pdftotext,
            "starts of these processes": starts}
    if len(pdfium(opened[:1])) == 1:
        ways["pypdfium2, text and rectangles"] = lambda: pdfium(opened)
        ways["start of Python with pypdfium2"] = lambda: pdfium([])
    seconds = {name: [] for name in ways}
    for _ in range(rounds):
        for name, work in ways.items():
            seconds[name].append(cpu_seconds(work))
    print(f"\nspeed on {len(opened)} files of {directory.name}, {pages} pages; processor seconds, best of {rounds} rounds")
    best = {name: min(taken) for name, taken in seconds.items()}
    net = {"ours": best["ours"],
           "pdftotext -bbox without starts": best["pdftotext -bbox, a process per file"] - best["starts of these processes"]}
    if "start of Python with pypdfium2" in best:
        net["pypdfium2 without its start"] = best["pypdfium2, text and rectangles"] - best["start of Python with pypdfium2"]
    for name, taken in {**best, **net}.items():
        print(f"{name:<38} {taken:>7.2f} s  {pages / max(taken, 1e-9):>7.0f} pages/s")
    fastest = min(taken for name, taken in net.items() if name != "ours")
    print(f"ours is {fastest / max(best['ours'], 1e-9):.2f} times as fast as the faster of the others without their starts")
    long = [(1000 * taken / len(reading["pages"]) * 10, os.path.basename(file)) for file, (taken, reading)
            in zip(opened, ours(read_files, opened, rounds)) if len(reading["pages"]) >= 4]
    if long:
        print("wall-clock milliseconds for ten pages, files of four pages and more: median %.0f, most %.0f (%s)"
              % (statistics.median(taken for taken, _ in long), *max(long)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("read_files")
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--no-speed", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("directories", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    info = pathlib.Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*: (.*)", info)
    print(f"machine: {model.group(1) if model else 'unknown'}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {time.strftime('%F')}")
    for directory in options.directories:
        files = [str(file) for file in sorted(directory.glob("*.pdf"))]
        print()
        readings = compare_text(directory, files, options.read_files, options.each)
        if not options.no_speed:
            measure_child(files, readings, options.read_files)
            compare_speed(directory, files, options.read_files, options.rounds)


main()
