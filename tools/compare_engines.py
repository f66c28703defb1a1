#!/usr/bin/env python3
"""Compares engines that read pictures of pages (OCR) on the same pictures: characters, time, memory.

Usage: compare_engines.py [--pages N] [--only NAME]... [--ours READ_FILES] [--model FILE.traineddata]... FOLDER

FOLDER has PDFs with a text layer. Needed: poppler's commands and the Python packages numpy and Pillow. Compared are
those that are installed of `tesseract` with `deu`, `ocrad`, `gocr` and the Python package `rapidocr`; also Tesseract
with each model given, and our reader if its example `read_files` is given. What is missing is named and left out.
The pictures are the same in every run. A busy machine lets our reader run into its limit of time, which is said.

The pictures are the first pages of N forms, evenly from those with enough text: `scan`, 200 dots per inch, clean;
`fax`, 204 x 196, up to a degree askew, two-tone, with dust; and both enlarged to 300 dots per inch.

Character errors are counted as in crates/extract/examples/bench_ocr: each recognised word belongs to the printed line
that it covers most of, is compared with it in characters, and is an error of its own where no line is. Words: F1 of
all words of the page, each as often as it occurs, wherever it stands. Umlauts: of the words with one of äöüß, the part
that is found. Seconds are of the processor (all threads together) per page, with the start of a command and without
that of a Python package; memory is the most that a process held.
"""
import argparse
import collections
import concurrent.futures
import html
import importlib.util
import json
import math
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

MIN_LETTERS = 400
WORD = re.compile(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>')
SIZE = re.compile(r'<page width="(\S+)" height="(\S+)"')
GOCR = re.compile(r'<(box|space) x="(-?\d+)" y="(-?\d+)" dx="(-?\d+)" dy="(-?\d+)"(?: value="(.*?)")?')
OCRAD = re.compile(r"^ *(\d+) +(\d+) +(\d+) +(\d+); \d+, '(.)'", re.M)
ALIKE = str.maketrans("„“”»«‚‘’–—\u2011", '"""""' + "'''" + "---")
KEPT = ".,:;()/-§%&+\"'!?€"


# The truth and how far a reading is from it.


def comparable(text):
    kept = "".join(c for c in text.translate(ALIKE) if c.isalnum() or c in KEPT)
    return kept if any(c.isalnum() for c in kept) else ""


def truth_of(pdf):
    """The printed lines of the first page, their edges in fractions of it."""
    out = subprocess.run(["pdftotext", "-l", "1", "-bbox", pdf, "-"], capture_output=True, text=True).stdout
    size = SIZE.search(out)
    if not size:
        return []
    width, height = map(float, size.groups())
    lines = []
    for *edges, text in WORD.findall(out):
        left, top, right, bottom = map(float, edges)
        text = comparable(html.unescape(text))
        if not text:
            continue
        if lines:
            said, line = lines[-1]
            gap = (left - line[2]) / (bottom - top or 1)
            if line[1] < (top + bottom) / 2 < line[3] and -0.3 < gap < 1.2:
                box = [line[0], min(line[1], top), max(line[2], right), max(line[3], bottom)]
                lines[-1] = (f"{said} {text}", box)
                continue
        lines.append((text, [left, top, right, bottom]))
    return [(text, [a / width, b / height, c / width, d / height]) for text, (a, b, c, d) in lines]


def distance(left, right):
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            diagonal, row[j] = row[j], min(diagonal + (a != b), row[j] + 1, row[j - 1] + 1)
    return row[-1]


def overlap(a, b):
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return max(width, 0) * max(height, 0)


def measure(truth, words):
    """Counts of one page: letters, edits, words, words read, words of both, umlaut words, those found."""
    found, edits = [[] for _ in truth], 0
    for text, box in words:
        covered = [overlap(line, box) for _, line in truth]
        best = max(range(len(truth)), key=covered.__getitem__)
        if covered[best] > 0:
            found[best].append((box[0], text))
        else:
            edits += len(text)
    for (text, _), read in zip(truth, found):
        edits += distance(text, " ".join(word for _, word in sorted(read, key=lambda word: word[0])))
    printed = collections.Counter(word for text, _ in truth for word in text.split())
    both = printed & collections.Counter(text for text, _ in words)
    special = [sum(n for word, n in some.items() if re.search("[äöüß]", word.lower())) for some in (printed, both)]
    letters = sum(len(text) for text, _ in truth)
    return [letters, edits, printed.total(), len(words), both.total(), *special]


# The pictures.


class Picture:
    def __init__(self, image, dpi, turn, path):
        self.size, self.turn, self.truth, self.files = image.size, turn, None, {}
        for kind in ("tif", "pgm"):
            self.files[kind] = f"{path}.{kind}"
            image.save(self.files[kind], **({"dpi": dpi} if kind == "tif" else {}))

    def on_page(self, left, top, right, bottom):
        """Mean edges of a box, turned back about the middle, in fractions."""
        (width, height), cosine, sine = self.size, math.cos(self.turn), math.sin(self.turn)

        def back(x, y):
            x, y = x - width / 2, y - height / 2
            return (cosine * x - sine * y) / width + 0.5, (sine * x + cosine * y) / height + 0.5

        a, b, c, d = back(left, top), back(right, top), back(right, bottom), back(left, bottom)
        return [(a[0] + d[0]) / 2, (a[1] + b[1]) / 2, (b[0] + c[0]) / 2, (c[1] + d[1]) / 2]


def pictures(pdf, number, work):
    """The kinds of pictures of a form. In a process of its own: memory of commands begins with that of their parent."""
    import numpy
    from PIL import Image

    shots, noise = {}, numpy.random.default_rng(number)
    for name, across, down in (("scan", 200, 200), ("fax", 204, 196)):
        command = ["pdftoppm", "-gray", "-singlefile", "-f", "1", "-rx", str(across), "-ry", str(down), pdf]
        subprocess.run([*command, work / "page"], check=True, stderr=subprocess.DEVNULL)
        image, turn = Image.open(work / "page.pgm"), 0.0
        if name == "fax":
            turn = noise.uniform(-1, 1)
            image = numpy.asarray(image.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255), float)
            black = image + noise.uniform(-40, 40, image.shape) < 140
            black ^= noise.random(image.shape) < 0.002
            image = Image.fromarray(numpy.where(black, 0, 255).astype("uint8"))
            turn = math.radians(turn)
        shots[name] = Picture(image, (across, down), turn, work / f"{name}{number}")
        size = round(image.width * 300 / across), round(image.height * 300 / down)
        large = image.resize(size, Image.Resampling.BICUBIC)
        shots[f"{name} at 300"] = Picture(large, (300, 300), turn, work / f"{name}{number}at300")
    return shots


