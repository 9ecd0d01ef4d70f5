"""Steps 4 and 9-11 of the month for one child: each claim fails when its mechanism is switched off.

Every town is a few hundred or thousand equal children in a world where nothing else happens.
"""

import math

import numpy as np
from micro import SPECIAL, START, Micro, quiet

from youthsim.vocabulary import services as s
from youthsim.vocabulary import states

N = 2000


def need_after(months: int = 1, needs=3.0, own=0.0, **values: float) -> np.ndarray:
    town = Micro(N, quiet(**values))
    town.state.children["need_externalising"] = needs
    town.state.children["own_externalising"] = own
    return town.live(months).state.children["need_externalising"]


# --- needs ----------------------------------------------------------------------------------------------


def test_untreated_cases_selected_at_their_worst_improve_by_themselves():
    # Persistence 0.7, no lasting differences, spread held at 1 sd by noise of sqrt(1 - 0.49). The worst 5% of a
    # normal spread lie at 2.063 sd on average; a month later at 0.7 x 2.063 = 1.444: 0.62 sd "improvement".
    rng = np.random.default_rng(5)
    town = Micro(60_000, quiet(need_persistence=0.7))
    before = rng.standard_normal(60_000).astype(np.float32)
    town.state.children["need_externalising"] = before
    town.state.town["need_noise"] = math.sqrt(1 - 0.49)
    after = town.live(1).state.children["need_externalising"]
    worst = np.argsort(-before)[:3000]
    assert abs(float(before[worst].mean() - after[worst].mean()) - 0.62) < 0.03
    assert abs(after.std() - 1.0) < 0.02


def test_without_a_return_to_the_own_level_nobody_improves_by_himself():
    assert np.allclose(need_after(needs=2.0, need_persistence=1.0), 2.0)


def test_a_child_returns_to_its_own_level_and_not_to_the_mean_of_all():
    assert np.allclose(need_after(240, needs=3.0, own=1.5, need_persistence=0.9), 1.5, atol=1e-3)


def test_stress_at_home_raises_need_by_as_much_as_the_parameter_says():
    def settled(need_stress: float) -> float:
        town = Micro(10, quiet(need_persistence=0.5, need_stress=need_stress, household_stress_debt=1.0))
        town.state.households["debt"] = 1
        return float(town.live(40).state.children["need_internalising"].mean())

    assert abs(settled(0.3) - 0.3) < 1e-5
    assert settled(0.0) == 0.0


def test_a_child_that_lives_elsewhere_does_not_feel_the_stress_at_home():
    town = Micro(
        10, quiet(need_persistence=0.5, need_stress=0.3, household_stress_debt=1.0, need_stay_strain=0.1)
    )
    town.state.households["debt"] = 1
    town.state.services["places"] = 10
    for row in range(10):
        town.give(row, s.FOSTER_CARE)
    assert np.allclose(town.live(40).state.children["need_internalising"], 0.1, atol=1e-5)


def test_a_class_that_does_not_fit_raises_need_and_special_education_takes_part_of_it_away():
    def settled(education: int, school: int, mismatch: float = 0.2) -> float:
        town = Micro(5, quiet(need_persistence=0.5, need_mismatch=mismatch, school_relief_special=0.7))
        child = town.state.children
        child["need_learning"] = child["own_learning"] = 2.0
        child["education"], child["school"] = education, school
        return float(town.live(20).state.children["need_internalising"].mean())

    regular = settled(states.REGULAR_PRIMARY, 0)
    assert abs(regular - 0.2 * 2.0 * 1.0) < 1e-5  # shortfall 2 sd at half of the teacher's time
    assert abs(settled(states.SPECIAL_PRIMARY, SPECIAL) - 0.3 * regular) < 1e-5
    assert settled(states.REGULAR_PRIMARY, 0, mismatch=0.0) == 0.0


