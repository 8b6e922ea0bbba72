#!/usr/bin/env python3
"""Scores the program's rows on samples/ (or any folder of the same form) against expected.json.

The rules are those of tests/golden: a row counts as done when it is accepted and its page, name, value, unit, range and flag are
right. Rows that wait for review (queued) or were not read are gaps; an accepted row that is wrong or invented is an error
that nothing excuses. Fields that are null in expected.json are not judged.

Columns: rows expected; found (by name); exact (all fields right); accepted (exact and accepted); queued (found, waits for review);
+queued (waits, and is no expected row); wrong, invented (accepted); lost (not found, and no unread line of its page stands for it);
unread (lines that the program named as not read); dates (collected and reported that are wrong).

Exit code: 0, or 1 when an accepted row is wrong or invented, or the program gave no usable output.
"""
import argparse
import collections
import json
import pathlib
import re
import shlex
import subprocess
import sys
import unicodedata
from decimal import Decimal, InvalidOperation

ROOT = pathlib.Path(__file__).resolve().parent.parent
DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
HIGH = {"h", "hh", "high", "ha", "+", "++", "↑", "aboverange", "h*", "elevated"}
LOW = {"l", "ll", "low", "la", "-", "--", "↓", "belowrange", "l*"}
NORMAL = {"", "n", "normal", "withinrange", "lowendofrange", "highendofrange"}
ABNORMAL = {"a", "aa", "abnormal", "*"}


def fold(text):
    """Without case, compatibility forms and white space; one dash, one way to write a comparator."""
    text = unicodedata.normalize("NFKC", (text or "").translate(DASHES)).casefold()
    text = re.sub(r"\s+", "", text).replace("≤", "<=").replace("≥", ">=")
    return re.sub(r"([<>])or=", r"\1=", text)


def name_key(text):
    return re.sub(r"[^\w%#+/]", "", fold(text)).replace("_", "")


def likeness(a, b):
    """1 - edit distance / length of the longer."""
    a, b = name_key(a), name_key(b)
    if not a or not b:
        return 0.0
    row = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, cb in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (ca != cb))
    return 1 - row[-1] / max(len(a), len(b))


def side(flag):
    key = fold(flag).strip("()")
    for letter, words in (("H", HIGH), ("L", LOW), ("", NORMAL), ("A", ABNORMAL)):
        if key in words:
            return letter
    return key


def decimal(text):
    try:
        return Decimal(text)
    except (InvalidOperation, TypeError):
        return None


def outside(e):
    """Which side of its printed range the expected value lies on: H, L, '' or None when that cannot be said."""
    value, low, high = decimal(e.get("number")), decimal(e.get("low")), decimal(e.get("high"))
    if value is None or (low is None and high is None):
        return None
    if low is not None and value < low:
        return "L"
    return "H" if high is not None and value > high else ""


def sub(row, field, key):
    node = row.get(field)
    return (node.get(key) or "") if isinstance(node, dict) else ""


def names(e):
    return [e["name"], *e.get("also", [])]


def faults(e, row):
    """The fields of `row` that are wrong."""
    out = []
    if row.get("page") != e["page"]:
        out.append("page")
    if name_key(sub(row, "name", "text")) not in [name_key(n) for n in names(e)]:
        out.append("name")
    if e["value"] is not None:
        number, comparator = sub(row, "value", "number"), sub(row, "value", "comparator")
        if fold(e["value"]) != fold(sub(row, "value", "text")):
            out.append("value")
        elif e.get("number") and (decimal(number) != decimal(e["number"]) or comparator != (e.get("comparator") or "")):
            out.append("value")
    if e["unit"] is not None and fold(e["unit"]) != fold(sub(row, "unit", "text")):
        out.append("unit")
    if e["range"] is not None or e.get("low") or e.get("high"):
        printed, wanted = fold(sub(row, "range", "text")), fold(e["range"])
        same = e["range"] is None or (printed == wanted if not wanted else wanted.strip("()[]") in printed)
        for limit in ("low", "high") if e.get("low") or e.get("high") else ():
            same = same and decimal(sub(row, "range", limit) or None) == decimal(e.get(limit))
        if not same:
            out.append("range")
    if e["flag"] is not None:
        text, code, wanted = side(sub(row, "flag", "text")), side(sub(row, "flag", "code")), side(e["flag"])
        if wanted:
            good = wanted in (text, code) or (wanted == "A" and code in ("H", "L"))
        else:
            good = text == "" and (code == "" or code == outside(e) or (code == "A" and outside(e) is None and fold(e["value"]) != fold(e["range"])))
        if not good:
            out.append("flag")
    return out


