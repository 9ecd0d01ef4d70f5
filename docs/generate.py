"""Fills the generated tables of the docs from the code that they are about.

    python docs/generate.py            writes them
    python docs/generate.py --check    exit code 1 when a page is not up to date

A page has a place for a table between `<!-- table: NAME -->` and `<!-- end -->`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

DOCS = Path(__file__).parent
PLACE = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def month() -> Iterator[Sequence[str]]:
    """The steps of a month, as they are run."""
    from youthsim.people import month as running

    yield "", "Step", "What happens, and why here", "Rules"
    for number, (step, _, rules, reason) in enumerate(running.MONTH, start=1):
        homes: dict[str, list[str]] = {}
        for rule in rules:
            function = getattr(running, rule)
            module = getattr(function, "py_func", function).__module__.removeprefix("youthsim.")
            homes.setdefault(module.replace(".", "/") + ".py", []).append(f"`{rule}`")
        links = (f"[{home}](../src/youthsim/{home}): {', '.join(names)}" for home, names in homes.items())
        where = "; ".join(links)
        yield str(number), step, reason, where


def services() -> Iterator[Sequence[str]]:
    """Everything that can be on a bill."""
    from youthsim.vocabulary.payers import PAYERS
    from youthsim.vocabulary.services import SERVICES

    yield "English", "Dutch", "Counted per", "Pays, unless a rule says otherwise"
    for service in SERVICES:
        yield service.label, service.dutch, service.unit, PAYERS[service.payer].label


def payers() -> Iterator[Sequence[str]]:
    """Every budget."""
    from youthsim.vocabulary.payers import PAYERS

    yield "English", "Dutch"
    for payer in PAYERS:
        yield payer.label, payer.label_nl


def approaches() -> Iterator[Sequence[str]]:
    """Every intervention that a scenario may use."""
    import importlib

    from youthsim.interventions.settings import INTERVENTIONS

    yield "`kind` in a scenario", "What it is", "Its rules"
    for settings in INTERVENTIONS:
        kind = settings.model_fields["kind"].annotation.__args__[0]  # type: ignore[union-attr]
        module = importlib.import_module(f"youthsim.interventions.{kind}")
        about = (module.__doc__ or "").split("\n\n")[0].rstrip(".")
        yield f"`{kind}`", about, f"[interventions/{kind}.py](../src/youthsim/interventions/{kind}.py)"


def regimes() -> Iterator[Sequence[str]]:
    """Every rule of funding and its value in each regime."""
    from youthsim.funding.rules import KINDS, RULES

    yield "Instrument", "Rule", *(f"`{kind}`" for kind in KINDS), "What it does when it is on"
    last = ""
    for rule in RULES:
        yield "" if rule.instrument == last else rule.instrument, f"`{rule.id}`", *rule.values, rule.says
        last = rule.instrument


def funding_evidence() -> Iterator[Sequence[str]]:
    """What says how strongly each rule works, and what that rests on."""
    from youthsim.funding.rules import RULES
    from youthsim.parameters import PARAMETERS

    yield "Rule", "Parameter", "Prior", "Rests on", "Note"
    for rule in RULES:
        for name in rule.rests_on:
            p = PARAMETERS[name]
            cited = ", ".join(one for one in p.evidence if one != "assumption")
            on = cited if not p.rests_on_assumption else f"assumption ({cited})" if cited else "assumption"
            yield f"`{rule.id}`", f"`{name}`, {p.unit}", p.prior.describe(), on, p.note


def notation() -> Iterator[Sequence[str]]:
    """What is read, refused and asked back, by kind of text."""
    from youthsim.notation.examples import EXAMPLES

    yield "Kind", "Written", "", "Meaning, or what is said"
    last = ""
    for example in EXAMPLES:
        text = (
            example.text.encode("unicode_escape").decode() if not example.text.isprintable() else example.text
        )
        shown = f"`{text.replace('|', chr(92) + '|')}`" if text else "(empty)"
        yield "" if example.kind == last else example.kind, shown, example.outcome, example.says
        last = example.kind


TABLES: dict[str, Callable[[], Iterator[Sequence[str]]]] = {
    "notation": notation,
    "month": month,
    "services": services,
    "payers": payers,
    "approaches": approaches,
    "regimes": regimes,
    "funding_evidence": funding_evidence,
}


def filled(page: str) -> str:
    """The page with every table as the code has it now. Raises KeyError for a table nobody makes."""
    return PLACE.sub(lambda place: place[1] + table(TABLES[place[2]]()) + place[3], page)


def table(rows: Iterator[Sequence[str]]) -> str:
    """Rows as a table in Markdown; the first is the head."""
    head, *body = rows
    lines = [head, ["---"] * len(head), *body]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def main() -> int:
    """Writes or checks every page; returns an exit code."""
    parser = argparse.ArgumentParser(description="Fill the generated tables of the docs.")
    parser.add_argument("--check", action="store_true", help="change nothing")
    check, stale = parser.parse_args().check, []
    for path in sorted(DOCS.glob("*.md")):
        was = path.read_text(encoding="utf-8")
        now = filled(was)
        if now != was:
            stale.append(path.name)
            if not check:
                path.write_text(now, encoding="utf-8")
    if stale:
        print(("not up to date, run python docs/generate.py: " if check else "written: ") + ", ".join(stale))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
