"""The answer in three sentences, in Dutch or English, with the intervals that belong to each figure."""

# ruff: noqa: E501
from __future__ import annotations

import math
from typing import Any

from youthsim.experiment.few_draws import FEWEST
from youthsim.experiment.mattering import Size, size_of, smallest
from youthsim.experiment.statistics import ONE_DRAW, TOO_FEW

Json = dict[str, Any]
FEW = (TOO_FEW, ONE_DRAW)
MILLION = 100_000_000
NEARLY_ALL = 0.98  # of the cases planned: fewer is said beside the amount

TEXTS = {
    "en": {
        "answer": (
            "With {cases} over {months} months the town's public payers together {verb} {mean} net "
            "(prices of {year}, discounted): {sure}; the mean itself lies between {mc_low} and {mc_high} (Monte Carlo)."
        ),
        "answer_town": (
            "“{arm}” instead of “{base}”, for the whole town and over {months} months: the town's public payers "
            "together {verb} {mean} net (prices of {year}, discounted), {sure}; the mean "
            "itself lies between {mc_low} and {mc_high} (Monte Carlo)."
        ),
        "sure": (
            "between {low} and {high} given what is not known about the parameters, between {real_low} and {real_high} "
            "in what one council will see with so many real cases beside as many others"
        ),
        "sure_town": (
            "between {low} and {high} given what is not known about the parameters, between {real_low} and {real_high} "
            "in what one council will see"
        ),
        "sure_few": "too few draws ({draws}) to say how sure that is",
        "cases": "{n} cases", "cases_found": "{joined} cases that take part, of {n} planned,",
        "save": "save", "lose": "pay", "to": "to",
        "claim": (
            "The source's figure comes to {claimed} for {n} cases; counted in the model the way the source counted "
            "it gives {seen} ({seen_span}), and the true difference for these cases before programme "
            "cost, at pilot quality, is {true} ({true_span}) over {clock} months."
        ),
        "no_claim": "The scenario states no claim to compare with.",
        "who": (
            "{chances}; safety incidents among the cases change by {harm} ({harm_span}){rises}{hardly}."
        ),
        "who_town": (
            "{chances}; safety incidents in the town change by {harm} ({harm_span}){rises}{hardly}."
        ),
        "chances": (
            "The chance that it pays is {chance} for these payers together and {youth} for the municipality's Youth "
            "Act budget"
        ),
        "chances_few": "Too few draws ({draws}) to give the chance that it pays",
        "few": "too few draws for an interval",
        "rises": ", with a chance of {chance} that they rise",
        "hardly": ": hardly any difference", "unknown": "unknown", "million": "M",
    },
    "nl": {
        "answer": (
            "Met {cases} over {months} maanden {verb} de publieke betalers van de gemeente samen {mean} netto "
            "(prijzen van {year}, verdisconteerd): {sure}; "
            "het gemiddelde zelf ligt tussen {mc_low} en {mc_high} (Monte Carlo)."
        ),
        "answer_town": (
            "“{arm}” in plaats van “{base}”, voor de hele stad en over {months} maanden: de publieke betalers van de "
            "gemeente samen {verb} {mean} netto (prijzen van {year}, verdisconteerd), {sure}; het "
            "gemiddelde zelf ligt tussen {mc_low} en {mc_high} (Monte Carlo)."
        ),
        "sure": (
            "tussen {low} en {high} gezien wat van de parameters onbekend is, tussen {real_low} en {real_high} in wat "
            "één gemeente zal zien met zoveel echte cliënten naast evenveel andere"
        ),
        "sure_town": (
            "tussen {low} en {high} gezien wat van de parameters onbekend is, tussen {real_low} en {real_high} in wat "
            "één gemeente zal zien"
        ),
        "sure_few": "te weinig trekkingen ({draws}) om te zeggen hoe zeker dat is",
        "cases": "{n} cliënten", "cases_found": "{joined} cliënten die meedoen, van {n} gepland,",
        "save": "besparen", "lose": "betalen", "to": "tot",
        "claim": (
            "Het cijfer van de bron komt neer op {claimed} voor {n} cliënten; geteld zoals de bron telde geeft het model {seen} "
            "({seen_span}), en het werkelijke verschil voor deze cliënten vóór programmakosten, op "
            "pilotkwaliteit, is {true} ({true_span}) over {clock} maanden."
        ),
        "no_claim": "Het scenario noemt geen claim om mee te vergelijken.",
        "who": (
            "{chances}; het aantal veiligheidsincidenten bij de cliënten verandert met {harm} ({harm_span})"
            "{rises}{hardly}."
        ),
        "who_town": (
            "{chances}; het aantal veiligheidsincidenten in de stad verandert met {harm} ({harm_span})"
            "{rises}{hardly}."
        ),
        "chances": (
            "De kans dat het loont is {chance} voor deze betalers samen en {youth} voor het Jeugdwetbudget van de "
            "gemeente"
        ),
        "chances_few": "Te weinig trekkingen ({draws}) voor een kans dat het loont",
        "few": "te weinig trekkingen voor een interval",
        "rises": ", met een kans van {chance} dat het stijgt",
        "hardly": ": nauwelijks verschil", "unknown": "onbekend", "million": " mln",
    },
}  # fmt: skip


