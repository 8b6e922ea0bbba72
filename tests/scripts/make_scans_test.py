#!/usr/bin/python3
"""scripts/make_scans.py from the outside: what it writes opens, is as its profile says, and is the same every time."""
import importlib.util
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SCRIPT = ROOT / "scripts" / "make_scans.py"
SAMPLE = "two-patients"   # two pages of A4, with rows on both
PROFILES = ("scan150", "fax", "photo-exif")
if importlib.util.find_spec("pikepdf"):   # comes with scripts/install.sh --samples only
    PROFILES += ("mixed",)
sys.dont_write_bytecode = True


def call(*arguments):
    return subprocess.run([str(SCRIPT), *map(str, arguments)], capture_output=True, text=True, timeout=250)


def rows(folder):
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))["results"]


class MakeScans(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.out = pathlib.Path(cls.temporary.name)
        options = ["--sample", SAMPLE, *(w for p in PROFILES for w in ("--profile", p))]
        cls.runs = [call(*options, "--out", cls.out / name) for name in ("one", "two")]
        cls.truth = rows(ROOT / "samples" / SAMPLE)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def folder(self, profile):
        return self.out / "one" / profile / SAMPLE

    def test_ends_well_and_is_quiet_without_a_terminal(self):
        for run in self.runs:
            self.assertEqual((run.returncode, run.stderr), (0, ""))

    def test_same_call_same_bytes(self):
        files = sorted(p.relative_to(self.out / "one") for p in (self.out / "one").rglob("*") if p.is_file())
        self.assertEqual(len(files), 2 * len(PROFILES))
        for file in files:
            self.assertEqual((self.out / "one" / file).read_bytes(), (self.out / "two" / file).read_bytes(), file)

    def test_scan_is_a_pdf_of_pictures(self):
        pdf = self.folder("scan150") / "report.pdf"
        info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
        self.assertRegex(info, r"(?m)^Pages: +2$")
        size = re.search(r"Page size: +([\d.]+) x ([\d.]+) pts", info)
        self.assertAlmostEqual(float(size[1]), 595, delta=0.6)      # less than a pixel of 150 dpi
        self.assertAlmostEqual(float(size[2]), 842, delta=0.6)
        pictures = subprocess.run(["pdfimages", "-list", pdf], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
        self.assertEqual([p.split()[5:9] + p.split()[12:14] for p in pictures], [["gray", "1", "8", "jpeg", "150", "150"]] * 2)
        text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
        self.assertEqual(text.strip(), "")
        self.assertEqual(rows(self.folder("scan150")), self.truth)

    def test_fax_is_black_and_white_with_oblong_pixels(self):
        with Image.open(self.folder("fax") / "report.tif") as fax:
            self.assertEqual((fax.mode, fax.n_frames, fax.width), ("1", 2, 1728))
            for page in range(2):
                fax.seek(page)
                self.assertEqual(tuple(map(float, fax.info["dpi"])), (204, 196))
                self.assertEqual(fax.info["compression"], "group4")
                dark = fax.convert("L").histogram()[0] / (fax.width * fax.height)
                self.assertTrue(0.005 < dark < 0.2, dark)           # print on paper, neither empty nor inverted

    def test_photo_lies_on_its_side_and_says_so(self):
        with Image.open(self.folder("photo-exif") / "report.jpg") as photo:
            self.assertEqual((photo.mode, photo.size), ("RGB", (3200, 2400)))
            self.assertIn(photo.getexif()[0x0112], (6, 8))
        self.assertEqual(rows(self.folder("photo-exif")), [r for r in self.truth if r["page"] == 1])
        self.assertTrue(any(r["page"] == 2 for r in self.truth))

    def test_reports_from_elsewhere_keep_their_name(self):
        pdf = ROOT / "samples" / SAMPLE / "report.pdf"
        out = self.out / "elsewhere"
        run = call("--profile", "screen", "--pdf", pdf, "--truth", pdf.with_name("expected.json"), "--out", out)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(sorted(p.name for p in (out / "screen").iterdir()), ["report.png", "report.png.truth.json"])
        truth = json.loads((out / "screen" / "report.png.truth.json").read_text(encoding="utf-8"))
        self.assertEqual((truth["document"], truth["kind"]), ("report.png", "scan"))

    def test_a_limit_is_kept_or_refused(self):
        options = ("--profile", "photo", "--sample", SAMPLE, "--out", self.out / "small", "--max-kb")
        self.assertEqual(call(*options, 120).returncode, 0)
        self.assertLessEqual((self.out / "small" / "photo" / SAMPLE / "report.jpg").stat().st_size, 120 * 1024)
        run = call(*options, 5)
        self.assertEqual(run.returncode, 1)
        self.assertIn("does not fit", run.stderr)

    def test_mistakes_get_one_sentence(self):
        for arguments in (("--profile", "scan301"), ("--sample", "nowhere", "--profile", "fax"), ("--profile", "fax", "--pdf", "a.pdf"),
                          ("--profile", "fax", "--pdf", "no.pdf", "--truth", "no.json")):
            run = call(*arguments, "--out", self.out / "none")
            self.assertEqual(run.returncode, 1, arguments)
            self.assertRegex(run.stderr, r"\Amake_scans\.py: .+\n\Z")
        self.assertFalse((self.out / "none").exists())

    def test_pictures_under_samples_are_the_listed_ones(self):
        spec = importlib.util.spec_from_file_location("make_scans", SCRIPT)
        make_scans = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(make_scans)
        kept = {p.parent.name: p.parent for p in (ROOT / "samples").glob("*/expected.json")
                if json.loads(p.read_text(encoding="utf-8"))["kind"] == "scan"}
        self.assertEqual(sorted(kept), sorted(make_scans.KEPT))
        for slug, folder in kept.items():
            report, = folder.glob("report.*")
            self.assertLessEqual(report.stat().st_size, make_scans.KEPT_KB * 1024, slug)


if __name__ == "__main__":
    unittest.main()
