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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from youthsim.parameters.declare import Parameter

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


def commands() -> Iterator[Sequence[str]]:
    """Every command of the command line."""
    from youthsim.cli import COMMANDS

    yield "Command", "What it does"
    for name, (_, text) in COMMANDS.items():
        yield f"`{name}`", text


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


def unmet() -> Iterator[Sequence[str]]:
    """What unmet need and months out of school lead to, and what each rests on."""
    from youthsim.parameters.unmet import UNMET

    yield "Parameter", "Prior", "Does nothing at", "Rests on", "Note"
    for p in UNMET:
        at = "" if p.neutral is None else f"{p.neutral:g}"
        yield f"`{p.name}`, {p.unit}", p.prior.describe(), at, rests_on(p), p.note


def rests_on(parameter: Parameter) -> str:
    """The evidence ids of a parameter, named an assumption where nothing observed stands under it."""
    cited = ", ".join(one for one in parameter.evidence if one != "assumption")
    if not parameter.rests_on_assumption:
        return cited
    return f"assumption ({cited})" if cited else "assumption"


def budget() -> Iterator[Sequence[str]]:
    """What a scenario may say of a budget that binds, word by word."""
    from youthsim.funding.budgets import CORRIDOR, DOCTORS, OVERRUN, PER, UNSPENT

    yield "Setting", "Word", "What it means"
    settings = {"overrun": OVERRUN, "unspent": UNSPENT, "doctors": DOCTORS, "budget_per": PER}
    for setting, words in settings.items():
        for number, (word, said) in enumerate(words.items()):
            yield "" if number else f"`{setting}`", f"`{word}`", said
    yield "`corridor`", "`±5%`", CORRIDOR


def funding_evidence() -> Iterator[Sequence[str]]:
    """What says how strongly each rule works, and what that rests on."""
    from youthsim.funding.budgets import RESTS_ON
    from youthsim.funding.rules import RULES
    from youthsim.parameters import PARAMETERS

    yield "Rule", "Parameter", "Prior", "Rests on", "Note"
    named = [(f"`{rule.id}`", name) for rule in RULES for name in rule.rests_on]
    named += [(f"`overrun: {word}`", name) for word, name in RESTS_ON.items()]
    for rule, name in named:
        p = PARAMETERS[name]
        yield rule, f"`{name}`, {p.unit}", p.prior.describe(), rests_on(p), p.note


def of_the_town() -> Iterator[Sequence[str]]:
    """Every parameter that no arm may set."""
    from youthsim.parameters import OF_THE_TOWN, PARAMETERS

    yield "Parameter", "Unit", "What it says of the town"
    for name, p in PARAMETERS.items():
        if name in OF_THE_TOWN:
            yield f"`{name}`", p.unit, p.note


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
    "commands": commands,
    "month": month,
    "services": services,
    "payers": payers,
    "approaches": approaches,
    "regimes": regimes,
    "budget": budget,
    "funding_evidence": funding_evidence,
    "unmet": unmet,
    "of_the_town": of_the_town,
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
                path.write_text(now, encoding="utf-8", newline="\n")
    if stale:
        print(("not up to date, run python docs/generate.py: " if check else "written: ") + ", ".join(stale))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