def answer(summary: Json, lang: str) -> list[str]:
    """Three sentences from a summary. `lang`: "en" or "nl".

    Where the first alternative changes how a town is funded, they speak of the town and not of the caseload.
    """
    text, scenario = TEXTS[lang], summary["scenario"]
    town = _concerns_town(summary)
    n = scenario["target"]
    saving = {k: v["net_saving"]["difference"][str(n)] for k, v in summary["intervals"].items()}
    mean = saving["parameter"]["mean"]

    def money(cents: float | None) -> str:
        return euros(cents, lang)

    few = saving["parameter"].get("note") in FEW
    saves = (mean or 0) >= 0

    def ends(kind: str) -> tuple[str, str]:
        """The ends of an interval in the sense of the verb: of what is saved, or of what is paid."""
        low, high = saving[kind]["p05"], saving[kind]["p95"]
        if saves or low is None or high is None:
            return money(low), money(high)
        return money(-high), money(-low)

    sure = text["sure_few" if few else "sure_town" if town else "sure"].format(
        draws=_whole(scenario["draws"], lang),
        **dict(zip(("low", "high"), ends("parameter"), strict=True)),
        **dict(zip(("real_low", "real_high"), ends("realised"), strict=True)),
    )  # fmt: skip
    labels = {**scenario["arms"], **(scenario.get("arms_nl", {}) if lang == "nl" else {})}
    first = text["answer_town" if town else "answer"].format(
        cases=_cases(summary, text, lang), arm=labels[_first(summary)], base=labels["baseline"], months=scenario["horizon_months"], year=scenario["price_year"],
        verb=text["save"] if saves else text["lose"], mean=money(abs(mean) if mean is not None else None),
        sure=sure, **dict(zip(("mc_low", "mc_high"), ends("monte_carlo"), strict=True)),
    )  # fmt: skip
    return [first, _claim(summary, text, lang), _who(summary, text, lang)]


def _first(summary: Json) -> str:
    """The first alternative: the one that the answer is about."""
    return next(arm for arm in summary["scenario"]["arms"] if arm != "baseline")


def _cases(summary: Json, text: Json, lang: str) -> str:
    """How many the answer is about: those planned, and those who take part where they are clearly fewer."""
    n = summary["scenario"]["target"]
    joined = summary["cases"][_first(summary)][str(n)]["enrolled"]["mean"]
    if joined is None or not math.isfinite(joined) or joined >= NEARLY_ALL * n:
        return str(text["cases"]).format(n=_whole(n, lang))
    return str(text["cases_found"]).format(n=_whole(n, lang), joined=_whole(round(joined), lang))


def _concerns_town(summary: Json) -> bool:
    return summary["wrong_pockets"]["arms"][_first(summary)]["concerns"] == "town"


