"""How strongly the rules of funding work. No rule says what a regime saves."""

from youthsim.parameters.declare import ASSUMPTION, Parameter
from youthsim.scenario.distributions import Beta, LogNormal, Normal, Uniform

A = (ASSUMPTION,)
FUNDING: tuple[Parameter, ...] = (
    Parameter("lump_turned_away", "share of requests", Beta(0.10, 10), ("P172", "P173", "P174"), "Access fell under capitation in Colorado; by how much here is not known.", "effect"),
    Parameter("lump_intensity", "ratio of hours and effect per month of help", LogNormal(0.92, 0.15), ("P175",), "Children's episodes became longer and thinner.", "effect"),
    Parameter("lump_exits", "ratio of ordinary exits", LogNormal(1.05, 0.30), ("P172", "P175", "P176", "P181"), "Cost per person 20% lower in public centres, episodes of children longer: either way.", "effect"),
    Parameter("lump_lean", "relative fall of a provider's places over two years under a fixed sum", Normal(0.10, 0.12), ("P172", "P173", "P177"), "Cost per person fell by 20% in public centres, by two thirds in for-profit care, by 7% under a global budget (MEMORY), partly through access; it may also rise.", "effect"),
    Parameter("lump_rebased", "share of the difference between sum and use that next year's sum takes over", Beta(0.30, 10), A, "Negotiation once a year."),
    Parameter("budget_fills", "log change of duration per log change of occupancy, downward", Normal(0.345, 0.25), ("P170",), "A fifth fewer patients under a budget: 8% longer treatment. Practices paid per unit: none.", "effect"),
    Parameter("subcontract_share", "share of help that is subcontracted", Beta(0.08, 25), A, "The source: it happens little, because it is dear and cumbersome."),
    Parameter("subcontract_surcharge", "ratio on top of the price", LogNormal(0.12, 0.40), A, "Extra handling by the main contractor."),
    Parameter("ceiling_ratio", "ratio of a year's ceiling to the past year's use", LogNormal(1.00, 0.04), A, "Only where a scenario sets a ceiling."),
    Parameter("prevention_avoided", "relative fall of heavier care where light help is near, as a funder believes", Normal(0.04, 0.08), ("P163", "P164"), "Comparative studies see no fall in specialised use; what a funder believes, not what the model does."),
    Parameter("prevention_recapture", "share of the benefit to other payers that comes back to who invests", Beta(0.05, 20), ("P187",), "Side payments are rare; the larger part of a benefit lands elsewhere.", "assumption"),
    Parameter("prevention_horizon", "years over which a funder weighs", Uniform(1.0, 5.0), A, "A council term at most."),
    Parameter("prevention_lag", "years until the first benefit, as a funder believes", Uniform(0.5, 1.5), A, "Broad effects appear late."),
    Parameter("admin_family", "share of the hours of a request", Beta(0.15, 30), A, "Forms, interviews, travel."),
    Parameter("admin_school", "share of the hours of a request for help in class or day treatment", Beta(0.12, 30), A, "The school writes the file."),
    Parameter("admin_recording", "hours per worker and month of help, under accounting per unit", LogNormal(1.5, 0.4), ("P182",), "Three tenths of time is administration; the larger part lies in records."),
    Parameter("admin_family_professional", "hours per professional and month", LogNormal(0.5, 0.5), A, "Keeping appointments and stories in line."),
    Parameter("admin_gate", "share of the hours of a request", Beta(0.50, 20), A, "The gate's own work; the provider has what is left."),
    Parameter("prevention_step", "share of the town that gets or loses light help nearby, per decision a year", Uniform(0.1, 0.4), A, "A funder tries before it spreads."),
    Parameter("budget_lump", "relative step in which a pooled budget moves", LogNormal(0.05, 0.4), A, "About one small team."),
    Parameter("budget_lumps_year", "steps a year at most", Uniform(0.5, 3.5), A, "Rounded."),
)  # fmt: skip