def test_heavy_events_are_rare_and_raise_needs():
    def share_hit(rate: float) -> float:
        town = Micro(N, quiet(need_event_rate=rate, need_event_size=1.2)).live(12)
        child = town.state.children
        return float(np.mean((child["need_internalising"] > 0) | (child["need_externalising"] > 0)))

    assert share_hit(0.0) == 0.0
    assert abs(share_hit(0.12) - (1 - math.exp(-0.12))) < 0.03


def gain_after(months: int, care: int, **values: float) -> float:
    town = Micro(20, quiet(care_effect_ambulatory_support=0.05, need_persistence=0.9, **values), places=20)
    town.state.children["need_externalising"] = town.state.children["own_externalising"] = 4.0
    for row in range(20 if care else 0):
        town.give(row, s.AMBULATORY_SUPPORT, domain=1)
    town.live(care or months)
    if care and months > care:
        town.state.services["places"] = 0
        for row in range(20):
            town.state.episodes[row].state = states.FREE
        town.state.children["forms_active"] = 0
        town.state.services["occupied"] = 0
        town.live(months - care)
    return float(town.state.children["gain"].mean())


def test_care_wins_what_its_effect_says_and_without_effect_it_wins_nothing():
    # Ten months of help give nine of gain by the tenth month (help of a month is felt in the next): 9 x 0.05.
    assert abs(gain_after(10, 10) - 0.45) < 1e-4
    assert gain_after(10, 0) == 0.0


def test_what_care_won_fades_when_care_stops():
    # One more month of help is still felt, 10 x 0.05 = 0.5, fading by a tenth in each of six months.
    assert abs(gain_after(16, 10, need_gain_decay=0.1) - (0.45 * 0.9 + 0.05) * 0.9**5) < 1e-3
    assert abs(gain_after(16, 10, need_gain_decay=0.0) - 0.5) < 1e-4


def test_gain_lowers_need():
    town = Micro(5, quiet(need_persistence=0.5))
    town.state.children["gain"] = 0.5
    assert np.allclose(town.live(40).state.children["need_externalising"], -0.5, atol=1e-4)


# --- school ---------------------------------------------------------------------------------------------


def test_trouble_makes_absence_partial_and_then_full_and_without_trouble_nobody_stays_away():
    def absent(need: float, rate: float = 0.2) -> int:
        town = Micro(N, quiet(school_partial_rate=rate, school_absence_rate=rate))
        town.state.children["need_internalising"] = town.state.children["own_internalising"] = need
        return int(np.sum(town.live(24).state.children["attendance"] == states.ABSENT))

    assert absent(3.0) > N / 3
    assert absent(0.0) == 0
    assert absent(3.0, rate=0.0) == 0


def returned(months_out: int, **values: float) -> float:
    town = Micro(N, quiet(school_return_rate=0.3, **values))
    town.state.children["attendance"] = states.ABSENT
    town.state.children["months_out"] = months_out
    return town.live(1).counted("returns_to_school") / N


def test_the_chance_of_return_fades_with_every_month_out():
    assert abs(returned(0, school_return_fade=0.1) - 0.3 * math.exp(-0.1)) < 0.04
    assert abs(returned(12, school_return_fade=0.1) - 0.3 * math.exp(-1.3)) < 0.03
    assert abs(returned(12, school_return_fade=0.0) - 0.3) < 0.04


def test_learnability_wears_down_out_of_school():
    town = Micro(5, quiet(school_learnability_loss=0.05))
    town.state.children["attendance"] = states.ABSENT
    assert np.allclose(town.live(10).state.lives["learnability"], 0.95**10, atol=1e-4)


def test_places_in_special_education_bind():
    def admitted(places: int) -> int:
        town = Micro(100, quiet(school_admission=1.0))
        town.state.schools[SPECIAL].places = places
        town.state.lives["admission_kind"] = states.SPECIAL_PRIMARY
        town.state.children["forms_waiting"] = 1 << 20
        return int(town.live(3).counted("special_admissions"))

    assert [admitted(places) for places in (0, 7, 60, 200)] == [0, 7, 60, 100]


