"""How strongly the rules of funding work. No rule says what a regime saves."""

from youthsim.parameters.declare import ASSUMPTION, Parameter
from youthsim.scenario.distributions import Beta, LogNormal, Normal, Uniform

A = (ASSUMPTION,)
FUNDING: tuple[Parameter, ...] = (
    Parameter("lump_turned_away", "rise of the share of requests that is refused; below zero: fewer are refused", Normal(0.08, 0.12), ("P172", "P173", "P174"), "Access fell under capitation in Colorado; by how much here is not known, and without a price per child a door may also open wider.", "effect"),
    Parameter("lump_intensity", "ratio of hours and effect per month of help", LogNormal(0.90, 0.25), ("P175", "P173"), "Children's episodes became longer and thinner; in for-profit care two thirds went, in a third of the prior help grows thicker.", "effect"),
    Parameter("lump_exits", "ratio of ordinary exits", LogNormal(1.10, 0.40), ("P172", "P173", "P175", "P176", "P181"), "Cost per person 20% lower in public centres and two thirds in for-profit care, episodes of children longer, Dutch regions no difference: either way.", "effect"),
    Parameter("lump_lean", "relative fall of a provider's places over two years under a fixed sum", Normal(0.12, 0.20), ("P172", "P173", "P177"), "Cost per person fell by 20% in public centres, by two thirds in for-profit care, by 7% under a global budget (MEMORY), partly through access. With the three above: a fifth less use is usual, two thirds less possible, more use too.", "effect"),
    Parameter("lump_rebased", "share of the difference between sum and use that next year's sum takes over", Beta(0.30, 10), A, "Negotiation once a year."),
    Parameter("budget_fills", "log change of duration per log change of occupancy, downward", Normal(0.345, 0.25), ("P170",), "A fifth fewer patients under a budget: 8% longer treatment. Practices paid per unit: none.", "effect"),
    Parameter("task_growth", "relative change of a task's budget when it is agreed anew after its first year", Normal(0.05, 0.15), ("P206", "P181"), "Spending a third higher in the year after result funding began in one city; no difference by way of funding between regions. A provider brings up what the first budget did not hold, a town asks for efficiency.", "effect"),
    Parameter("placement_lead", "months that a partnership with power to place first looks for a willing school", LogNormal(3.0, 0.4), A, "A school term at most, as agreements on children out of school ask."),
    Parameter("placement_reach", "share of children out of school and on no list for whom a willing school is what lacks", Beta(0.25, 8), A, "Most have a school and cannot go, or will not.", "effect"),
    Parameter("placement_holds", "share of children placed against a school's choice who attend in full from the start", Beta(0.50, 6), A, "Nobody counted."),
    Parameter("placement_load", "strain on a school by a newcomer it did not choose, sd-months of behaviour", Normal(6.0, 6.0), A, "One sd for half a school year; help that comes along may lighten it.", "effect"),
    Parameter("pooled_meeting", "hours per worker and month of help in a family with others, for one plan", LogNormal(1.0, 0.7), ("P205",), "Two hours in two months and the calls around it; joint work added meetings in reviews of pooled funds."),
    Parameter("subcontract_share", "share of help that is subcontracted", Beta(0.08, 25), A, "The source: it happens little, because it is dear and cumbersome."),
    Parameter("subcontract_surcharge", "ratio on top of the price", LogNormal(0.12, 0.40), A, "Extra handling by the main contractor."),
    Parameter("ceiling_ratio", "ratio of a year's ceiling to the past year's use", LogNormal(1.00, 0.04), A, "Only where a scenario sets a ceiling."),
    Parameter("budget_dose", "curve of the effect of hours: 0 each hour counts the same, 3 half the hours give four fifths", Uniform(0.1, 4.0), A, "Only where a scenario thins help to fit a budget. What help does below its usual hours was measured by nobody here; studies of routine child care saw little relation with more of them."),
    Parameter("budget_bailed_out", "share of an overrun that next year's budget takes over", Beta(0.50, 6), A, "Only where a scenario pays the overrun. Dutch municipalities were paid a large part of what youth care cost beyond its budget from 2019 on, after years in which they were not."),
    Parameter("admin_family", "share of the hours of a request", Beta(0.15, 30), A, "Forms, interviews, travel."),
    Parameter("admin_school", "share of the hours of a request for help in class or day treatment", Beta(0.12, 30), A, "The school writes the file."),
    Parameter("admin_recording", "hours per worker and month of help, under accounting per unit", LogNormal(1.5, 0.4), ("P182",), "Three tenths of time is administration; the larger part lies in records."),
    Parameter("admin_family_professional", "hours per professional and month", LogNormal(0.5, 0.5), A, "Keeping appointments and stories in line."),
    Parameter("admin_gate", "share of the hours of a request", Beta(0.50, 20), A, "The gate's own work; the provider has what is left."),
    Parameter("budget_lump", "relative step in which a pooled budget moves", LogNormal(0.05, 0.4), A, "About one small team."),
    Parameter("budget_lumps_year", "steps a year at most", Uniform(0.5, 3.5), A, "Rounded."),
    Parameter("pooled_absorbs", "relative fall of new requests where staff is already in the family, pooled funding; below zero: questions found beside those asked", Normal(0.10, 0.20), ("P205",), "Meant to meet a fifth. Of 38 pooled funds no net effect was isolated: joint work also finds need that nobody had asked about. Half of what is meant, and as wide as that.", "effect"),
    Parameter("pooled_scale_down", "ratio of ordinary exits, where staff review help themselves and no grant ends it", LogNormal(1.25, 0.40), ("P172", "P175", "P181", "P205"), "At 1 a review ends nothing and help lasts longer than where grants end it; Colorado saw less use, pooled funds and Dutch regions no difference. More often sooner than later, either is possible.", "effect"),
    Parameter("pooled_heavier", "ratio of heavier help asked after failure", LogNormal(0.90, 0.35), ("til_alternative_setting_hours", "P205"), "No list of products that leads upward; but who works together also steps up sooner. One case for the first, no net effect in 38 pooled funds.", "effect"),
    Parameter("pooled_dilution", "relative fall of the effect when staff is shared; below zero: gain", Normal(0.03, 0.08), A, "Spread thin, or known to the family: either way.", "effect"),
    Parameter("budget_margin", "ratio of the budget to what the town spent in the second year of its settling", Normal(1.02, 0.01), A, "A balance with a little room; it stays where it is, so a town whose spending rises cuts."),
)  # fmt: skip
