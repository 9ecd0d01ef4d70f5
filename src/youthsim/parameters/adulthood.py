"""Sixteen and after: school's end, work, offending, detention, the cliff at eighteen."""

from youthsim.parameters.declare import ASSUMPTION, Parameter
from youthsim.scenario.distributions import Beta, Fixed, LogNormal, Normal, Uniform

A = (ASSUMPTION,)
ADULTHOOD: tuple[Parameter, ...] = (
    Parameter("adult_offence_rate", "per month per sd of externalising need above the level where offences begin", LogNormal(0.010, 0.3), A, "Offences that come to the police, 12 and over."),
    Parameter("adult_offence_roaming", "ratio while roaming", LogNormal(4.0, 0.4), A, ""),
    Parameter("adult_offence_idle", "ratio without school or work", LogNormal(1.7, 0.45), A, "Who has neither offends more; how much of that is idleness itself is not known, so below one too."),
    Parameter("adult_offence_disability", "ratio with mild intellectual disability", LogNormal(1.6, 0.3), ("P183",), "Overrepresented in detention."),
    Parameter("adult_offence_work", "ratio in paid work", LogNormal(0.85, 0.30), A, "Work goes with fewer offences, partly because others find work; above one lies within what is possible."),
    Parameter("adult_detained", "share of offences that end in detention", Beta(0.04, 60), A, ""),
    Parameter("adult_detention_months", "months", LogNormal(3.0, 0.3), A, ""),
    Parameter("adult_work_start", "per month out of school, 16 and over", LogNormal(0.09, 0.25), A, ""),
    Parameter("adult_work_need", "log change per sd of worst need above zero", Normal(-0.4, 0.15), A, ""),
    Parameter("adult_work_disability", "ratio with mild intellectual disability", Beta(0.60, 20), ("nkk_bram_job_days", "P184"), "At a wage value that is subsidised; with those below it some 0.45."),
    Parameter("adult_work_end_disability", "ratio of job endings with mild intellectual disability", LogNormal(1.5, 0.2), ("nkk_bram_job_days",), "One job of a day and a half."),
    Parameter("adult_wage_value", "share of a full wage, mild disability at mean need", Normal(0.52, 0.06, low=0.2, high=0.9), A, "Middle of a spread that is not in the source."),
    Parameter("adult_wage_value_need", "change of wage value per sd of worst need above zero", Normal(-0.08, 0.03), A, "Pace, quality, coming late."),
    Parameter("adult_wage_value_spread", "sd over youths, share of a full wage", LogNormal(0.13, 0.2), A, ""),
    Parameter("adult_wage_threshold", "share of a full wage", Fixed(0.30), ("nkk_wage_value_threshold",), "Below it no wage-cost subsidy.", "literature"),
    Parameter("adult_work_unsubsidised", "ratio of job starts below the threshold", Beta(0.35, 12), ("nkk_wage_value_threshold", ASSUMPTION), "The employer would pay the whole wage."),
    Parameter("adult_work_discouraged", "ratio of job starts per job lost, mild disability", Beta(0.88, 30), A, "Who is sent away tries less."),
    Parameter("adult_peer_months", "months idle until the street pulls in full", LogNormal(6.0, 0.4), A, ""),
    Parameter("adult_work_end", "per month", Beta(0.04, 60), A, ""),
    Parameter("adult_benefit_start", "per month without school or work, 18 and over", Beta(0.025, 60), ("P123",), ""),
    Parameter("adult_benefit_end", "per month", Beta(0.03, 40), A, ""),
    Parameter("adult_leave_unqualified", "per month in vocational education at a worst need of half a sd", LogNormal(0.0035, 0.2), ("P087",), "4.6 to 5.4% a year.", "centred"),
    Parameter("adult_leave_need", "log change per sd of worst need above half a sd", LogNormal(0.5, 0.25), A, ""),
    Parameter("adult_qualify", "per month from 18 on", LogNormal(0.035, 0.2), A, "Diploma at MBO level 2 or above."),
    Parameter("adult_practical_on", "share of practical-school leavers who go on to vocational education", Beta(0.5, 20), A, ""),
    Parameter("adult_vso_on", "share of special-secondary leavers who go on to vocational education", Beta(0.3, 20), A, ""),
    Parameter("adult_probation", "share of offences that lead to juvenile probation", Beta(0.10, 30), A, ""),
    Parameter("adult_extended_care", "share that keeps youth care after 18", Beta(0.33, 60), ("P188",), "", "literature"),
    Parameter("adult_assisted", "share of stays that continue in assisted living", Beta(0.40, 20), ("P188",), "A quarter of youths has adult care."),
    Parameter("adult_homeless", "share of stays that end on the street at 18", Beta(0.05, 30), A, "The cliff at eighteen."),
    Parameter("adult_shelter", "share of roaming adults in shelter", Beta(0.40, 15), ("P128",), ""),
    Parameter("adult_probation_end", "per month", Beta(0.083, 200), A, "About a year."),
    Parameter("adult_work_discouraged_most", "jobs lost", Uniform(2.0, 8.0), A, "Whoever lost so many is discouraged no further by the next; rounded."),
    Parameter("adult_offence_from", "sd of externalising need", Normal(1.0, 0.15), A, "No offences that come to the police below it."),
)  # fmt: skip
