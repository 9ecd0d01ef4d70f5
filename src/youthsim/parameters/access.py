"""From a need to a place: who sees it, who asks, what the gate and the queue do."""

from youthsim.parameters.declare import ASSUMPTION, Parameter
from youthsim.scenario.distributions import Beta, LogNormal, Normal, Uniform

A = (ASSUMPTION,)
ACCESS: tuple[Parameter, ...] = (
    Parameter("signal_rate", "per month at very high need", LogNormal(0.25, 0.15), ("P024", "P025"),
              "Centred on 86 episodes begun a year per 1,000 minors.", "centred"),
    Parameter("signal_scale", "sd of need above the threshold", Uniform(0.4, 1.0), A, "How fast signals rise with need."),
    Parameter("signal_eyes_under_4", "ratio to primary school", Beta(0.30, 20), ("P017",), "Age shape of use: 2.6% under 4, 10.3% at 4-11.", "centred"),
    Parameter("signal_eyes_secondary", "ratio to primary school", LogNormal(0.95, 0.1), ("P017",), "10.6% at 12-17.", "centred"),
    Parameter("signal_absent", "ratio when not at school", LogNormal(1.3, 0.3), A, "The attendance officer comes, the teacher no longer sees."),
    Parameter("request_base", "share of signals that become a request at middle trust", Beta(0.60, 30), A, ""),
    Parameter("request_trust", "change per unit of trust", LogNormal(0.5, 0.3), A, ""),
    Parameter("request_deterrence", "log change per month of expected wait", LogNormal(0.05, 0.5), A, "Requests fall with waiting."),
    Parameter("route_doctor", "share of requests through a doctor", Beta(0.465, 100), ("P034",), "GP, youth doctor and specialist.", "literature"),
    Parameter("route_light", "share of municipal requests of low severity to the neighbourhood team", Beta(0.60, 30), ("P026",), "", "centred"),
    Parameter("route_light_limit", "sd above the threshold", Normal(0.7, 0.1), A, "Below it a request counts as light."),
    Parameter("route_heavy_limit", "sd above the threshold", Normal(0.90, 0.1), ("P026",), "Above it support at home is intensive.", "centred"),
    Parameter("route_day", "share of learning or disability requests to day treatment", Beta(0.40, 40), ("P026",), "", "centred"),
    Parameter("route_school_support", "share of learning requests to support in class", Beta(0.12, 30), ("nij_zbo_noord_n",), "Nine children in one quarter of a city.", "centred"),
    Parameter("gate_refusal", "share", Beta(0.07, 60), A, "Refused at the municipal gate."),
    Parameter("gate_strictness", "change of refusal per unit of deficit", LogNormal(0.3, 0.5), ("P131",), "A municipality in deficit cuts light care first; can be switched off."),
    Parameter("gate_lead_pxq", "months from request to decision", LogNormal(1.2, 0.3), A, "Legal term is eight weeks."),
    Parameter("gate_lead_pooled", "months", LogNormal(0.4, 0.4), A, "No grant per child."),
    Parameter("gate_test_share", "share of disability requests held up by a test", Beta(0.4, 15), ("til_partnership_age_max",), "IQ test as a condition; one case."),
    Parameter("gate_test_months", "months", LogNormal(3.0, 0.4), A, ""),
    Parameter("gate_hours_pxq", "hours per request", LogNormal(9.0, 0.35), ("P182",), "Family, gate and provider together."),
    Parameter("gate_hours_pooled", "hours per request", LogNormal(4.0, 0.4), ("P182",), ""),
    Parameter("grant_months_pxq", "months", Uniform(6.0, 12.0), ("nij_indication_min_duration", "nij_arr4_duration"), "Grants of two months to a year."),
    Parameter("grant_gap_share", "share of renewals with a gap", Beta(0.15, 20), ("nij_expiry_before_summer",), ""),
    Parameter("grant_stretch", "share of treatments stretched to the next tariff step", Beta(0.12, 100), ("P169",), "Dutch stepped fees: 11-13%.", "literature"),
    Parameter("queue_give_up", "per month of waiting", Beta(0.03, 60), A, "People who go elsewhere or stop asking."),
    Parameter("queue_recovered", "per month when the need has passed", Beta(0.25, 15), A, "Those who no longer need it."),
    Parameter("wait_outpatient", "months tolerated before capacity follows", LogNormal(3.0, 0.15), ("P097",), "14 weeks in Rijnmond 2022.", "literature"),
    Parameter("wait_light", "months", LogNormal(1.0, 0.25), A, "Neighbourhood team and help for parents."),
    Parameter("wait_stay", "months", LogNormal(2.4, 0.25), ("P098",), "11 weeks.", "literature"),
    Parameter("wait_closed", "months", LogNormal(0.25, 0.4), ("P101",), "MEMORY: days; a court authorisation creates a duty.", "literature"),
    Parameter("signal_learning", "sd above the threshold of the other needs", Normal(0.3, 0.1), A, "Youth care is asked later for learning than for behaviour or mood."),
    Parameter("route_doctor_specialist", "share of a doctor's requests for lighter behaviour problems that go to mental-health care", Beta(0.50, 20), ("P034",), "", "assumption"),
    Parameter("queue_elsewhere", "ratio of leaving the queue, clients of other towns to the town's own that give up", LogNormal(2.5, 0.2), A, "They give up and recover, in one figure."),
    Parameter("gate_lead_light", "months from request to decision where nothing is granted", LogNormal(0.3, 0.3), A, "Neighbourhood team, parents' own requests, what a budget pays."),
)  # fmt: skip
