"""youthsim compare: two finished runs, what was asked differently and what that does."""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from youthsim.report.compare import Beside, Compared
    from youthsim.report.findings import Spread
    from youthsim.report.words import Words

TEXTS = {
    "en": {
        "settings": "What was asked differently",
        "none": "  nothing: the same settings",
        "outcomes": "What came out (with the approach instead of without; 90% interval)",
        "paired": "B minus A, draw by draw",
        "pays": "Chance that it pays, the town's public payers",
        "social": "Chance that it pays, everyone",
        "not_paired": "Not paired draw by draw: the runs differ in {why}. What both do not know is in both columns.",
        "few": "From {n} draws no interval is given.",
        "prices": "Amounts are not paired: the price years differ.",
        "cases": "cases", "draws": "draws", "unknown": "unknown", "net_saving": "Net saving, public payers",
        "net_social_saving": "Net saving, everyone", "programme_cost": "Cost of the programme",
    },
    "nl": {
        "settings": "Wat anders was gevraagd",
        "none": "  niets: dezelfde instellingen",
        "outcomes": "Wat eruit kwam (met de aanpak in plaats van zonder; 90%-interval)",
        "paired": "B min A, trekking voor trekking",
        "pays": "Kans dat het loont, publieke betalers van de gemeente",
        "social": "Kans dat het loont, iedereen",
        "not_paired": "Niet trekking voor trekking vergeleken: de runs verschillen in {why}. Wat beide niet weten zit in beide kolommen.",
        "few": "Uit {n} trekkingen wordt geen interval gegeven.",
        "prices": "Bedragen zijn niet gepaard: de prijsjaren verschillen.",
        "cases": "casussen", "draws": "trekkingen", "unknown": "onbekend",
        "net_saving": "Netto besparing, publieke betalers", "net_social_saving": "Netto besparing, iedereen",
        "programme_cost": "Kosten van het programma",
    },
}  # fmt: skip


@click.command()
@click.argument("a", type=click.Path(path_type=Path))
@click.argument("b", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Language.")
@click.option("--json", "as_json_", is_flag=True, help="Print the numbers as JSON.")
def compare(a: Path, b: Path, lang: str, as_json_: bool) -> None:
    """Set the finished runs A and B (folders) beside each other.

    First the settings in which they differ, then the headline outcomes of both, and the difference draw by
    draw where both lived the same draws with the same luck.
    """
    from youthsim.report.compare import as_json
    from youthsim.report.compare import compare as beside

    try:
        found = beside(a, b)
    except FileNotFoundError as error:
        raise click.UsageError(str(error)) from None
    except (KeyError, TypeError, ValueError, StopIteration) as error:
        raise click.UsageError(f"a run that this version cannot read: {error}") from None
    if as_json_:
        click.echo(as_json(found))
        return
    for line in told(found, lang):
        click.echo(line)


def told(found: Compared, lang: str) -> Iterator[str]:
    """The comparison as lines."""
    from youthsim.report.compare import enough_draws
    from youthsim.report.words import Words

    text, words = TEXTS[lang], Words(lang)
    for name, k in (("A", 0), ("B", 1)):
        size = f"{found.targets[k]} {text['cases']}, {found.draws[k]} {text['draws']}"
        yield f"{name}  {found.folders[k]}: {found.titles[k]} ({size})"
    yield from ("", text["settings"])
    wide = max(map(len, found.settings), default=0)
    yield from (f"  {key:{wide}s}  {a}  →  {b}" for key, (a, b) in found.settings.items())
    if not found.settings:
        yield text["none"]
    yield from ("", text["outcomes"])
    ends = enough_draws(found)
    paired = not found.unpaired
    yield from _columns(
        [["", "A", "B", *([text["paired"]] if paired else [])], *_rows(found, words, text, ends)]
    )
    if not ends:
        yield text["few"].format(n=min(found.draws))
    if not paired:
        yield text["not_paired"].format(why=words.listed(list(found.unpaired)))
    elif any(row.paired is None and row.unit == "cents" for row in found.rows):
        yield text["prices"]


def _rows(found: Compared, words: Words, text: dict[str, str], ends: bool) -> Iterator[list[str]]:
    paired = not found.unpaired
    for row in found.rows:
        write = _writer(row, words, ends)
        name = text.get(row.id) or words.outcome(row.id)
        both = [write(row.a), write(row.b)]
        yield [name, *both, *([write(row.paired) if row.paired else "–"] if paired else [])]
    for name, chances in (("pays", found.chances[0]), ("social", found.chances[1])):
        both = [text["unknown"] if one is None else words.chance(one) for one in chances]
        yield [text[name], *both, *([""] if paired else [])]


def _writer(row: Beside, words: Words, ends: bool) -> Callable[[Spread], str]:
    """How a figure of this outcome is written: with its interval, or the mean alone from a few draws."""

    def write(spread: Spread) -> str:
        if row.unit == "cents":
            return words.euro_spread(spread) if ends else words.euro(spread.mean)
        return words.change_of(row.id, spread) if ends else words.value_of(row.id, spread.mean, plus=True)

    return write


def _columns(table: list[list[str]]) -> Iterator[str]:
    widths = [max(len(row[k]) for row in table) for k in range(len(table[0]))]
    for row in table:
        yield ("  " + "  ".join(f"{cell:{width}s}" for cell, width in zip(row, widths, strict=True))).rstrip()