def pair(expected, rows):
    """Best pairs first: by name and value; page, unit and order break ties. Two maps of indices."""
    candidates = []
    for i, e in enumerate(expected):
        for j, row in enumerate(rows):
            like = max(likeness(n, sub(row, "name", "text")) for n in names(e))
            if like < 0.7:
                continue
            score = like + (fold(e["value"]) == fold(sub(row, "value", "text"))) + 0.2 * (row.get("page") == e["page"]) + 0.1 * (fold(e["unit"]) == fold(sub(row, "unit", "text")))
            score += 0.05 * (1 - abs(i / len(expected) - j / len(rows)))
            candidates.append((score, -i, -j))
    found, used = {}, set()
    for _, i, j in sorted(candidates, reverse=True):
        if -i not in found and -j not in used:
            found[-i] = -j
            used.add(-j)
    return found, [j for j in range(len(rows)) if j not in used]


def report_of(folder):
    """The sample's one file report.<ext>, whatever its type."""
    found = [p for p in sorted(folder.glob("report.*")) if p.stem == "report"]
    if len(found) != 1:
        raise ValueError(f"{len(found)} files report.*, not one")
    return found[0]


def run(command, report):
    process = subprocess.run([c.replace("{file}", str(report)) for c in shlex.split(command)], capture_output=True, text=True, timeout=300)
    output = json.loads(process.stdout)
    return output if isinstance(output, list) else [output]


def score(truth, reports):
    rows = [r for report in reports for r in report.get("results") or []]
    required = [e for e in truth["results"] if not e.get("optional")]
    optional = [e for e in truth["results"] if e.get("optional")]
    s = collections.Counter(rows=len(required))
    shown, gaps = [], []
    found, left = pair(required, rows)
    unread = collections.Counter(u.get("page") for report in reports for u in (report.get("document") or {}).get("unread") or [])
    s["unread"] = sum(unread.values())
    for i, e in enumerate(required):
        if i not in found:
            unread[e["page"]] -= 1
            lost = unread[e["page"]] < 0
            s["lost"] += lost
            gaps.append((e, "not read" if lost else "not read; a line is named as unread"))
            shown.append(("lost" if lost else "unread", e, None, []))
            continue
        row = rows[found[i]]
        wrong = faults(e, row)
        s["found"] += 1
        s["exact"] += not wrong
        if row.get("status") == "accepted":
            s["accepted"] += not wrong
            s["wrong"] += bool(wrong)
        else:
            s["queued"] += 1
            codes = sorted({f.get("code", "") for f in row.get("findings") or []})
            gaps.append((e, "waits for review: " + (", ".join(codes) or "low confidence") + (f"; {', '.join(wrong)} not right" if wrong else "")))
        if wrong:
            shown.append(("wrong" if row.get("status") == "accepted" else "queued", e, row, wrong))
    rest = [rows[j] for j in left]
    spare, left = pair(optional, rest)
    for i, j in spare.items():
        wrong = faults(optional[i], rest[j]) if rest[j].get("status") == "accepted" else []
        if wrong:
            s["wrong"] += 1
            shown.append(("wrong", optional[i], rest[j], wrong))
    for j in left:
        accepted = rest[j].get("status") == "accepted"
        s["invented" if accepted else "extra"] += 1
        shown.append(("invented" if accepted else "+queued", None, rest[j], []))
    head = (reports[0].get("document") or {}) if reports else {}
    for key in ("collected", "reported"):
        if truth.get(key) and head.get(key):
            s["dates"] += str(head[key])[:10] != truth[key]
    return s, shown, gaps