def test_learning_needs_that_a_class_cannot_meet_are_referred():
    def referred(need: float, rate: float = 0.05) -> float:
        town = Micro(N, quiet(school_referral_primary=rate, school_admission=0.0))
        town.state.children["need_learning"] = town.state.children["own_learning"] = need
        return town.live(1).counted("special_referrals") / N

    assert abs(referred(3.0) - 0.05 * 2.0) < 0.03
    assert referred(0.5) == 0.0
    assert referred(3.0, rate=0.0) == 0.0


def test_an_exempt_child_leaves_the_roll():
    town = Micro(50, quiet(school_exemption=1.0))
    town.state.children["attendance"], town.state.children["months_out"] = states.ABSENT, 8
    town.live(1)
    assert (town.state.children["education"] == states.EXEMPT).all()
    assert town.state.schools["pupils"].sum() == 0


# --- sixteen and after ----------------------------------------------------------------------------------


def youths(age_years: float = 17.0, **values: float) -> Micro:
    town = Micro(N, quiet(**values))
    child = town.state.children
    child["age_months"], child["education"], child["school"] = (
        int(12 * age_years),
        states.LEFT_UNQUALIFIED,
        -1,
    )
    child["need_externalising"] = child["own_externalising"] = 2.0
    return town


def test_youth_care_ends_at_eighteen_unless_it_is_extended():
    def running(extended: float) -> float:
        town = youths(17.92, adult_extended_care=extended)
        town.state.services["places"] = N
        for row in range(N):
            town.give(row, s.AMBULATORY_SUPPORT, domain=1)
        return float(np.mean(town.live(3).state.children["forms_active"] > 0))

    assert running(0.0) == 0.0
    assert abs(running(0.4) - 0.4) < 0.05
    assert running(1.0) == 1.0


def test_part_of_those_who_leave_a_stay_at_eighteen_end_on_the_street():
    def on_the_street(homeless: float) -> float:
        town = youths(17.92, adult_homeless=homeless)
        town.state.services["places"] = N
        for row in range(N):
            town.give(row, s.RESIDENTIAL)
        return float(np.mean(town.live(2).state.children["living"] == states.ROAMING))

    assert on_the_street(0.0) == 0.0
    assert abs(on_the_street(0.3) - 0.3) < 0.05


def test_work_lowers_offences_and_idleness_raises_them():
    def offences(work: int, **values: float) -> float:
        rates = {
            "adult_offence_rate": 0.1,
            "adult_detained": 0.0,
            "adult_probation": 0.0,
            "adult_offence_work": 0.5,
            "adult_offence_idle": 2.0,
        }
        town = youths(**{**rates, **values})
        town.state.children["work"] = work
        return town.live(1).counted("offences") / N

    assert abs(offences(states.IN_WORK) - 0.05) < 0.02
    assert abs(offences(states.NO_WORK) - 0.2) < 0.04
    assert abs(offences(states.NO_WORK, adult_offence_idle=1.0) - 0.1) < 0.03
    assert offences(states.NO_WORK, adult_offence_rate=0.0) == 0.0


def test_a_plan_helps_to_work_only_where_it_serves():
    def start(served: bool, ratio: float) -> float:
        town = youths(adult_work_start=0.1, plan_work=ratio)
        if served:
            town.programme["active"] = town.programme["plan"] = 1
            town.state.households["programme"], town.state.households["fidelity"] = 1, 1.0
        return float(np.mean(town.live(1).state.children["work"] == states.IN_WORK))

    assert abs(start(True, 2.0) - 0.2) < 0.03
    assert start(True, 1.0) == start(False, 2.0)
    assert start(True, 0.5) < start(False, 0.5)  # an approach can also make it worse


def test_nobody_is_idle_on_benefit_before_eighteen():
    def on_benefit(age: float) -> int:
        return int(
            np.sum(youths(age, adult_benefit_start=0.5).live(6).state.children["work"] == states.ON_BENEFIT)
        )

    assert on_benefit(17.0) == 0
    assert on_benefit(19.0) > N / 2


assert START % 12 != 7  # no school year begins in the first months of these towns
