"""A month of a household: setbacks and recoveries, health, trust, and the strain that its children feel.

Poverty, debt and bad housing come and go; more often to households that are vulnerable. Professionals
beyond what a family can carry strain it too. A programme that puts existence security first makes debts,
poverty and bad housing end sooner; a house it gives is one that somebody else keeps waiting for.

Evidence: P193-P196 (poverty, debt), P156-P160 (what money and housing do), til_* and zwo_* (programmes).
"""

from __future__ import annotations

from youthsim.ledger import post
from youthsim.people.compiled import inlined, rule
from youthsim.people.episodes import has_form, open_episode
from youthsim.people.paperwork import book_request
from youthsim.people.records import ARRIVING, IN_TOWN
from youthsim.people.rules import questions_found, rules_now
from youthsim.people.streams import ROOT_3, three_uniforms, uniform
from youthsim.vocabulary import events
from youthsim.vocabulary.definitions import MIDDLE_TRUST, WEEKS_PER_YEAR
from youthsim.vocabulary.payers import MUNICIPALITY_YOUTH
from youthsim.vocabulary.services import ACCESS_ASSESSMENT, ADULT_MENTAL_HEALTH, DEBT_HELP, PARENT_GUIDANCE
from youthsim.vocabulary.states import HOUSEHOLD, PRIORITY_ORDINARY

MOST_NETWORK = 3.0  # sd: a guard, no plan builds a network beyond what a town knows
PARENTS = 3  # domain of an episode that helps parents


@inlined
def suffer_and_recover(h, town, p, programme, world, month, tally):
    """Poverty, debt and housing: one chance each per month."""
    u_poor, u_debt, u_housing = three_uniforms(world, int(h.uid), month, events.HOUSEHOLD_EVENT, 0)
    risk = float(h.setback)
    f = float(h.fidelity) if int(programme.existence) == 1 else 0.0

    if int(h.poor) == 1:
        if u_poor < p.household_poverty_exit / 12.0 * (1.0 + (p.existence_poverty - 1.0) * f):
            h.poor = 0
    elif u_poor < town.poverty_entry * risk:
        h.poor = 1

    if int(h.debt) == 1:
        settled = p.household_debt_exit / 12.0
        if (int(h.forms_active) >> DEBT_HELP) & 1:
            settled = settled * p.household_debt_help_effect
        if u_debt < settled * (1.0 + (p.existence_debt - 1.0) * f):
            h.debt = 0
            tally[int(h.group)].debts_settled += 1
    elif u_debt < town.debt_entry * risk * (
        p.household_debt_poor if int(h.poor) == 1 else town.debt_not_poor
    ):
        h.debt = 1

    if int(h.bad_housing) == 1:
        usual = p.household_housing_exit / 12.0
        left = 1.0 - min(1.0 - p.household_houses_kept, float(town.houses_taken) / max(1.0, town.houses_free))
        with_plan = usual * (1.0 + (p.existence_housing - 1.0) * f)
        if u_housing < (with_plan if f > 0.0 else usual * left):
            h.bad_housing = 0
            if f > 0.0 and u_housing >= usual * left:
                town.houses_taken_now += 1
                tally[int(h.group)].houses_given += 1
    elif u_housing < town.housing_entry * risk:
        h.bad_housing = 1


@inlined
def carry_help(h, p):
    """Overload: strain from more professionals and hours than the household carries."""
    carries = p.household_carries + p.household_carries_network * float(h.network)
    hours_week = float(h.contact_minutes) / 60.0 * 12.0 / WEEKS_PER_YEAR
    strain = p.household_overload_worker * max(0.0, float(h.professionals) - carries)
    strain += p.household_overload_hours * max(0.0, hours_week - p.household_hours_carried)
    h.overload = strain + p.household_overload_persistence * (float(h.overload) - strain)


@inlined
def feel(h, town, p, programme, world, month):
    """Parents' mental health, network, trust, and the resulting stress."""
    f = float(h.fidelity)
    own = float(h.own_health)
    u = uniform(world, int(h.uid), month, events.PARENTAL_HEALTH, 0)
    noise = town.health_noise * ROOT_3 * (2.0 * u - 1.0)
    health = own + p.household_health_persistence * (float(h.parental_health) - own) + noise
    h.parental_health = health - float(h.relief) * 1e-6
    h.relief = 0
    if int(programme.builds_network) == 1 and f > 0.0:
        most = max(MOST_NETWORK, float(h.network))
        h.network = min(most, float(h.network) + p.plan_network * f)
        h.trust = min(1.0, max(0.0, float(h.trust) + p.plan_trust * f))
    lost = p.household_trust_change * float(h.changes) + (
        p.household_trust_order if int(h.orders) > 0 else 0.0
    )
    h.trust = max(
        0.0, float(h.trust) + p.household_trust_return * (p.population_trust_mean - float(h.trust)) - lost
    )
    h.changes = 0
    stress = (
        p.household_stress_poor * float(h.poor)
        + p.household_stress_debt * float(h.debt)
        + p.household_stress_housing * float(h.bad_housing)
        + p.household_stress_health * float(h.parental_health)
        + (p.household_stress_single if int(h.adults) < 2 else 0.0)
        - p.household_stress_network * float(h.network)
        + float(h.overload)
    )
    h.stress = stress - town.stress_mean


