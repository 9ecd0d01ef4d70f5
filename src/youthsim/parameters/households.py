"""Money, housing, health, trust and overload of a household."""

from youthsim.parameters.declare import ASSUMPTION, Parameter
from youthsim.scenario.distributions import Beta, LogNormal, Normal, Uniform

A = (ASSUMPTION,)
HOUSEHOLDS: tuple[Parameter, ...] = (
    Parameter("household_poverty_exit", "per year", Beta(0.30, 40), ("P193",),
              "5.2% poor and 2.2% at least four years: exits of about 0.2 to 0.35 a year.", "literature"),
    Parameter("household_debt_exit", "per year", Beta(0.25, 40), ("P196",), "A quarter of problem debts is new each year.", "literature"),
    Parameter("household_housing_exit", "per year", Beta(0.22, 20), A, "Bad housing ends when a house comes free."),
    Parameter("household_origin_risk", "log odds of a setback per sd of origin", Normal(0.9, 0.2), A, ""),
    Parameter("household_health_persistence", "share kept per month", Uniform(0.93, 0.98), A, "Parents' mental health."),
    Parameter("household_stress_poor", "sd of stress", LogNormal(0.8, 0.3), ("P156", "P160"), "Size assumed, sign from the sources."),
    Parameter("household_stress_debt", "sd of stress", LogNormal(0.8, 0.3), ("P159", "P160"), "Debt relief lowers anxiety with d about 0.25 (MEMORY)."),
    Parameter("household_stress_housing", "sd of stress", LogNormal(0.7, 0.3), ("P158",), "Size assumed."),
    Parameter("household_stress_health", "sd of stress per sd", LogNormal(0.55, 0.25), A, ""),
    Parameter("household_stress_single", "sd of stress", LogNormal(0.25, 0.4), A, "One adult."),
    Parameter("household_stress_network", "sd of stress per sd of network", LogNormal(0.25, 0.4), ("P151",), "Informal support; family groups raise it."),
    Parameter("household_carries", "professionals", Uniform(2.0, 4.0), ("til_professionals_mean",),
              "More workers than this strain a household; the source names six as too many."),
    Parameter("household_overload_worker", "sd of stress per professional beyond", LogNormal(0.10, 0.6), ("til_rachel_professionals",),
              "Appointments and procedures take a parent's time; one case, sign only."),
    Parameter("household_overload_hours", "sd of stress per contact hour a week beyond 8", LogNormal(0.02, 0.6), A, ""),
    Parameter("household_trust_return", "share per month", LogNormal(0.04, 0.4), A, "Trust returns to a middle level."),
    Parameter("household_trust_change", "trust lost per change of worker", LogNormal(0.03, 0.5), A, ""),
    Parameter("household_trust_order", "trust lost per month under an order", LogNormal(0.008, 0.5), A, ""),
    Parameter("household_guidance_rate", "requests per year above the strain threshold", LogNormal(0.34, 0.35), A,
              "Guidance of parents under the Social Support Act."),
    Parameter("household_debt_help_rate", "requests per year of households in debt", LogNormal(0.10, 0.3), ("P196",),
              "14% of households in problem debt is known to debt help.", "literature"),
    Parameter("household_referral", "ratio of parents' requests once a professional is in the family", LogNormal(2.5, 0.3), A, "Professionals bring in other professionals."),
    Parameter("household_health_rate", "requests per year above 1.3 sd of ill health", LogNormal(0.6, 0.35), A, "Adult mental-health care."),
    Parameter("household_strain_threshold", "sd of stress", Normal(1.2, 0.15), A, "Above it a household asks or is asked to take help."),
    Parameter("household_debt_help_effect", "ratio of debt exits", LogNormal(2.0, 0.3), ("P159",), "Settlement against none; uncontrolled source."),
    Parameter("household_guidance_effect", "sd of strain relieved per month", Normal(0.03, 0.03), A, "Both signs possible."),
    Parameter("household_health_care_effect", "sd of ill health relieved per month", Normal(0.05, 0.03), A, ""),
)  # fmt: skip
