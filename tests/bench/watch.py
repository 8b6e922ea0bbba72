#!/usr/bin/env python3
"""Throughput, memory and latency of `labintake watch`. Run it on purpose, on a machine with nothing else to do.

  1. throughput: N small digital PDFs through `process --db`, then through the watched folder, both durable; documents a second, processor
     time of all processes for a document (which a busy machine changes little), and the ratios of both
  2. memory of the service's own processes after each thousand documents
  3. latency of digital files, from the rename into the inbox to the link that says it is done, while scans keep all workers busy

What `status` takes with 100,000 documents: build/status_bench.
"""
import argparse
import json
import pathlib
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ROWS = [("Ferritin", "ng/mL", "30-300"), ("Iron", "ug/dL", "50-170"), ("Glucose", "mg/dL", "70-99"),
        ("Sodium", "mmol/L", "136-145"), ("Potassium", "mmol/L", "3.5-5.1"), ("Calcium", "mg/dL", "8.6-10.3")]


def pdf(number):
    """One page of text, different for each number."""
    lines = [(72, 60, "Example Laboratory"), (72, 80, f"Accession: B{number}"), (72, 140, "Test"), (220, 140, "Result"),
             (290, 140, "Unit"), (360, 140, "Reference")]
    for i, (name, unit, reference) in enumerate(ROWS):
        y = 160 + 18 * i
        lines += [(72, y, name), (220, y, str(60 + (number + i) % 90)), (290, y, unit), (360, y, reference)]
    text = "".join(f"BT /F1 10 Tf {x} {792 - y} Td ({t}) Tj ET\n" for x, y, t in lines).encode()
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
               b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    out, places = b"%PDF-1.4\n", []
    for i, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table, len(out))


def descendants(pid):
    """The service's own processes: all but the workers, whose memory is that of the libraries and bounded by configuration."""
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid] + [p for child in children[:1] for p in descendants(int(child))]


def memory_kib(pid):
    """Private memory, so that what forked processes share is not counted twice."""
    total = 0
    for process in descendants(pid):
        for line in pathlib.Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith(("Private_Dirty:", "Private_Clean:")):
                total += int(line.split()[1])
    return total


class Service:
    def __init__(self, program, folder, settle):
        self.folder, self.db = folder, folder / "lab.db"
        self.inbox = folder / "inbox"
        self.inbox.mkdir(exist_ok=True)
        config = folder / "watch.yaml"
        config.write_text(f"inbox: inbox\ndatabase: lab.db\nlinks: {{processed: processed}}\n"
                          f"intake: {{settle_seconds: {settle}}}\nlimits: {{timeout_seconds: 600}}\n")
        self.log = open(folder / "log", "wb")
        self.process = subprocess.Popen([program, "watch", "--config", config], stderr=self.log)

    def done(self):
        try:
            with sqlite3.connect(f"file:{self.db}?mode=ro", uri=True, timeout=20) as db:
                return db.execute("SELECT count(*) FROM jobs WHERE state IN ('done', 'failed')").fetchone()[0]
        except sqlite3.OperationalError:
            return 0  # not made yet

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait()


def processor_seconds():
    """Of all processes that have ended, and theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def throughput(program, files, work):
    documents = work / "documents"
    documents.mkdir()
    for i in range(files):
        (documents / f"{i:06}.pdf").write_bytes(pdf(i))
    start, used = time.monotonic(), processor_seconds()
    subprocess.run([program, "process", documents, "--db", work / "process.db", "--format", "jsonl", "--quiet"],
                   stdout=subprocess.DEVNULL, check=True)
    batch, batch_ms = files / (time.monotonic() - start), 1000 * (processor_seconds() - used) / files

    folder = work / "throughput"
    folder.mkdir()
    documents.rename(folder / "inbox")
    start, used = time.monotonic(), processor_seconds()
    service = Service(program, folder, 0.5)
    memory = {}
    while (done := service.done()) < files:
        if done >= 1000 * (len(memory) + 1):
            memory[done] = memory_kib(service.process.pid)
        if service.process.poll() is not None:
            sys.exit("watch.py: the service ended by itself; its log: " + str(folder / "log"))
        time.sleep(0.5)
    watched = files / (time.monotonic() - start)
    memory[files] = memory_kib(service.process.pid)
    service.stop()
    watched_ms = 1000 * (processor_seconds() - used) / files
    return {"files": files, "process_per_second": round(batch, 1), "watch_per_second": round(watched, 1),
            "ratio": round(watched / batch, 2), "process_processor_ms": round(batch_ms, 2),
            "watch_processor_ms": round(watched_ms, 2), "processor_ratio": round(batch_ms / watched_ms, 2),
            "memory_kib": memory}


def latency(program, scans, digital, work):
    folder = work / "latency"
    folder.mkdir()
    service = Service(program, folder, 0.5)
    scan = min((ROOT / "samples").glob("scan-*/report.pdf")).read_bytes()
    for i in range(scans):
        (folder / f"scan{i}").write_bytes(scan + b"\n%% %d\n" % i)
        (folder / f"scan{i}").rename(service.inbox / f"scan{i}.pdf")
    while service.done() == 0:
        time.sleep(0.2)
    waits = []
    for i in range(digital):
        (folder / "next").write_bytes(pdf(1_000_000 + i))
        (folder / "next").rename(service.inbox / f"d{i}.pdf")
        start = time.monotonic()
        while not (folder / "processed" / f"d{i}.pdf").is_symlink():
            if time.monotonic() - start > 120:
                break
            time.sleep(0.01)
        waits.append(time.monotonic() - start)
    busy = service.done() < scans + digital
    service.stop()
    waits.sort()
    at = lambda share: round(waits[min(len(waits) - 1, int(share * len(waits)))], 2)
    return {"digital": digital, "scans_busy_to_the_end": busy, "p50_seconds": at(0.5), "p99_seconds": at(0.99),
            "longest_seconds": round(waits[-1], 2)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=ROOT / "build" / "labintake", type=pathlib.Path)
    parser.add_argument("--files", type=int, default=10_000, help="documents for throughput and memory (10000)")
    parser.add_argument("--scans", type=int, default=120, help="scans that keep the workers busy (120)")
    parser.add_argument("--digital", type=int, default=100, help="digital files whose latency is measured (100)")
    parser.add_argument("--only", choices=["throughput", "latency"])
    arguments = parser.parse_args()
    if not arguments.program.is_file():
        sys.exit(f"watch.py: {arguments.program} is not built; run scripts/run.sh or name it with --program")
    work = pathlib.Path(tempfile.mkdtemp(prefix="labintake-watch-bench-"))
    try:
        if arguments.only != "latency":
            print(json.dumps(throughput(arguments.program, arguments.files, work)), flush=True)
        if arguments.only != "throughput":
            print(json.dumps(latency(arguments.program, arguments.scans, arguments.digital, work)), flush=True)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