@inlined
def request_draws(h, world, month):
    """This month's luck with guidance, debt help and mental-health care."""
    return three_uniforms(world, int(h.uid), month, events.HOUSEHOLD_REQUEST, 0)


@inlined
def willingness(h, p):
    """Trust, and professionals in the family who bring in others."""
    willing = max(0.0, 1.0 + p.household_ask_trust * (float(h.trust) - MIDDLE_TRUST))
    return willing * p.household_referral if int(h.professionals) > 0 else willing


@inlined
def may_ask(h, p, world, month):
    """Whether a household that is strained, ill or in debt asks for anything this month."""
    strained, ill = (
        float(h.stress) > p.household_strain_threshold,
        float(h.parental_health) > p.household_ill_threshold,
    )
    if not (strained or ill or int(h.debt) == 1):
        return False
    u_guidance, u_debt, u_health = request_draws(h, world, month)
    willing = willingness(h, p)
    return (
        (strained and u_guidance < p.household_guidance_rate / 12.0 * willing)
        or (int(h.debt) == 1 and u_debt < p.household_debt_help_rate / 12.0 * willing)
        or (ill and u_health < p.household_health_rate / 12.0)
    )


@inlined
def start_counting(h):
    """Empty what this month's help will fill."""
    h.workers = 0
    h.contact_minutes = 0
    h.acts = 0
    h.minors = 0
    h.orders = 0
    h.at_school = 0
    h.troubled = 0


@inlined
def show_front(h, front, month):
    """What the children of the household meet of it this month."""
    front.here = ARRIVING if month == int(h.arrives) and month > 0 else IN_TOWN
    front.stress = float(h.stress)
    front.group = int(h.group)
    front.professionals = int(h.professionals)
    front.programme = int(h.programme)
    front.minors = 0
    front.troubled = 0


@rule
def ask_for_parents(h, row, p, services, episodes, counters, paid, programme, regime, world, month, tally):
    """Parents under strain ask for guidance, debt help or mental-health care, or are asked to take it."""
    strained = float(h.stress) > p.household_strain_threshold
    ill = float(h.parental_health) > p.household_ill_threshold
    u_guidance, u_debt, u_health = request_draws(h, world, month)
    willing = willingness(h, p)
    if strained and not has_form(h, PARENT_GUIDANCE):
        rules = rules_now(regime, counters, PARENT_GUIDANCE)
        absorbed = rules.absorb_share if int(h.professionals) > 0 else 0.0
        if int(programme.family_plan) == 1:
            absorbed = max(absorbed, p.family_plan_absorbs * float(h.fidelity))
        if (
            u_guidance < p.household_guidance_rate / 12.0 * willing * questions_found(absorbed)
            and uniform(world, int(h.uid), month, events.PLAN, PARENT_GUIDANCE) >= absorbed
        ):
            ask_household(
                h, row, PARENT_GUIDANCE, services, episodes, counters, paid, p, regime, month, tally
            )
    if (
        int(h.debt) == 1
        and u_debt < p.household_debt_help_rate / 12.0 * willing
        and not has_form(h, DEBT_HELP)
    ):
        ask_household(h, row, DEBT_HELP, services, episodes, counters, paid, p, regime, month, tally)
    if ill and u_health < p.household_health_rate / 12.0 and not has_form(h, ADULT_MENTAL_HEALTH):
        ask_household(
            h, row, ADULT_MENTAL_HEALTH, services, episodes, counters, paid, p, regime, month, tally
        )


@rule
def ask_household(h, row, service, services, episodes, counters, paid, p, regime, month, tally):
    """One request for the parents, with its paperwork."""
    h.forms_waiting = int(h.forms_waiting) | (1 << service)
    open_episode(
        episodes, counters, int(h.uid), row, row, service, HOUSEHOLD, PARENTS, month, month, PRIORITY_ORDINARY
    )
    hours = rules_now(regime, counters, service).hours_per_request
    book_request(tally[int(h.group)], hours, service == PARENT_GUIDANCE, False, p)
    if service == PARENT_GUIDANCE:
        hours = p.admin_gate * hours
        post(paid, h, MUNICIPALITY_YOUTH, ACCESS_ASSESSMENT, int(hours * p.price_access_hour * 100.0 + 0.5))
