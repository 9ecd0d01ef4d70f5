"""What a need leads to that is not, or not enough, met; and what months out of school leave behind.

Every weight may be near nothing. None has been measured on Dutch children: sizes come from elsewhere, from adults, or
are assumed. `neutral` is where the mechanism does nothing.
"""

from youthsim.parameters.declare import ASSUMPTION, Parameter
from youthsim.scenario.distributions import Beta, Fixed, LogNormal, Uniform

A = (ASSUMPTION,)
PER_SD = "per month and sd of lasting gap"
LOG = "log change per sd of lasting gap"
LOG_MONTH = "log change per month of full absence so far"
UNMET: tuple[Parameter, ...] = (
    Parameter("unmet_hours", "hours a month per sd of need above the threshold", LogNormal(5.5, 0.4), A, "Somewhat more than an hour a week: what outpatient support brings at usual hours covers about one sd."),
    Parameter("unmet_family_hour", "share of an hour with a family that counts for each of its children", Beta(0.50, 10), A, ""),
    Parameter("unmet_school", "sd of gap per sd of learning need that the class cannot bear", LogNormal(0.3, 0.5), A, "A place waited for and support withheld are gaps too.", neutral=0.0),
    Parameter("unmet_builds", "months", Uniform(3.0, 9.0), ("E005", *A), "A gap is felt in full after two to three times so long: little harm below three months of waiting."),
    Parameter("unmet_borne", "sd of lasting gap", Uniform(0.2, 0.8), ("E013", *A), "What a family and those around it bear: half of untreated depression and anxiety in the young recovers within a year."),
    Parameter("unmet_crisis", PER_SD, LogNormal(0.025, 0.7), ("E019", "E021", *A), "Some nine crisis admissions per hundred treatments not begun, adults; a hundred children refused add some 400 sd-months above what is borne.", "literature", neutral=0.0),
    Parameter("unmet_crisis_stay", "share of crises in which a stay is asked at once", Beta(0.25, 12), ("E020", "E021", *A), "Two involuntary commitments to nine crisis admissions, adults; more of the children in crisis sleep elsewhere for a while.", "literature", neutral=0.0),
    Parameter("unmet_stay", PER_SD, LogNormal(0.006, 0.8), A, "Family or doctor ask for a stay without a crisis, in the ordinary queue.", neutral=0.0),
    Parameter("unmet_young", "ratio of crises and stays asked at four and under to those at sixteen", Beta(0.20, 8), ("E024", "E025"), "Less prevention: more entries at 16-17, none seen at 1-4.", "literature", neutral=0.0),
    Parameter("unmet_report", "chance per month, sd of lasting gap, and pair of eyes", LogNormal(0.003, 0.8), A, "Of neglect or worry, without an incident.", neutral=0.0),
    Parameter("unmet_incident", LOG, LogNormal(0.25, 0.7), A, "", neutral=0.0),
    Parameter("unmet_absence", "sd of trouble at school per sd of lasting gap", LogNormal(0.20, 0.7), ("E068", *A), "Support for special needs: 14% less unauthorised absence.", "literature", neutral=0.0),
    Parameter("unmet_return", "log loss of the chance of return to class per sd of lasting gap", LogNormal(0.30, 0.7), A, "Who gets no help comes back less easily. A day place keeps a child out as well: refusing one has two sides.", neutral=0.0),
    Parameter("unmet_referral", LOG, LogNormal(0.20, 0.8), A, "Help that lacked in class and at home; a shortage of it may also keep a child out of special education.", neutral=0.0),
    Parameter("unmet_runaway", LOG, LogNormal(0.15, 0.8), A, "Worn off while in a stay.", neutral=0.0),
    Parameter("unmet_offence", LOG, LogNormal(0.20, 0.7), ("E030", "E034", "E037"), "14% more offences where youth clubs closed, 13-20% fewer convictions and custody with help for families.", "literature", neutral=0.0),
    Parameter("unmet_leaving", LOG, LogNormal(0.20, 0.7), ("E045", *A), "Severe behaviour problems: odds 4 of leaving without a qualification; part of it works through need.", neutral=0.0),
    Parameter("unmet_benefit", LOG, LogNormal(0.15, 0.8), A, "Benefit, and jobs not found.", neutral=0.0),
    Parameter("unmet_recovery", LOG, LogNormal(0.25, 0.7), ("E002", "E014", *A), "Of the pace at which a need above its own level recovers. A month of waiting: 10% more care in five years (adults); depression untreated for longer remits less.", "literature", neutral=0.0),
    Parameter("out_incident", LOG_MONTH, LogNormal(0.02, 0.7), A, "At home, by a child who is there all day; no further than `need_out_of_school_months`.", neutral=0.0),
    Parameter("out_offence", "share of the pull of the street on who has neither work nor school", Beta(0.50, 8), ("E057", "E070", *A), "Being in school keeps out of crime at the time; size not seen.", neutral=0.0),
    Parameter("out_leaving", LOG_MONTH, LogNormal(0.04, 0.6), ("E046", "E047"), "Severely absent: 5% with five good grades, rarely absent 78%, and 31% where absence recovers. Unadjusted: set to less than half of the gap after ten months.", "literature", neutral=0.0),
    Parameter("out_work", LOG_MONTH, LogNormal(0.03, 0.6), ("E048", "E049", "E052"), "Odds of benefit at 28 of 2.7 to 4.2, employment lower by 60-75%: upper bounds; 70% of the gap of who leaves school early remains after adjustment.", "literature", neutral=0.0),
    Parameter("gate_doctor_free", "share of a doctor's requests that the municipal gate leaves alone", Fixed(1.0), ("P034",), "By law a municipality may not refuse or delay what a doctor refers.", neutral=0.0),
    Parameter("gate_refused_back", "share of who was refused in the past year and is seen again, that goes to a doctor instead of the gate", Beta(0.40, 8), ("E012", *A), "Close to half of the families on a waiting list contact a second agency.", neutral=0.0),
    Parameter("queue_by_right", "1: a queue is ordered by the month in which the right was given; 0: by the month asked", Fixed(1.0), A, "Held fixed: the definition of a queue.", neutral=0.0),
    Parameter("queue_elsewhere_lead", "ratio of decision time, other towns to this one", Fixed(1.0), A, "Held fixed.", neutral=0.0),
)  # fmt: skip
