#!/usr/bin/env python3
"""Compares a score with the floor under which it must not fall, and lifts the floor with --update.

SCORE is the JSON that a scorer wrote: {"totals": {GROUP: {"documents", "truth", "found", "exact", "straight", "wrong", "invented", "lost",
"unread", "needless", ...}}}. The floor file gives for each group the least recall, exact and straight-through (shares of the
rows, 0 to 1) and the most silent errors (wrong + invented + lost), unread lines and needless reviews.
Groups that the score does not have are passed over with a note; a floor of null is not checked.

Exit code: 0 all floors hold, 1 one does not (each is named), 2 a file cannot be used.
"""
import argparse
import json
import math
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
GROUPS = {"digital": "digital", "scans": "scans, photos, images"}     # name in the floor file, name in the score
LEAST = ("recall", "exact", "straight_through")
MOST = ("silent_errors", "unread", "needless")


def figures(total):
    rows = max(1, total["truth"])
    return {"recall": total["found"] / rows, "exact": total["exact"] / rows, "straight_through": total["straight"] / rows,
            "silent_errors": total["wrong"] + total["invented"] + total["lost"], "unread": total["unread"], "needless": total["needless"]}


def load(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as e:
        print(f"check_score.py: {path}: {e}", file=sys.stderr)
        sys.exit(2)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("score", type=pathlib.Path, metavar="SCORE")
    a.add_argument("--floor", type=pathlib.Path, default=ROOT / "tests" / "score_floor.json")
    a.add_argument("--update", action="store_true", help="write the figures of SCORE into the floor file (shares rounded down to 0.0001)")
    o = a.parse_args()
    try:
        score = {name: figures(load(o.score)["totals"][key]) for name, key in GROUPS.items() if key in load(o.score)["totals"]}
    except (KeyError, TypeError) as e:
        print(f"check_score.py: {o.score}: not a score: {e} is missing", file=sys.stderr)
        sys.exit(2)
    floor = load(o.floor)
    if o.update:
        for name, group in score.items():
            if name in floor:
                floor[name] = {k: math.floor(v * 10000) / 10000 if k in LEAST else v for k, v in group.items()}
        o.floor.write_text(json.dumps(floor, indent=2) + "\n", encoding="utf-8")
        print(f"check_score.py: wrote {o.floor}")
        return
    failures = 0
    for name, limits in floor.items():
        if name not in score:
            print(f"check_score.py: {name}: no such documents in the score, not checked")
            continue
        for key, limit in limits.items():
            if limit is None:
                continue
            got = score[name][key]
            bad = got < limit - 1e-9 if key in LEAST else got > limit
            failures += bad
            shown = (lambda v: f"{v:.2%}") if key in LEAST else str
            print(f"check_score.py: {name}: {key.replace('_', ' ')} {shown(got)} ({'at least' if key in LEAST else 'at most'} {shown(limit)}){'  FAILED' if bad else ''}")
    if failures:
        print(f"check_score.py: {failures} below the floor", file=sys.stderr)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