# The engines: words with their boxes in pixels.


def of_tesseract(text, _):
    for row in text.splitlines():
        if row.startswith("5\t"):
            *_, left, top, width, height, _, word = row.split("\t")
            left, top = int(left), int(top)
            yield word, (left, top, left + int(width), top + int(height))


def of_characters(characters):
    word, box = "", None
    for character, (left, top, width, height) in characters:
        if character is None or not character.strip():
            if word:
                yield word, box
            word, box = "", None
            continue
        edges = (left, top, left + width, top + height)
        # A new line may begin without a space.
        if box and (left < box[0] or top > box[3]):
            yield word, box
            word, box = "", None
        box = (min(box[0], left), min(box[1], top), max(box[2], edges[2]), max(box[3], edges[3])) if box else edges
        word += character
    if word:
        yield word, box


def of_ocrad(text, _):
    return of_characters((c, tuple(map(int, numbers))) for *numbers, c in OCRAD.findall(text))


def of_gocr(text, _):
    boxes = ((kind, html.unescape(value), tuple(map(int, box))) for kind, *box, value in GOCR.findall(text))
    return of_characters(
        (None if kind == "space" else value, box) for kind, value, box in boxes if value not in ("(PICTURE)", "_")
    )


def of_ours(text, size):
    reading = json.loads(text.split("\t")[2])
    if any(issue["code"] == "reader_timeout" for issue in reading["issues"]):
        sys.exit("our reader had too little time")
    page = reading["pages"][0]
    for word, *box, _ in page["words"]:
        yield word, [edge * size[index % 2] for index, edge in enumerate(box)]


def rapidocr_worker():
    """Reads the pictures named on standard input, one JSON line of seconds and words each."""
    import cv2
    import numpy
    from PIL import Image
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    # Otherwise pages are made smaller than 200 dots per inch.
    engine = RapidOCR(params={**threads, "Global.max_side_len": 4000, "Global.log_level": "error"})
    for file in sys.stdin.read().split("\n"):
        image = numpy.asarray(Image.open(file).convert("RGB"))[:, :, ::-1].copy()
        start = time.process_time()
        result = engine(image, return_word_box=True)
        seconds, words = time.process_time() - start, []
        for line in result.word_results or ():
            for text, _, corners in line:
                x, y = [float(corner[0]) for corner in corners], [float(corner[1]) for corner in corners]
                # The mean edges, as a word askew must not reach into other lines.
                words.append((text, [(x[0] + x[3]) / 2, (y[0] + y[1]) / 2, (x[1] + x[2]) / 2, (y[2] + y[3]) / 2]))
        print(json.dumps([seconds, words]), flush=True)


