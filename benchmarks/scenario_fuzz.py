"""Mutated scenario files: only faults with a place may come out, each within two seconds of work.

    python benchmarks/scenario_fuzz.py --inputs 100000 --seed 1

Files that load are broken at random: signs, lines, keys and values are taken away, doubled, moved and replaced
by what people and programs leave in files. Prints how many were read, refused, escaped as something else than a
fault (with the input that did it, made small), and the slowest. Exit code 1 when something escaped or was slow.
"""

# ruff: noqa: E501
from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from youthsim import catalogue
from youthsim.scenario.faults import ScenarioError

SLOW_SECONDS = 2.0
SEEDS = (
    """\
schema: 1
title: Small
question: Small?
place: zwolle
population_share: 20%
horizon: 36 months
seed: 3
draws: 10
caseload: {rule: zwolle_safety, sizes: [6, 10], target: 10}
parameters: {need_persistence: {uniform: [0.9, 0.95]}}
claim:
  cases_enrolled: 10
  cases_reported: 6
  reporting: all
  estimate: before_after
  reported_per_case: €1,100 (2024)
  extrapolated: {20: "€20,000 (2023)"}
  split: {protection: 67%, police: 33%}
  beside:
    - {says: Cost, printed: "€60,000 (2024)", outcome: cost_per_household_year, of: baseline, evidence: zwo_avoided_total}
arms:
  plan:
    label: With a plan
    regime: {kind: pxq, switch: {to: pooled, at: 12 months, transition: 6 months}}
    interventions:
      - kind: breakthrough_plan
        custom_money: €954.79 (2024)
        staffing: {cases_per_fte: 12, hire_months: 3}
""",
    """\
schema: 1
title: Youths
question: |
  More than one line
  of text.
place: nijkerk
regime: {law: pooled, governance: pxq, financing: lump_sum, accountability: pxq}
caseload:
  rule: nijkerk_work
  sizes:
    - 5
    - 20
arms:
  work:
    interventions:
      - kind: supported_work
        start: 2 months
        reach: 80%
        places: 10
        hours_per_week: 28 hours/week
        wage_per_hour: €7.21 (2024)
        paid_by: pooled
  schools:
    help_near: 30%
    interventions:
      - kind: youth_supporters
        schools: 3
        payers: {municipality_youth: 60%, school_boards: 40%}
        posts:
          - {schools: [1, 2], hours_per_week: 22 hours/week, filled: [{from: 0 months, until: 9 months}]}
        known_until: 12 months
""",
    "schema: 1\nextends: zwolle-30-40\ntitle: Ours\npopulation_share: 20%\nposterior: none\narms:\n  weighing:\n    label: x\n",
)  # fmt: skip
ODD = (
    "\t", "\u00a0", "\u202f", "\u200b", "\ufeff", "“", "”", "’", "–", "#", " #x", ": ", ":", "::", "- ", "? ", "|", ">", "&a", "*a", "<<: *a",
    "!!bool yes", "!!python/object:os.system x", "%YAML 1.1\n", "---\n", "...\n", "[", "]", "{", "}", ",", "'", '"', "\\", '"\\0"', '"\\ud800"',
    '"\\U00110000"', "\x00", "\x07", "\x85", "\u2028", "\r", "\r\n", "~", "null", "yes", "no", ".inf", "-.inf", ".nan", "0x10", "0o17", "010", "1e3",
    "1e999", "-1", "0", "0.5", "1_000", "12:30", "2024-01-01", "99999999999999999999999", "9" * 60, "€", "€1 (2024)", "€1 (9999)", "€0 (2024)", "-€5 (2024)",
    "0,5", "1.000", "{uniform: [0, 1]}", "{normal: {mean: 0, sd: 0}}", "{beta: {mean: 2, n: -1}}", "{uniform: [1]}", "[]", "{}", "[[]]", "0 months",
    "-1 months", "1e9 months", "999999999999 years", "0%", "101%", "1e400%", "½", "٣", "x" * 300, "plaats", "baseline", "difference", "kind", "extends: base",
    "extends: ../..", "extends: [a]", "place: {margins: nowhere.yaml}", "place: {margins: .}", "place: {margins: \"\\0\"}", "posterior: \"a\\0b\"", "posterior: .",
)  # fmt: skip