def _whole(number: int, lang: str) -> str:
    grouped = f"{number:,}"
    return grouped.replace(",", ".") if lang == "nl" else grouped


def euros(cents: float | None, lang: str) -> str:
    """€1.6M or €1,6 mln from a million on, three figures below: more would claim too much."""
    if cents is None or not math.isfinite(cents):
        return str(TEXTS[lang]["unknown"])
    sign, size = "−" if cents < 0 else "", abs(cents)
    if size >= MILLION * 0.9995:
        digits = f"{size / MILLION:.1f}"
        return f"{sign}€{digits.replace('.', ',') if lang == 'nl' else digits}{TEXTS[lang]['million']}"
    whole = size / 100
    rounded = round(whole) if whole < 1000 else round(whole, 3 - len(str(int(whole))))
    return f"{sign}€{_whole(int(rounded), lang)}"


def _claim(summary: Json, text: Json, lang: str) -> str:
    stages = {row["stage"]: row for row in summary["decomposition"]}
    if "E0" not in stages:
        return str(text["no_claim"])
    seen, true = stages["E3"], stages["E5"]
    return str(text["claim"]).format(
        claimed=euros(stages["E2"]["total_cents"], lang), n=_whole(summary["scenario"]["target"], lang),
        seen=euros(seen["total_cents"], lang), seen_span=_money_span(seen, text, lang),
        true=euros(true["total_cents"], lang), true_span=_money_span(true, text, lang),
        clock=true["horizon_months"],
    )  # fmt: skip


def _money_span(row: Json, text: Json, lang: str) -> str:
    low, high = (euros(row[f"total_{end}"], lang) for end in ("p05", "p95"))
    return str(text["few"]) if row.get("total_note") in FEW else f"{low} {text['to']} {high}"


def _who(summary: Json, text: Json, lang: str) -> str:
    harms = summary["outcomes"]["incidents"]
    harm, rises = harms["difference"], summary["chance_of_harm"]["incidents"]["chance"]
    level, group = (harms.get("baseline") or {}).get("mean"), "caseload"
    town = _concerns_town(summary)
    if town:
        row = next(row for row in summary["comparison"]["measures"] if row["id"] == "incidents")
        of_arm = row["arms"][_first(summary)]
        harm, rises = of_arm["difference"]["parameter"], of_arm["chance_worse"]
        level, group = row["arms"]["baseline"]["level"]["parameter"]["mean"], "town"
    least = smallest("incidents", _number(level), summary["scenario"]["target"], group)
    mean, low, high = (_number(harm[end]) for end in ("mean", "p05", "p95"))
    size = size_of(mean, low, high, least)

    def share(value: float | None) -> str:
        if value is None or not math.isfinite(value):
            return str(text["unknown"])
        return "<1%" if value < 0.01 else ">99%" if value > 0.99 else f"{100 * value:.0f}%"

    def count(value: float | None) -> str:
        if value is None or not math.isfinite(value):
            return str(text["unknown"])
        shown = f"{value:+.1f}".replace("-", "−")
        return shown.replace(".", ",") if lang == "nl" else shown

    few = harm.get("note") in FEW or summary["scenario"]["draws"] < FEWEST
    span = str(text["few"]) if few else f"{count(harm['p05'])} {text['to']} {count(harm['p95'])}"
    return str(text["who_town" if town else "who"]).format(
        chances=str(text["chances_few" if few else "chances"]).format(
            draws=_whole(summary["scenario"]["draws"], lang),
            chance=share(summary["chance_it_pays"]["town_public"]),
            youth=share(summary["chance_it_pays"]["municipality_youth"]),
        ),
        harm=count(harm["mean"]), harm_span=span,
        rises=str(text["rises"]).format(chance=share(rises)) if math.isfinite(_number(rises)) else "",
        hardly=text["hardly"] if size is Size.HARDLY else "",
    )  # fmt: skip


def _number(value: float | None) -> float:
    return math.nan if value is None else value
