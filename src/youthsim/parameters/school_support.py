"""What youth workers at school do, each through a mechanism of the school. No savings here.

The sources of Leeuwarden and Alkmaar give signs, hours and single cases, never a size, so priors are wide and
every effect may turn out worse than nothing. Against the sources stand a trial in 268 English schools that
found no benefit of social workers at school (P147), and trained childcare staff who saw no more than others
(alert4you_dir_detection).
"""

from youthsim.parameters.declare import ASSUMPTION, Parameter
from youthsim.scenario.distributions import Beta, LogNormal, Normal

A = (ASSUMPTION,)
SCHOOL_SUPPORT: tuple[Parameter, ...] = (
    Parameter("support_detection", "ratio of signals at a school with the guideline's hours", LogNormal(1.12, 0.15), ("lwd_p1_dir_detection", "alk_dir_first_detection", "P147", "alert4you_dir_detection"), "Seen more and earlier, say both places; a trial and a training study saw nothing.", "effect"),
    Parameter("support_detection_young", "further ratio below seven", LogNormal(1.15, 0.25), ("lwd_early_detection_age_max", "alert4you_dir_detection"), "Childcare included; sign only.", "effect"),
    Parameter("support_detection_hidden", "further ratio for internalising needs", LogNormal(1.15, 0.25), ("lwd_p1_dir_detection",), "What lies behind behaviour; sign only.", "effect"),
    Parameter("support_normalises", "share of questions of middling weight that become light, family-oriented help instead of treatment", Beta(0.20, 6), ("lwd_p1_dir_youth_mh", "lwd_p1_dir_youth_parenting", "P163", "P166"), "Sign only, from one pilot without comparison.", "effect"),
    Parameter("support_own_help", "share of light questions met by the youth worker", Beta(0.45, 8), ("lwd_light_support_contacts_max", "P163"), "One or two contacts suffice for a light question; how many are light is not said.", "effect"),
    Parameter("support_help_effect", "effect of the talks about one question, over a month of the neighbourhood team", Normal(1.0, 0.8), ("lwd_parents_helped", "lwd_case_girl_effect_weeks", "P147", "P153"), "16 of 20 parents say it helped, in one case five weeks of talks; no benefit in the English trial.", "effect"),
    Parameter("support_help_hours", "hours of talks about one question that is seen", LogNormal(8.0, 0.6), ("lwd_case_girl_effect_weeks", "lwd_case_girl_talks_per_month_later", "lwd_session_max_minutes", ASSUMPTION), "In one case five weekly talks of at most three quarters of an hour, then one a month, with parents, school and neighbourhood team around them: 4 to 20 hours. The ten costed cases are fitted.", "centred"),
    Parameter("support_light_hours", "hours for a small worry", LogNormal(1.2, 0.3), ("lwd_light_support_contacts_max", "lwd_session_max_minutes"), "One or two contacts of at most three quarters of an hour, with what goes around them.", "literature"),
    Parameter("support_worry_rate", "small worries brought per month and child in the band", LogNormal(0.05, 0.5), ("lwd_parents_contact", "lwd_parent_survey_n"), "20 of 43 responding parents had contact; responders are no sample.", "centred"),
    Parameter("support_worry_band", "sd of need below the threshold", LogNormal(0.8, 0.2), A, "Where a small worry lies."),
    Parameter("support_short_lines", "gain in time to a decision, as a part of it", Normal(0.25, 0.20), ("lwd_p2_wijkteam_agreements", "alk_meeting_gate_interval"), "Agreements with the neighbourhood team; sign only.", "effect"),
    Parameter("support_reach", "gain in families that accept help, as a part of all", Normal(0.08, 0.08), ("lwd_access_families_sites",), "Access to families otherwise closed, on all three sites; sign only.", "effect"),
    Parameter("support_trust", "trust gained in the talks about one question", Normal(0.03, 0.03), ("lwd_parents_value_highly",), "Sign only.", "effect"),
    Parameter("support_climate", "sd of school climate at a full school-wide dose", Normal(0.20, 0.25), ("P145", "P146", "P147"), "Sign only in the sources; school-wide programmes elsewhere.", "effect"),
    Parameter("support_teacher_time", "gain in teaching time at a full dose, as a part of it", Normal(0.02, 0.025), ("lwd_dir_teacher_time",), "Sign only.", "effect"),
    Parameter("support_group", "sd of need per month at a full school-wide dose, pupils at risk", Normal(0.006, 0.009), ("P145", "P146"), "Groups and trainings: 0.1 to 0.2 sd in the end.", "effect"),
    Parameter("support_home_visit", "ratio of returns to full attendance", LogNormal(1.15, 0.25), ("P148", "P147"), "Home visits to pupils who stay away: some five days a year elsewhere, nothing in the English trial.", "effect"),
    Parameter("support_landing", "sd of need at a change of school", Normal(0.05, 0.07), A, "Soft landing; the source gives no size.", "effect"),
    Parameter("support_match", "fit of help asked with a behavioural scientist's diagnosis, 0-1", Normal(0.05, 0.06), A, "Targeted referral; sign only.", "effect"),
    Parameter("support_tests", "share of tests that are no longer asked", Beta(0.30, 6), A, "Diagnosis in the context of the school.", "effect"),
    Parameter("support_dose_power", "exponent of hours below the guideline", LogNormal(1.5, 0.25), ("lwd_guideline_hours_per_ikc",), "Fewer hours weaken more than in proportion, say both places; sign only."),
    Parameter("support_dose_beyond", "dose that more than the guideline can add", Beta(0.25, 12), A, ""),
    Parameter("support_contact_share", "share of hours with children, families and groups", Beta(0.60, 15), A, "The rest is travel, meetings and registration."),
    Parameter("support_shift", "share of the work that is for groups and the school in the end", Beta(0.55, 12), ("lwd_effect_visible_after",), "At first a list of troubled children; size assumed."),
    Parameter("support_shift_months", "months until most of that shift has happened", LogNormal(12.0, 0.35), ("lwd_effect_visible_after", "pact_time_to_effect"), "After a year the difference is felt.", "literature"),
    Parameter("support_culture_months", "months in which a school's care culture follows", LogNormal(18.0, 0.4), ("pact_time_to_effect",), "Fewer referrals in four of six places after almost two years."),
    Parameter("support_without", "share left of what rests on a condition that is missing", Beta(0.35, 6), A, "Independent position, coordinator, support of the management; sign only."),
    Parameter("support_turnover", "posts that fall vacant, per year", Beta(0.20, 20), ("P141", "P142"), "18-20% leave their employer (both from memory); temporary money may hasten it. Who left in Leeuwarden is fitted.", "centred"),
    Parameter("support_childcare", "share of children under four in the childcare of a child centre", Beta(0.50, 20), ("lwd_childcare_link_sites",), "Size assumed; two of three sites had a good link."),
    Parameter("price_school_worker_hour", "euro per paid hour", LogNormal(52.0, 0.15), ("lwd_supporter_tariff", "nij_fte_cost", "nij_fte_hours_year"), "90,000 euro over 1,872 hours; 75 euro is the tariff of an hour with the child.", "price", 2023),
    Parameter("support_risk_below", "sd of need below the threshold", LogNormal(0.8, 0.2), A, "From here on a pupil counts as at risk: groups and a soft landing reach it."),
    Parameter("support_risk_above", "sd of need above the threshold", LogNormal(0.4, 0.35), A, "From here on groups are not the help that is needed."),
)  # fmt: skip