Mutation = Callable[[random.Random, str], str]


def _cut(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice((1, 1, 2, 5, 20)) :]


def _put(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(ODD) + text[at:]


def _sign(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chr(chance.choice((chance.randrange(128), chance.randrange(0xD7FF)))) + text[at + 1 :]


def _value(chance: random.Random, text: str) -> str:
    """Another value behind a key."""
    lines = text.split("\n")
    k = chance.randrange(len(lines))
    head, colon, _ = lines[k].partition(": ")
    lines[k] = head + (colon or ": ") + chance.choice(ODD)
    return "\n".join(lines)


def _line(chance: random.Random, text: str) -> str:
    """A line doubled, taken away, moved, or indented otherwise."""
    lines = text.split("\n")
    k = chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            lines.insert(chance.randrange(len(lines)), lines[k])
        case 1:
            del lines[k]
        case 2:
            lines.insert(chance.randrange(len(lines)), lines.pop(k))
        case 3:
            lines[k] = " " * chance.randrange(5) + lines[k].lstrip()
        case 4:
            lines[k] = lines[k].rstrip() + chance.choice((" # c", " #c", "\n\n", " |", " &a", ":"))
    return "\n".join(lines)


MUTATIONS: tuple[Mutation, ...] = (_cut, _put, _sign, _value, _value, _line, _line)


def mutated(seed: int, number: int) -> bytes:
    """One broken file; the same each time."""
    chance = random.Random(f"{seed}/{number}")
    text = chance.choice(SEEDS)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        text = chance.choice(MUTATIONS)(chance, text) or "\n"
    content = text.encode("utf-8", errors="surrogatepass")
    if chance.random() < 0.02:
        at = chance.randrange(len(content))
        content = content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]
    return content


def outcome(content: bytes, folder: Path) -> tuple[str, float]:
    """What became of a file, and the seconds of work: "read", "refused", or the name of what escaped."""
    path = folder / "mine.yaml"
    path.write_bytes(content)
    began = time.process_time()
    try:
        scenario = catalogue.load(path)
        scenario.resolved()
        found = "read"
    except ScenarioError as error:
        found = (
            "refused" if error.faults and all(str(fault.position) for fault in error.faults) else "no fault"
        )
    except Exception as error:  # an escape is what is looked for
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
        found = f"{type(error).__name__} at {where}"
    return found, time.process_time() - began


def smallest(content: bytes, found: str, folder: Path) -> bytes:
    """The same escape from fewer lines."""
    lines = content.split(b"\n")
    k = 0
    while k < len(lines):
        fewer = lines[:k] + lines[k + 1 :]
        if outcome(b"\n".join(fewer), folder)[0] == found:
            lines = fewer
        else:
            k += 1
    return b"\n".join(lines)


def main() -> int:
    """Runs the inputs and tells what came of them."""
    parser = argparse.ArgumentParser(description="Break scenario files at random and see what comes out.")
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after so long")
    asked = parser.parse_args()
    counts: Counter[str] = Counter()
    first: dict[str, bytes] = {}
    slowest, slow = (0.0, -1), 0
    ends = time.monotonic() + 60 * asked.minutes
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        catalogue.load("zwolle-30-40")  # what is read once is no input's work
        outcome(SEEDS[0].encode(), folder)
        for number in range(asked.inputs):
            if time.monotonic() > ends:
                break
            content = mutated(asked.seed, number)
            found, seconds = outcome(content, folder)
            counts[found] += 1
            first.setdefault(found, content)
            slowest = max(slowest, (seconds, number))
            slow += seconds > SLOW_SECONDS
        for found in sorted(set(counts) - {"read", "refused"}):
            print(f"{found}, {counts[found]} times, first from:\n{smallest(first[found], found, folder)!r}\n")
    total, escaped = (
        sum(counts.values()),
        sum(n for key, n in counts.items() if key not in ("read", "refused")),
    )
    print(
        f"{total} inputs of seed {asked.seed}: {counts['read']} read, {counts['refused']} refused, {escaped} escaped, "
        f"{slow} above {SLOW_SECONDS:g} s of work; slowest {slowest[0]:.2f} s (number {slowest[1]})"
    )
    return 1 if escaped or slow else 0


if __name__ == "__main__":
    sys.exit(main())
