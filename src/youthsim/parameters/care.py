"""What care does while it lasts, and how it ends."""

from youthsim.parameters.declare import ASSUMPTION, Parameter
from youthsim.scenario.distributions import Beta, LogNormal, Normal, Uniform

A = (ASSUMPTION,)
E_ = "sd of need per month at full match"
CARE: tuple[Parameter, ...] = (
    Parameter("care_effect_neighbourhood_team", E_, Normal(0.020, 0.020), ("P164", "P163"), "Comparative studies see no fall in specialised use; negative values are possible.", "effect"),
    Parameter("care_effect_ambulatory_support", E_, Normal(0.030, 0.015), ("P150",), "Family functioning d about 0.5 in weak, less in rigorous studies.", "effect"),
    Parameter("care_effect_youth_mental_health", E_, Normal(0.035, 0.015), ("P145", "P152"), "", "effect"),
    Parameter("care_effect_intensive_home_support", E_, Normal(0.040, 0.018), ("P150", "P152", "P153"), "", "effect"),
    Parameter("care_effect_day_treatment", E_, Normal(0.030, 0.020), A, "", "effect"),
    Parameter("care_effect_foster_care", E_, Normal(0.030, 0.020), ("P155",), "", "effect"),
    Parameter("care_effect_family_home", E_, Normal(0.025, 0.020), ("P155",), "", "effect"),
    Parameter("care_effect_residential", E_, Normal(0.010, 0.025), ("P155",), "Small advantage of non-residential help (d 0.2, MEMORY); may harm.", "effect"),
    Parameter("care_effect_closed_residential", E_, Normal(0.000, 0.030), A, "May harm.", "effect"),
    Parameter("care_effect_assisted_living", E_, Normal(0.020, 0.020), A, "", "effect"),
    Parameter("care_effect_school_support", E_, Normal(0.020, 0.015), A, "", "effect"),
    Parameter("care_match", "mean quality of fit", Beta(0.65, 20), A, ""),
    Parameter("care_fragmentation", "log loss of effect per professional beyond two", LogNormal(0.08, 0.5), ("til_professionals_mean",), "Nobody sees the whole; sign only.", "effect"),
    Parameter("care_second_worker", "share of youth care with a second worker", Beta(0.40, 15), A, ""),
    Parameter("care_coordinator_from", "professionals in a family", Uniform(2.5, 4.5), ("til_rachel_hours_youth_coordinator",), "From here on somebody is paid to coordinate the others."),
    Parameter("care_turnover", "changes of worker per year", Beta(0.30, 30), ("P141", "P142"), "18-20% leave their employer (MEMORY); changes within a team on top."),
    Parameter("care_continuity_months", "months until a new worker has full effect", Uniform(1.0, 5.0), A, ""),
    Parameter("care_end_neighbourhood_team", "per month", Beta(0.048, 300), ("P030",), "Exit 0.275 per half year in all; drop-out and ended grants come beside this.", "literature"),
    Parameter("care_end_ambulatory_support", "per month", Beta(0.034, 300), ("P029",), "Exit 0.249 per half year in all; drop-out and ended grants come beside this.", "literature"),
    Parameter("care_end_youth_mental_health", "per month", Beta(0.036, 300), ("P029",), "", "literature"),
    Parameter("care_end_intensive_home_support", "per month", Beta(0.036, 300), ("P032",), "Exit 0.239 per half year in all.", "literature"),
    Parameter("care_end_day_treatment", "per month", Beta(0.026, 300), ("P031",), "Exit 0.165 per half year in all.", "literature"),
    Parameter("care_end_foster_care", "per month", Beta(0.016, 400), ("P055", "P056"), "Stock over outflow 4.3 years.", "literature"),
    Parameter("care_end_family_home", "per month", Beta(0.028, 300), ("P013", "P027"), "", "literature"),
    Parameter("care_end_residential", "per month", Beta(0.052, 300), ("P013", "P027"), "", "literature"),
    Parameter("care_end_closed_residential", "per month", Beta(0.110, 200), ("P050", "P051"), "", "literature"),
    Parameter("care_end_assisted_living", "per month", Beta(0.050, 200), A, ""),
    Parameter("care_end_parents", "per month", Beta(0.055, 200), A, "Guidance, debt help and adult mental-health care."),
    Parameter("care_end_school_support", "per month", Beta(0.060, 200), ("nij_arr4_duration",), ""),
    Parameter("care_end_unsolved", "ratio of exits while the need is above the threshold", Beta(0.65, 20), A, ""),
    Parameter("care_drop_out", "per month at middle trust", Beta(0.012, 200), A, "Share of exits against advice."),
    Parameter("care_drop_out_trust", "log change per unit of trust", LogNormal(2.0, 0.3), A, ""),
    Parameter("care_failure_heavier", "share of failed help followed by heavier help", Beta(0.35, 20), ("til_alternative_setting_hours",), "Where only the next product is bought; one case, sign only."),
    Parameter("care_failure_to_stay", "share of failed intensive help that leads to a stay", Beta(0.50, 30), ("P057", "P026", "P027"), "Voluntary placements; 30% of foster children.", "centred"),
    Parameter("care_stretch_months", "months added", Uniform(1.0, 3.0), ("P169",), "", "literature"),
)  # fmt: skip