def run(command, given=""):
    """What a command prints, its seconds of the processor and its memory in MiB."""
    with tempfile.TemporaryFile("w+") as into, tempfile.TemporaryFile("w+") as out:
        into.write(given)
        into.seek(0)
        child = subprocess.Popen(command, stdin=into, stdout=out, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            sys.exit(f"{command[0]} failed with {child.returncode}")
        out.seek(0)
        return out.buffer.read().decode("utf-8", "replace"), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def by_command(kind, parse, command):
    def read(shots):
        for shot in shots:
            text, seconds, memory = run([part or shot.files[kind] for part in command])
            yield seconds, memory, parse(text, shot.size)

    return read


def by_rapidocr(shots):
    files = "\n".join(shot.files["tif"] for shot in shots)
    text, _, memory = run([sys.executable, __file__, "--rapidocr-worker"], files)
    for line in text.splitlines():
        seconds, words = json.loads(line)
        yield seconds, memory, words


def engines(options):
    # `None` is the place of the picture.
    tsv = ["-c", "tessedit_create_tsv=1"]
    yield "tesseract deu", "tesseract", by_command("tif", of_tesseract, ["tesseract", None, "-", "-l", "deu", *tsv])
    for model in options.model:
        model = pathlib.Path(model)
        command = ["tesseract", None, "-", "--tessdata-dir", str(model.parent), "-l", model.stem, *tsv]
        yield f"tesseract {model}", "tesseract", by_command("tif", of_tesseract, command)
    yield "ocrad", "ocrad", by_command("pgm", of_ocrad, ["ocrad", "--format=utf8", "-x", "-", None])
    yield "gocr", "gocr", by_command("pgm", of_gocr, ["gocr", "-f", "XML", "-i", None])
    yield "rapidocr", None, by_rapidocr
    if options.ours:
        yield "ours", options.ours, by_command("tif", of_ours, [options.ours, "--confined", None])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--pages", type=int, default=6)
    parser.add_argument("--only", action="append", help="an engine by its name in the table")
    parser.add_argument("--ours")
    parser.add_argument("--model", action="append", default=[])
    options = parser.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"

    forms = [(pdf, truth_of(pdf)) for pdf in sorted(options.folder.glob("*.pdf"))]
    forms = [form for form in forms if sum(len(text) for text, _ in form[1]) >= MIN_LETTERS]
    forms = [forms[index * len(forms) // options.pages] for index in range(min(options.pages, len(forms)))]
    print("forms:", *(pdf.name for pdf, _ in forms), sep="\n  ")
    with tempfile.TemporaryDirectory() as work:
        kinds = collections.defaultdict(list)
        with concurrent.futures.ProcessPoolExecutor(1) as pool:
            for number, (pdf, truth) in enumerate(forms):
                for kind, shot in pool.submit(pictures, pdf, number, pathlib.Path(work)).result().items():
                    shot.truth = truth
                    kinds[kind].append(shot)
        print("| engine | pictures | characters wrong | words, F1 | umlauts | seconds a page | memory, MiB |")
        print("|---|---|---|---|---|---|---|")
        for name, command, read in engines(options):
            if options.only and name not in options.only:
                continue
            if not (shutil.which(command) if command else importlib.util.find_spec("rapidocr")):
                print(f"| {name} | not installed |")
                continue
            for kind, shots in kinds.items():
                pages, seconds, most = [], 0.0, 0.0
                for shot, (taken, memory, words) in zip(shots, read(shots)):
                    words = [(comparable(text), shot.on_page(*box)) for text, box in words]
                    pages.append(measure(shot.truth, [word for word in words if word[0]]))
                    seconds, most = seconds + taken, max(most, memory)
                each = " ".join(f"{page[1] / page[0]:.1%}" for page in pages)
                letters, edits, printed, read_words, both, special, special_found = map(sum, zip(*pages))
                print(
                    f"| {name} | {kind} | {edits / letters:.2%} ({each}) | {2 * both / (printed + read_words):.1%} "
                    f"| {special_found / special:.1%} of {special} | {seconds / len(pages):.1f} | {most:.0f} |",
                    flush=True,
                )


if __name__ == "__main__":
    rapidocr_worker() if sys.argv[1:] == ["--rapidocr-worker"] else main()
