"""The answer in three sentences: for the children, in euros, and how sure. Each amount with its interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from youthsim.experiment.mattering import FEWEST_DRAWS, OF_COST, OF_PROGRAMME, Size
from youthsim.outcomes import OUTCOME
from youthsim.report.findings import Findings, PayerFinding, Spread
from youthsim.report.own_outcomes import own_outcomes
from youthsim.report.verdict import (
    LEAN_CHANCE,
    LEAN_WIDTH,
    Verdict,
    direction,
    said_of,
    smallest_net,
    verdict,
)
from youthsim.report.words import Words

WATCHED = (
    "months_placed",
    "months_absent_from_school",
    "high_need_months",
    "orders_started",
    "incidents",
)
WATCHED_AT_WORK = ("unqualified_at_23", "months_absent_from_school", "incidents")
WORK = "months_on_work_place"
WORK_RULE = "nijkerk_work"  # whose outcomes any approach that gives work places is about
HARM = "incidents"
SILENT = (Verdict.CANNOT_TELL, Verdict.TOO_FEW_DRAWS)
DECIDING = 3


@dataclass(frozen=True)
class Answer:
    """Texts with [[term|words]] links, not yet HTML."""

    verdict: Verdict
    verdict_words: str
    children: str
    euros: str
    certainty: str
    rule: str


def answer(findings: Findings, words: Words) -> Answer:
    """What the page says on top."""
    found = verdict(
        findings.net_social,
        findings.chance_gain,
        findings.intervals.get("monte_carlo"),
        findings.draws,
        smallest_net(findings),
    )
    effects_told = findings.posterior is not None and not findings.posterior["effects_not_learned"]
    unhedged = effects_told or found in SILENT
    return Answer(
        found,
        words(f"verdict.short.{found}") + ("" if unhedged else words("verdict.if_priors")),
        _children(findings, words),
        _euros(findings, words),
        _certainty(findings, words, found),
        words(
            "verdict.rule",
            fewest=FEWEST_DRAWS,
            lean=words.share(LEAN_CHANCE),
            width=words.share(LEAN_WIDTH),
            programme=words.share(OF_PROGRAMME),
            cost=words.share(OF_COST),
        ),
    )


def _children(findings: Findings, words: Words) -> str:
    """What clearly becomes better or worse, then in numbers what this approach is about, and harm."""
    by_id = {outcome.id: outcome for outcome in findings.outcomes}
    better: list[str] = []
    worse: list[str] = []
    moved: list[str] = []
    hardly: list[str] = []
    unclear = 0
    at_work = WORK in by_id and by_id[WORK].baseline.mean == 0 < by_id[WORK].programme.mean
    own = own_outcomes(WORK_RULE if at_work else findings.rule)
    for id_ in dict.fromkeys((*own, *(WATCHED_AT_WORK if at_work else WATCHED))):
        if id_ not in by_id:
            continue
        size, better_is = said_of(by_id[id_], findings.size), OUTCOME[id_].better
        gain = by_id[id_].difference.mean * better_is
        if size is Size.OPEN:
            unclear += 1
        else:
            clear = moved if not better_is else better if gain > 0 else worse
            (hardly if size is Size.HARDLY else clear).append(words.outcome_in_text(id_))
    context = {"months": findings.horizon_months, "cases": _planned(findings, words)}
    if better:
        parts = [words("children.clear_better", names=words.listed(better), **context)]
        parts += [words("children.clear_worse", names=words.listed(worse))] if worse else []
    elif worse:
        parts = [words("children.only_worse", names=words.listed(worse), **context)]
    elif unclear or not hardly:
        parts = [words("children.none_clear", **context)]
    else:
        parts = []
    if hardly:
        key = "children.hardly" if parts else "children.all_hardly"
        parts.append(words(key, names=words.listed(hardly), **context))
    numbers = [
        words(
            "children.numbers",
            name=words.outcome_in_text(id_),
            without=words.value_of(id_, by_id[id_].baseline.mean),
            value=words.change_of(id_, by_id[id_].difference),
        )
        for id_ in own
        if id_ in by_id and by_id[id_].difference.told
    ]
    if HARM in by_id:
        numbers.append(words("children.harm", value=words.change_of(HARM, by_id[HARM].difference)))
    about = [words("children.about", numbers="; ".join(numbers))] if numbers else []
    neither = [words("children.moved", names=words.listed(moved))] if moved else []
    return ". ".join(["; ".join([*parts, *neither]), *about]) + "."


def _planned(findings: Findings, words: Words) -> str:
    """The cases that outcomes are about: all that were planned, and how many take part where fewer do."""
    if findings.enrolled is None:
        return words("children.cases", cases=words.number(findings.size, 0))
    joined = words.number(findings.enrolled.mean, 0)
    return words("children.cases_found", cases=words.number(findings.size, 0), enrolled=joined)


def cases_of(findings: Findings, words: Words) -> str:
    """The cases that an amount is about: those asked for, or those found where a town has too few."""
    if findings.enrolled is None:
        return words("cases.all", cases=findings.size)
    return words("cases.found", cases=findings.size, enrolled=words.counted(findings.enrolled, 0))


ELSEWHERE = "other_municipalities"


def _euros(findings: Findings, words: Words) -> str:
    parts = [
        words(
            "euros.town" if findings.concerns_town else "euros.total",
            arm=findings.labels[findings.programme],
            base=findings.labels[findings.baseline],
            months=findings.horizon_months,
            year=findings.price_year,
            cases=cases_of(findings, words),
            net=words.euro_spread(findings.net_social),
            cost=words.euro_spread(findings.programme_cost),
        )
    ]
    touched = [
        payer
        for payer in findings.payers
        if payer.touched and payer.net.known and payer.id != ELSEWHERE  # less care elsewhere is no gain
    ]
    if touched:
        most = max(touched, key=lambda payer: payer.net.mean)
        least = min(touched, key=lambda payer: payer.net.mean)
        parts += [_payer("euros.gainer", most, words)] if most.net.mean > 0 else []
        parts += [_payer("euros.payer", least, words)] if least.net.mean < 0 else []
        parts += _elsewhere(findings, max(most.net.mean, -least.net.mean), words)
    parts.append(words("euros.cash", amount=words.euro_spread(findings.net_cash)))
    return "; ".join(parts) + "."


def _elsewhere(findings: Findings, largest: float, words: Words) -> list[str]:
    """What other municipalities pay less or more, where that moves the total further than any payer named."""
    amounts = [p.net for p in findings.payers if p.id == ELSEWHERE and p.touched and p.net.known]
    if not amounts or abs(amounts[0].mean) <= largest:
        return []
    net = amounts[0]
    if net.mean > 0:
        return [words("euros.less_elsewhere", amount=_amount(net, words))]
    return [words("euros.more_elsewhere", amount=_amount(net.times(-1), words))]


def _payer(key: str, payer: PayerFinding, words: Words) -> str:
    return words(key, payer=words.payer_in_text(payer.id), amount=_amount(payer.net, words))


def _amount(net: Spread, words: Words) -> str:
    """An amount with its interval, and that its sign is open where it is."""
    return words.euro_spread(net) + (words("euros.open") if direction(net) == "unclear" else "")


def _certainty(findings: Findings, words: Words, found: Verdict) -> str:
    parts = [words(f"verdict.{found}", chance=words.chance(findings.chance_gain), draws=findings.draws)]
    realised = findings.intervals.get("realised")
    if realised is not None and realised.known:
        parts.append(words("certainty.realised", amount=words.euro_range(realised.p05, realised.p95)))
    # A correlation this strong would be chance in one report of twenty, over all parameters together.
    tail = 0.025 / max(len(findings.parameters), 1)
    floor = -NormalDist().inv_cdf(tail) / math.sqrt(max(findings.draws - 1, 1))
    deciding = sorted(
        (row for row in findings.parameters if abs(row.rank_correlation) > floor),
        key=lambda row: -abs(row.rank_correlation),
    )
    if deciding:
        names = [words.parameter(row.name) for row in deciding[:DECIDING]]
        parts.append(words("certainty.decides", names=words.listed(names)))
    elif findings.parameters:
        parts.append(words("certainty.nothing_decides", draws=findings.draws))
    parts.append(_rests_on(findings, words))
    return "; ".join(parts) + "."


def _rests_on(findings: Findings, words: Words) -> str:
    """What the parameters come from: a fit that knows the town does not know the approach."""
    fit = findings.posterior
    if not findings.calibrated or fit is None:
        return words("certainty.priors")
    known = "certainty.town_fitted" if fit["effects_not_learned"] else "certainty.fitted"
    return words(known, targets=fit["targets"])
