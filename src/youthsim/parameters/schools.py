"""Attendance, absence, day places, special education."""

from youthsim.parameters.declare import ASSUMPTION, Parameter
from youthsim.scenario.distributions import Beta, LogNormal, Normal, Uniform

A = (ASSUMPTION,)
SCHOOLS: tuple[Parameter, ...] = (
    Parameter("school_climate_persistence", "share kept per month", Uniform(0.95, 0.99), A, ""),
    Parameter("school_climate_strain", "sd of climate per sd of mean externalising need", LogNormal(0.5, 0.4), A, "A class with many troubled pupils."),
    Parameter("school_partial_rate", "per month per sd above the threshold", LogNormal(0.012, 0.3), ("P083",), "", "centred"),
    Parameter("school_partial_end", "per month", Beta(0.25, 30), A, "Back to full attendance."),
    Parameter("school_absence_rate", "per month while partly absent, per sd above the threshold", LogNormal(0.10, 0.3), ("P083", "P079"), "0.37% of pupils absent; the count leaves out the sick-listed.", "centred"),
    Parameter("school_return_rate", "per month at the start of absence", LogNormal(0.28, 0.25), ("P084", "P085"), "MEMORY only: half return within the school year."),
    Parameter("school_return_fade", "log loss per month out", LogNormal(0.09, 0.35), ("gou_dir_return_school", "gou_dir_learnability"), "The return chance fades; sign from the source."),
    Parameter("school_learnability_loss", "per month out", LogNormal(0.03, 0.4), ("gou_dir_learnability",), "Sign from the source."),
    Parameter("school_day_place", "share of the absent who get a day place asked, per month", Beta(0.25, 20), ("gou_pattern_children", "gou_home_sitters"), "28 of 69 children."),
    Parameter("school_exemption", "per month of absence beyond six", LogNormal(0.05, 0.4), ("P080",), "7,083 exemptions on medical grounds.", "centred"),
    Parameter("school_referral_primary", "per month per sd of learning need above one", LogNormal(0.006, 0.2), ("P073", "P074"), "0.48% to SBO and 0.27% to SO a year.", "centred"),
    Parameter("school_referral_secondary", "ratio to primary", LogNormal(0.35, 0.3), ("P068",), "", "centred"),
    Parameter("school_referral_absent", "ratio while absent", LogNormal(3.0, 0.4), ("gou_po_no_fit_regular",), "Four of six children had an admission statement or no fit."),
    Parameter("school_direct_special", "share of entrants with a learning need above two sd who start in special education", Beta(0.55, 20), ("P072",), "3,214 start in SO and 1,320 in SBO a year.", "centred"),
    Parameter("school_sbo_to_vso", "share", Beta(0.07, 100), ("P076",), "", "literature"),
    Parameter("school_so_to_vso", "share", Beta(0.75, 30), A, ""),
    Parameter("school_admission", "per month on the list when a place is free", Beta(0.25, 15), ("gou_thijn_wait_school",), "Six months waited in one case; most enter in August."),
    Parameter("school_return_to_regular", "per year in special education", Beta(0.015, 60), ("P077", "nij_return_2122"), "MEMORY; Nijmegen saw 2, 4 and 0 a year."),
    Parameter("school_relief_special", "units of mismatch removed", Beta(0.70, 20), A, "Smaller classes, other pace."),
    Parameter("school_aide_relief", "units of mismatch removed", Beta(0.40, 15), A, "Support in class."),
    Parameter("school_mismatch_felt", "sd of trouble per unit of mismatch", LogNormal(0.3, 0.3), A, "How much a class that does not fit pushes a child out of it."),
    Parameter("school_absence_base", "sd of trouble that partial absence stands for by itself", LogNormal(0.3, 0.4), A, "Partial absence may become full without a need above the threshold."),
    Parameter("school_learnability_gain", "per month in class", LogNormal(0.02, 0.4), A, "Back to learning as usual."),
    Parameter("school_return_day_place", "ratio of return from a day place", LogNormal(0.5, 0.35), ("gou_thijn_years_day_place", "gou_pattern_duration"), "A place that was meant to be temporary lasts; size assumed."),
    Parameter("school_referral_behaviour", "sd of learning need per sd of externalising need", LogNormal(0.4, 0.3), A, "Behaviour weighs in a referral."),
    Parameter("school_return_need", "sd of learning need below which return is thought of", Normal(1.2, 0.1), A, ""),
    Parameter("school_return_eligible", "share of special pupils below it", Beta(0.4, 40), A, "So that the yearly rate of return holds over all special pupils."),
    Parameter("school_interest_list", "share of applications by children out of school that are held as an interest", Beta(0.5, 6), ("gou_thijn_wait_school",), "An interest is no application, so the school has no duty of care; one child in the source.", "assumption"),
    Parameter("school_interest_place", "ratio of places to those on an interest list", Beta(0.35, 8), A, "Parents react again to every open place."),
    Parameter("school_list_withdrawn", "per month on the list, per unit of mismatch removed", LogNormal(0.15, 0.4), A, "An application falls away when the class can bear the child after all."),
    Parameter("school_day_education", "share of a school week in a day place", Beta(0.05, 20), ("gou_thijn_edu_hours_after",), "No hours of education in the one case that is described."),
    Parameter("school_tie", "share of fading held off by education for a full week while out of class", Beta(0.5, 5), ("gou_dir_learnability", "gou_dir_treatment_effect"), "Who keeps some education keeps the tie with school; size assumed.", "effect"),
    Parameter("school_support_arrangement", "share of grants in class with an arrangement of the partnership beside it", Beta(0.8, 10), ("nij_arr4_n", "nij_arr3_n", "nij_zbo_n"), "Three children with a grant had three arrangements, each with a worker of its own."),
    Parameter("school_teacher_time", "change of mismatch and of referral per unit of teaching time lost", LogNormal(1.0, 0.35), ("lwd_dir_teacher_time",), "A class whose teacher has no time bears less; sign from the sources."),
)  # fmt: skip
