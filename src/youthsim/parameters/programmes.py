"""What the programmes of the sources do, each through a mechanism. No savings here."""

from youthsim.parameters.declare import ASSUMPTION, Parameter
from youthsim.scenario.distributions import Beta, LogNormal, Normal, Uniform

A = (ASSUMPTION,)
PROGRAMMES: tuple[Parameter, ...] = (
    Parameter("weighing_tolerance", "share of closed returns and placements held off, at full fidelity", Beta(0.45, 8), ("zwo_safety_stable", "zwo_bridge_weeks"), "Six of six stable, chosen cases; wide.", "effect"),
    Parameter("weighing_incidents", "ratio of incidents while held off", LogNormal(1.15, 0.25), A, "Tolerance may raise incidents.", "effect"),
    Parameter("weighing_assisted", "share of those held off who go to assisted living", Beta(0.35, 12), ("zwo_waiting_assisted_living",), "One case; places are scarce.", "effect"),
    Parameter("weighing_release", "ratio of exits from orders and from open and closed care", LogNormal(1.6, 0.35), ("zwo_cases_completed",), "Heavy care that was in place could end in the chosen cases.", "effect"),
    Parameter("existence_housing", "ratio of exits from bad housing", LogNormal(2.5, 0.4), ("zwo_breakthroughs_housing", "P158"), "Three housing breakthroughs in ten cases; each takes a house that others wait for.", "effect"),
    Parameter("existence_debt", "ratio of exits from debt", LogNormal(1.8, 0.4), ("P159", "zwo_breakthroughs_finance"), "", "effect"),
    Parameter("existence_poverty", "ratio of exits from poverty", LogNormal(1.15, 0.2), ("til_catshuis_compensation",), "", "effect"),
    Parameter("plan_network", "sd of network gained per month", Normal(0.02, 0.02), ("zwo_breakthroughs_informal", "P151"), "Role models and informal help; family groups raised support.", "effect"),
    Parameter("plan_trust", "trust gained per month", Normal(0.012, 0.012), A, "", "effect"),
    Parameter("plan_work", "ratio of work starts", LogNormal(1.4, 0.35), ("zwo_breakthroughs_finance",), "A work place made possible in one case.", "effect"),
    Parameter("plan_hours_first", "hours for making a plan", LogNormal(40.0, 0.3), A, "Not in the source."),
    Parameter("plan_hours_month", "hours per month per case", LogNormal(6.0, 0.4), A, "Not in the source."),
    Parameter("plan_leadership_fte", "fte of leadership per programme", LogNormal(0.5, 0.4), ("zwo_learning_sessions", "zwo_board_reflections"), "Six learning sessions and three board meetings."),
    Parameter("plan_coordination", "log loss of fidelity per tenfold team size", LogNormal(0.12, 0.6), A, "One coordinator over more people."),
    Parameter("plan_fidelity", "fidelity at pilot quality", Beta(0.75, 15), A, "Share of the approach that is really delivered.", "effect"),
    Parameter("plan_vacancy", "share of posts vacant in a steady state", Beta(0.12, 30), ("P139", "P141"), ""),
    Parameter("family_plan_replaces", "share of voluntary outpatient episodes that end at enrolment", Beta(0.75, 10), ("til_rachel_professionals_after", "til_directing_professionals"), "From twelve to five professionals in one case.", "effect"),
    Parameter("family_plan_absorbs", "share of new requests met inside the plan", Beta(0.65, 10), A, "", "effect"),
    Parameter("family_plan_relief", "effect of the family professionals over outpatient support", LogNormal(0.85, 0.40), ("P150", "P154", "P153"), "Generalists against specialists; both signs possible for the net.", "effect"),
    Parameter("family_plan_parents", "sd of strain relieved per month", Normal(0.02, 0.025), ("P154",), "", "effect"),
    Parameter("plan_close", "share of cases closed per month once the family is stable", Beta(0.15, 20), ("ipw_plan_horizon",), "A plan looks six months ahead and scales down; the share is assumed."),
    Parameter("plan_fade", "share of fidelity lost per month after the case closes", Beta(0.10, 30), A, "Part of the families falls back."),
    Parameter("early_help_detection", "ratio of signals where a worker is close to families and schools", LogNormal(1.15, 0.10), ("P164", "P147"), "More is seen; comparative studies find no fall in specialised use.", "effect"),
    Parameter("early_help_light", "ratio of light requests that the neighbourhood team takes itself", LogNormal(1.25, 0.12), ("P163",), "About half of the children seen are not referred on: no counterfactual.", "effect"),
    Parameter("pooled_absorbs", "share of new requests met by staff already in the family, pooled funding", Beta(0.25, 12), A, "Scale up and down without a new grant.", "effect"),
    Parameter("pooled_scale_down", "ratio of ordinary exits, where staff review help themselves and no grant ends it", LogNormal(1.50, 0.30), ("P172", "P175", "P181"), "Capitation lowered cost and access in Colorado; regional choices in funding made no difference to volume. Placed so that the emergent net effect on use lies around zero.", "effect"),
    Parameter("pooled_heavier", "ratio of heavier help asked after failure", Beta(0.70, 10), ("til_alternative_setting_hours",), "The list of products is shorter, not gone.", "effect"),
    Parameter("pooled_dilution", "share of effect lost when staff is shared", Beta(0.06, 30), A, "Risk of under-treatment.", "effect"),
    Parameter("weighing_orders", "part of the tolerance that holds for a new order", Beta(0.50, 10), A, "An order is held off less easily than a closed place.", "effect"),
    Parameter("plan_settle_months", "months before a stable family may close its plan", Uniform(3.0, 9.0), ("ipw_plan_horizon",), "A plan looks six months ahead."),
    Parameter("family_plan_reach", "sd of need below the threshold down to which a child is helped too", Normal(0.5, 0.15), A, "Siblings are helped before they stand out."),
)  # fmt: skip
