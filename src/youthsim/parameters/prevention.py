"""Light help near families and schools: what it changes, and what a funder believes of it.

What studies of such help found (P147, P163, P164) placed none of this: it is what the model is held against
(`calibration/two_truths.yaml`).
"""

from youthsim.parameters.declare import ASSUMPTION, Parameter
from youthsim.scenario.distributions import Beta, LogNormal, Normal, Uniform

A = (ASSUMPTION,)
PREVENTION: tuple[Parameter, ...] = (
    Parameter("early_help_detection", "ratio of signals where a worker is close to families and schools", LogNormal(1.10, 0.10), ("alk_dir_first_detection", "alert4you_dir_detection", ASSUMPTION), "More is seen in the first year, says one source; trained staff saw no more than others, says another. A tenth, or nothing: the size is assumed.", "effect"),
    Parameter("early_help_asking", "ratio of signals that become a request where a worker is close to families and schools", LogNormal(1.0, 0.15), A, "Asking somebody near may be a smaller step; or a family is helped before it has to ask. Either sign, the size is assumed.", "effect"),
    Parameter("early_help_places", "children helped at once per 1,000 minors where light help is near", LogNormal(6.0, 0.50), ("nij_fte_cost", *A), "A post for some 2,250 minors (see the price of light help), about half of its time for help of its own."),
    Parameter("early_help_light", "ratio of light requests that the neighbourhood team takes itself", LogNormal(1.10, 0.20), ("pact_sites_fewer_referrals", "pact_sites_total"), "In four of six sites fewer referrals after almost two years, without a comparison: more likely up than down.", "effect"),
    Parameter("prevention_avoided", "relative fall of heavier care where light help is near, as a funder believes", Normal(0.04, 0.08), A, "A small fall, or none: what a funder believes, not what the model does."),
    Parameter("prevention_recapture", "share of the benefit to other payers that comes back to who invests", Beta(0.05, 20), ("P187",), "Side payments are rare; the larger part of a benefit lands elsewhere.", "assumption"),
    Parameter("prevention_horizon", "years over which a funder weighs", Uniform(1.0, 5.0), A, "A council term at most."),
    Parameter("prevention_lag", "years until the first benefit, as a funder believes", Uniform(0.5, 1.5), A, "Broad effects appear late."),
    Parameter("prevention_step", "share of the town that gets or loses light help nearby, per decision a year", Uniform(0.1, 0.4), A, "A funder tries before it spreads."),
)  # fmt: skip
