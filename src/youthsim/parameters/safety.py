"""Incidents, reports, orders, placements, running away and coming back."""

from youthsim.parameters.declare import ASSUMPTION, Parameter
from youthsim.scenario.distributions import Beta, LogNormal, Normal, Uniform

A = (ASSUMPTION,)
SAFETY: tuple[Parameter, ...] = (
    Parameter("safety_incident_rate", "per month per unit of risk above the limit", LogNormal(0.062, 0.2), ("P045", "P047"), "Centred on reports about children.", "centred"),
    Parameter("safety_risk_stress", "units of risk per sd of household stress", LogNormal(0.7, 0.25), ("P156",), "Size assumed."),
    Parameter("safety_risk_externalising", "units of risk per sd", LogNormal(0.45, 0.3), A, ""),
    Parameter("safety_risk_limit", "units of risk", Normal(1.0, 0.08), A, "Below it no incidents that come to notice.", "centred"),
    Parameter("safety_report_eye", "chance of a report per incident and pair of eyes", Beta(0.16, 30), ("P047", "P147"), "More eyes, more reports; 69% come from the police.", "centred"),
    Parameter("safety_report_police", "chance of a police report per incident", Beta(0.30, 20), ("P047",), "", "centred"),
    Parameter("safety_investigated", "share of reports that lead to an investigation", Beta(0.26, 40), ("P100", "P046"), "1,577 protection investigations a month; 38% are repeat reports.", "centred"),
    Parameter("safety_repeat", "ratio for a repeat report within a year", LogNormal(1.8, 0.2), ("P046",), ""),
    Parameter("safety_investigation_months", "months", LogNormal(4.0, 0.3), ("P049", "P100"), "About eight months from report to guidance.", "literature"),
    Parameter("safety_ordered", "share of investigations that end in an order", Beta(0.39, 60), ("P041",), "2.6 orders a year per 1,000 minors.", "centred"),
    Parameter("safety_order_delay", "months from decision to start at the caseload norm", LogNormal(2.0, 0.35), ("P049", "P048"), "", "literature"),
    Parameter("safety_order_end", "per month", Beta(0.042, 400), ("P042",), "Stock over outflow 2.4 years.", "literature"),
    Parameter("safety_guardianship", "per month, placed for two years or more", Beta(0.060, 100), ("P039",), "Inflow 1,345 a year.", "centred"),
    Parameter("safety_guardianship_end", "per month", Beta(0.004, 400), ("P043", "P039"), "", "literature"),
    Parameter("safety_order_effect", "log change of incidents under an order", Normal(-0.25, 0.25), A, "Supervision by a guardian; both signs possible.", "effect"),
    Parameter("safety_placed_at_order", "share of orders that start with a placement", Beta(0.38, 30), ("P056", "P057"), "", "centred"),
    Parameter("safety_placed_after_incident", "share of incidents under an order that lead to placement", Beta(0.32, 25), ("P056", "P057"), "", "centred"),
    Parameter("safety_crisis_placement", "share of incidents without an order that lead to placement", Beta(0.03, 150), ("P038",), "Provisional orders, 1,920 a year.", "centred"),
    Parameter("safety_foster_under_12", "share of placements", Beta(0.76, 40), ("P055", "P013"), "", "centred"),
    Parameter("safety_foster_over_12", "share of placements", Beta(0.30, 30), ("P055", "P013"), "", "centred"),
    Parameter("safety_family_home", "share of the other placements", Beta(0.36, 30), ("P027",), "", "centred"),
    Parameter("safety_closed", "share of residential placements of 12 and over that are closed", Beta(0.10, 30), ("P050", "P027"), "", "centred"),
    Parameter("safety_foster_breakdown", "per month", Beta(0.008, 200), ("P060",), "27.5% of placements break down.", "literature"),
    Parameter("safety_runaway_residential", "per month at mean externalising need", Beta(0.03, 40), A, ""),
    Parameter("safety_runaway_closed", "per month at mean externalising need", Beta(0.04, 40), ("zwo_returns_closed_setting",), "One youth was brought back five times."),
    Parameter("safety_runaway_need", "log change per sd of externalising need", LogNormal(0.4, 0.3), A, ""),
    Parameter("safety_found", "per month of roaming", Beta(0.70, 20), A, "Found by police or guardian."),
    Parameter("safety_to_closed", "share of those found who go to closed care", Beta(0.35, 20), ("zwo_returns_closed_setting", "P050"), "From open care; from closed care nearly all return.", "centred"),
    Parameter("safety_roaming_incident", "incidents per month while roaming", LogNormal(0.15, 0.4), A, ""),
    Parameter("safety_stay_incident", "incidents per month in open or closed residential care", LogNormal(0.015, 0.5), A, ""),
    Parameter("safety_guardian_caseload", "children per full-time guardian at the norm", Uniform(12.0, 14.0), ("P048",), "Observed above 20.", "literature"),
)  # fmt: skip
