"""What whoever reads an answer has to know first: nobody to help, a town too small for it, prices assumed.

Each is a sentence in both languages under `cautions` of the summary, on the terminal and on top of the report.
Most runs have none, and then the summary has no such key.
"""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Collection
from typing import Any

from youthsim.catalogue.models import Scenario
from youthsim.catalogue.prices import assumed_prices

Json = dict[str, Any]
ROOM_TO_CHOOSE = 3.0
"""Eligible households per case. A rule that leans to the gravest or the most solvable cases takes the best-placed
third of as many; with fewer, the caseload is most of what there is and the choice that the scenario asks for
hardly exists. An arrangement, stated in docs/scenarios.md."""

UNMET_NEED = {"unmet_crisis", "unmet_stay", "unmet_incident"}
DOORS = ("gate_", "queue_", "care_drop_out", "wait_", "request_", "catchment_")

TEXTS = {
    "en": {
        "nobody": "Nobody is eligible: under the rule {rule} no household in this town can be a case, so nothing is done and nothing can be said of {n} cases",
        "nobody_share": "; the town was made {share} of its size for this run",
        "some_nobody": "In {chance} of the simulated towns fewer than {n} households are eligible: there the answer is about fewer cases, or about none.",
        "share": (
            "This is {share} of the town. Cases, posts and work places stay as many as the scenario says, while families, places in care, schools "
            "and staff to hire become fewer: {n} cases are {taken} of the {eligible} eligible here. The answer for the whole town may differ, "
            "in sign too; run it with population_share: 100%."
        ),
        "share_town": (
            "This is {share} of the town: families, places in care, schools and staff to hire become fewer, and what is scarce becomes scarcer. "
            "The answer for the whole town may differ, in sign too; run it with population_share: 100%."
        ),
        "share_few": " With fewer than {room} eligible for each case there is hardly a choice left.",
        "withheld": "What it does to children when help is withheld (a crisis, a stay, an incident) is not in the fit that this run uses: fewer placements or a lower bill with less help are no finding.",
        "prices": "Consumer prices are known to {known}; for {years} a rise of {percent}% a year is assumed, and amounts are moved by it.",
    },
    "nl": {
        "nobody": "Niemand komt in aanmerking: volgens de regel {rule} kan geen huishouden in deze stad een casus zijn, dus gebeurt er niets en is over {n} casussen niets te zeggen",
        "nobody_share": "; de stad is voor deze run verkleind tot {share}",
        "some_nobody": "In {chance} van de gesimuleerde steden komen minder dan {n} huishoudens in aanmerking: daar gaat het antwoord over minder casussen, of over geen.",
        "share": (
            "Dit is {share} van de stad. Casussen, banen en werkplekken blijven zoveel als het scenario zegt, terwijl gezinnen, plaatsen in de zorg, "
            "scholen en te werven personeel minder worden: {n} casussen zijn {taken} van de {eligible} die hier in aanmerking komen. Het antwoord voor de "
            "hele stad kan anders zijn, ook van teken; draai het met population_share: 100%."
        ),
        "share_town": (
            "Dit is {share} van de stad: gezinnen, plaatsen in de zorg, scholen en te werven personeel worden minder, en wat schaars is wordt schaarser. "
            "Het antwoord voor de hele stad kan anders zijn, ook van teken; draai het met population_share: 100%."
        ),
        "share_few": " Met minder dan {room} in aanmerking per casus valt er nauwelijks meer te kiezen.",
        "withheld": "Wat het met kinderen doet als hulp uitblijft (een crisis, een verblijf, een incident) zit nog niet in de afstelling van deze run: minder plaatsingen of een lagere rekening bij minder hulp zijn geen uitkomst.",
        "prices": "Consumentenprijzen zijn bekend tot en met {known}; voor {years} is een stijging van {percent}% per jaar aangenomen, en daarmee zijn bedragen omgerekend.",
    },
}  # fmt: skip


def cautions(summary: Json, scenario: Scenario, lang: str, asleep: Collection[str] = ()) -> list[str]:
    """The sentences that hold for a run, in one language; none for most. asleep: mechanisms it lives without."""
    text, about = TEXTS[lang], summary["scenario"]
    target, share = about["target"], about["population_share"]
    cases = summary["cases"][_first(summary)][str(target)]
    eligible, said = cases["eligible"]["mean"], []
    if nobody(summary):
        said.append(nobody_words(summary, lang))
    elif cases["chance_too_few"] > 0 and not _concerns_town(summary):
        said.append(text["some_nobody"].format(chance=_percent(cases["chance_too_few"]), n=target))
    if share < 1 and _concerns_town(summary):
        said.append(text["share_town"].format(share=_percent(share)))
    elif share < 1 and not nobody(summary):
        few = eligible < ROOM_TO_CHOOSE * target
        taken = _percent(min(1.0, target / eligible))
        words = text["share"] + (text["share_few"] if few else "")
        said.append(
            words.format(
                share=_percent(share),
                n=target,
                taken=taken,
                eligible=f"{eligible:.0f}",
                room=f"{ROOM_TO_CHOOSE:g}",
            )
        )
    if UNMET_NEED & set(asleep) and withholds_help(scenario):
        said.append(withheld_words(lang))
    if (assumed := assumed_prices(scenario)) is not None:
        years = (
            f"{assumed['from']}-{assumed['to']}" if assumed["to"] > assumed["from"] else str(assumed["to"])
        )
        rises = sorted({f"{rise:g}" for rise in assumed["percent_per_year"]})
        percent = "-".join(rises).replace(".", "," if lang == "nl" else ".")
        said.append(text["prices"].format(known=assumed["from"] - 1, years=years, percent=percent))
    return said


def withholds_help(scenario: Scenario) -> bool:
    """Whether an arm may give less help than another: by a budget, by another regime, at the gate or in the queue."""
    regimes = [arm.regime for arm in scenario.arms.values()]
    budgets = any(regime is not None and regime.budget is not None for regime in regimes)
    at_the_door = any(name.startswith(DOORS) for arm in scenario.arms.values() for name in arm.parameters)
    return budgets or at_the_door or any(regime != regimes[0] for regime in regimes)


def withheld_words(lang: str) -> str:
    """That fewer placements with less help are no finding, in one sentence."""
    return TEXTS[lang]["withheld"]


def nobody(summary: Json) -> bool:
    """Whether no simulated town has a household that may be a case, where the answer is about cases."""
    if _concerns_town(summary):
        return False
    return summary["cases"][_first(summary)][str(summary["scenario"]["target"])]["eligible"]["mean"] == 0


def nobody_words(summary: Json, lang: str) -> str:
    """That there is nobody to help, in one sentence."""
    text, about = TEXTS[lang], summary["scenario"]
    share = about["population_share"]
    shrunk = text["nobody_share"].format(share=_percent(share)) if share < 1 else ""
    return text["nobody"].format(rule=about["rule"], n=about["target"]) + shrunk + "."


def _concerns_town(summary: Json) -> bool:
    return bool(summary["wrong_pockets"]["arms"][_first(summary)]["concerns"] == "town")


def _first(summary: Json) -> str:
    return next(arm for arm in summary["scenario"]["arms"] if arm != "baseline")


def _percent(share: float) -> str:
    """Whole percents; one figure below one, for a share is never printed as none."""
    return f"{100 * share:.0f}%" if share >= 0.01 else f"{100 * share:.1g}%"