def line(e, row):
    if row is None:
        return " | ".join("·" if e[f] is None else str(e[f]) for f in ("name", "value", "unit", "range", "flag"))
    return " | ".join(sub(row, f, "text") for f in ("name", "value", "unit", "range", "flag")) + f" (code {sub(row, 'flag', 'code') or '-'}, page {row.get('page')})"


def write_gaps(folder, gaps):
    """known_gaps.json: rows that are not done yet. The reasons of rows that stay are kept."""
    path = folder / "known_gaps.json"
    old = {(g["name"], g.get("value"), g.get("page")): g["reason"] for g in json.loads(path.read_text())} if path.exists() else {}
    rows = [{"name": e["name"], "value": e["value"], "page": e["page"], "reason": old.get((e["name"], e["value"], e["page"]), why)} for e, why in gaps]
    if rows:
        path.write_text("[\n" + ",\n".join(" " + json.dumps(r, ensure_ascii=False) for r in rows) + "\n]\n", encoding="utf-8")
    elif path.exists():
        path.unlink()


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("sample", nargs="*", help="names of folders (default: all)")
    a.add_argument("--samples", type=pathlib.Path, default=ROOT / "samples", help="the folder of samples")
    a.add_argument("--cmd", default=f"{shlex.quote(str(ROOT / 'build/labintake'))} process --quiet --format json {{file}}", help="command that prints the results of {file}")
    a.add_argument("--show", action="store_true", help="print the faulty rows")
    a.add_argument("--json", type=pathlib.Path, help="write the figures to this file")
    a.add_argument("--update-gaps", action="store_true", help="rewrite known_gaps.json of each sample (read the changes before you commit them)")
    o = a.parse_args()
    folders = sorted(p.parent for p in o.samples.glob("*/expected.json") if not o.sample or p.parent.name in o.sample)
    missing = set(o.sample) - {f.name for f in folders}
    if missing or not folders:
        sys.exit(f"score_samples.py: no such sample: {', '.join(sorted(missing))}" if missing else f"score_samples.py: no samples under {o.samples}")
    columns = ("rows", "found", "exact", "accepted", "queued", "extra", "wrong", "invented", "lost", "unread", "dates")
    print(f"{'sample':28}" + "".join(f"{'+queued' if c == 'extra' else c:>9}" for c in columns))
    total, broken, figures = collections.Counter(), False, {}
    for folder in folders:
        truth = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        try:
            reports = run(o.cmd, report_of(folder))
        except (OSError, ValueError, subprocess.TimeoutExpired) as e:
            print(f"{folder.name:28} no usable output: {str(e)[:100]}")
            broken = True
            continue
        s, shown, gaps = score(truth, reports)
        total.update(s)
        figures[folder.name] = dict(s)
        print(f"{folder.name:28}" + "".join(f"{s[c]:9}" for c in columns))
        if o.show:
            for kind, e, row, wrong in shown:
                print(f"    {kind:9}{'expected  ' + line(e, None) if e else ''}" + (f"\n             {', '.join(wrong)}" if wrong else ""))
                if row:
                    print(f"             got       {line(None, row)}" + "".join(f" [{f.get('code')}]" for f in row.get("findings") or []))
        if o.update_gaps:
            write_gaps(folder, gaps)
    print(f"{'total':28}" + "".join(f"{total[c]:9}" for c in columns))
    if o.json:
        o.json.write_text(json.dumps({"total": dict(total), "samples": figures}, indent=1) + "\n")
    sys.exit(1 if broken or total["wrong"] or total["invented"] or total["dates"] else 0)


if __name__ == "__main__":
    main()
