"""Everything that can appear on a bill: care forms, orders, school places, programme costs.

The first `N_QUEUED` services have places, a queue and care episodes; the rest are posted as they occur.
`act` tells under which Act help is counted for a household ("two Acts" in a caseload rule).
"""

from __future__ import annotations

from dataclasses import dataclass

from youthsim.vocabulary import payers as p

# --- services with places and a queue -------------------------------------------------------------
NEIGHBOURHOOD_TEAM = 0
AMBULATORY_SUPPORT = 1
YOUTH_MENTAL_HEALTH = 2
INTENSIVE_HOME_SUPPORT = 3
DAY_TREATMENT = 4
FOSTER_CARE = 5
FAMILY_HOME = 6
RESIDENTIAL = 7
CLOSED_RESIDENTIAL = 8
ASSISTED_LIVING = 9
PARENT_GUIDANCE = 10
DEBT_HELP = 11
ADULT_MENTAL_HEALTH = 12
SCHOOL_SUPPORT = 13
N_QUEUED = 14
# --- posted as they occur -------------------------------------------------------------------------
SUPERVISION_ORDER = 14
GUARDIANSHIP = 15
PROTECTION_INVESTIGATION = 16
REGULAR_EDUCATION = 17
SPECIAL_PRIMARY = 18
SPECIAL_EDUCATION = 19
PUPIL_TRANSPORT = 20
ATTENDANCE_OFFICER = 21
POLICE_CONTACT = 22
YOUTH_DETENTION = 23
SOCIAL_BENEFIT = 24
ACCESS_ASSESSMENT = 25
FAMILY_PLAN = 26
BREAKTHROUGH_PLAN = 27
CUSTOM_MONEY = 28
PROGRAMME_LEADERSHIP = 29
YOUTH_SHELTER = 30
FAMILY_TIME = 31
WAGE_SUBSIDY = 32
WORK_PLACE_WAGE = 33
JOB_COACHING = 34
EMPLOYER_SUPPORT = 35
EDUCATION_ARRANGEMENT = 36
POOLED_AIDE = 37
CARE_IN_SCHOOL = 38
NEARBY_HELP = 39
SCHOOL_TEAM = 40

NO_ACT, YOUTH_ACT, WMO_ACT, PARTICIPATION_ACT, HEALTH_ACT, EDUCATION_ACT, JUSTICE_ACT = range(7)


@dataclass(frozen=True)
class Service:
    """A line on a bill: its number, id, label, Dutch name, unit, who pays by default, who receives."""

    number: int
    id: str
    label: str
    dutch: str
    unit: str
    payer: int
    receiver: str
    act: int
    group: str


def _s(number, id, label, dutch, unit, payer, receiver, act, group):
    return Service(number, id, label, dutch, unit, payer, receiver, act, group)


_Y, _W, _P, _O = p.MUNICIPALITY_YOUTH, p.MUNICIPALITY_WMO, p.MUNICIPALITY_PARTICIPATION, p.MUNICIPALITY_OTHER
_M = "episode-month"
SERVICES: tuple[Service, ...] = (
    _s(0, "neighbourhood_team", "Neighbourhood team", "wijkteam", _M, _Y, "provider", YOUTH_ACT, "light help"),
    _s(1, "ambulatory_support", "Outpatient youth support", "ambulante jeugdhulp", _M, _Y, "provider", YOUTH_ACT, "outpatient care"),
    _s(2, "youth_mental_health", "Youth mental-health care", "jeugd-ggz", _M, _Y, "provider", YOUTH_ACT, "outpatient care"),
    _s(3, "intensive_home_support", "Intensive support at home", "jeugdhulp in het netwerk", _M, _Y, "provider", YOUTH_ACT, "outpatient care"),
    _s(4, "day_treatment", "Day treatment", "dagbehandeling", _M, _Y, "provider", YOUTH_ACT, "day care"),
    _s(5, "foster_care", "Foster care", "pleegzorg", _M, _Y, "provider", YOUTH_ACT, "care with stay"),
    _s(6, "family_home", "Family-style home", "gezinshuis", _M, _Y, "provider", YOUTH_ACT, "care with stay"),
    _s(7, "residential", "Open residential care", "residentiële jeugdhulp", _M, _Y, "provider", YOUTH_ACT, "care with stay"),
    _s(8, "closed_residential", "Closed residential care", "JeugdzorgPlus", _M, _Y, "provider", YOUTH_ACT, "care with stay"),
    _s(9, "assisted_living", "Assisted living", "begeleid wonen", _M, _W, "provider", WMO_ACT, "care with stay"),
    _s(10, "parent_guidance", "Guidance for parents", "Wmo-begeleiding", _M, _W, "provider", WMO_ACT, "help for parents"),
    _s(11, "debt_help", "Debt help", "schuldhulpverlening", _M, _P, "provider", PARTICIPATION_ACT, "help for parents"),
    _s(12, "adult_mental_health", "Adult mental-health care", "volwassen-ggz", _M, p.HEALTH_INSURER, "provider", HEALTH_ACT, "help for parents"),
    _s(13, "school_support", "Individual support in class", "zorg binnen onderwijs", _M, _Y, "provider", EDUCATION_ACT, "support at school"),
    _s(14, "supervision_order", "Supervision order", "ondertoezichtstelling (OTS)", "order-month", _Y, "certified institution", YOUTH_ACT, "protection"),
    _s(15, "guardianship", "Guardianship", "voogdij", "order-month", _Y, "certified institution", YOUTH_ACT, "protection"),
    _s(16, "protection_investigation", "Report and investigation", "Veilig Thuis en raadsonderzoek", "event", p.JUSTICE, "child protection board", JUSTICE_ACT, "protection"),
    _s(17, "regular_education", "Regular education", "regulier onderwijs", "pupil-month", p.EDUCATION_MINISTRY, "school", NO_ACT, "education"),
    _s(18, "special_primary", "Special primary school", "speciaal basisonderwijs (sbo)", "pupil-month", p.SCHOOL_PARTNERSHIP, "school", NO_ACT, "education"),
    _s(19, "special_education", "Special education", "(voortgezet) speciaal onderwijs", "pupil-month", p.SCHOOL_PARTNERSHIP, "school", NO_ACT, "education"),
    _s(20, "pupil_transport", "Pupil transport", "leerlingenvervoer", "pupil-month", _O, "carrier", NO_ACT, "education"),
    _s(21, "attendance_officer", "Attendance officer", "leerplichtambtenaar", "child-month", _O, "municipal staff", NO_ACT, "education"),
    _s(22, "police_contact", "Police contact", "politiecontact", "event", p.JUSTICE, "police", JUSTICE_ACT, "justice"),
    _s(23, "youth_detention", "Youth detention", "jeugddetentie (JJI)", "place-month", p.JUSTICE, "justice institution", JUSTICE_ACT, "justice"),
    _s(24, "social_benefit", "Social benefit", "bijstand of Wajong", "person-month", _P, "family", NO_ACT, "income"),
    _s(25, "access_assessment", "Request and assessment", "toegang en beschikking", "request", _Y, "municipal staff", NO_ACT, "administration"),
    _s(26, "family_plan", "Family-wide professionals", "gezinsbrede professionals", "household-month", _Y, "programme", YOUTH_ACT, "programme"),
    _s(27, "breakthrough_plan", "Breakthrough plan, hours", "doorbraakplan", "household-month", _Y, "programme", YOUTH_ACT, "programme"),
    _s(28, "custom_money", "Custom money", "maatwerkbudget", "plan", _P, "family", NO_ACT, "programme"),
    _s(29, "programme_leadership", "Programme leadership and learning", "projectleiding en leersessies", "month", _O, "programme", NO_ACT, "programme"),
    _s(30, "youth_shelter", "Shelter for homeless youth", "jongerenopvang", "person-month", _W, "provider", WMO_ACT, "care with stay"),
    _s(31, "family_time", "Family's own hours", "eigen tijd van het gezin", "hour", p.FAMILY, "nobody", NO_ACT, "family"),
    _s(32, "wage_subsidy", "Wage-cost subsidy", "loonkostensubsidie", "person-month", _P, "employer", NO_ACT, "income"),
    _s(33, "work_place_wage", "Wage on a supported work place", "loon op een begeleide werkplek", "place-month", _P, "family", NO_ACT, "programme"),
    _s(34, "job_coaching", "Job coach, hours", "jobcoach", "household-month", _P, "programme", PARTICIPATION_ACT, "programme"),
    _s(35, "employer_support", "Support for the employer of a work place", "vergoeding aan de werkgever", "place-month", _P, "employer", NO_ACT, "programme"),
    _s(36, "education_arrangement", "Arrangement of the school partnership", "onderwijsarrangement", "pupil-month", p.SCHOOL_PARTNERSHIP, "school", EDUCATION_ACT, "support at school"),
    _s(37, "pooled_aide", "Pooled aides in class", "gedeelde ondersteuner in de klas", "pupil-month", _Y, "programme", EDUCATION_ACT, "programme"),
    _s(38, "care_in_school", "Care and education at school", "zorg en onderwijs op school", "pupil-month", _Y, "programme", EDUCATION_ACT, "programme"),
    _s(39, "nearby_help", "Light help nearby, bought ahead", "lichte hulp dichtbij, vooraf ingekocht", "month", _Y, "provider", NO_ACT, "programme"),
    _s(40, "school_team", "Youth workers at school", "jeugdondersteuners op school", "hour", _Y, "programme", YOUTH_ACT, "programme"),
)  # fmt: skip
N_SERVICES = len(SERVICES)
SERVICE_NUMBER = {service.id: service.number for service in SERVICES}

HOUSEHOLD_SERVICES = (PARENT_GUIDANCE, DEBT_HELP, ADULT_MENTAL_HEALTH)
STAYS = (FOSTER_CARE, FAMILY_HOME, RESIDENTIAL, CLOSED_RESIDENTIAL, ASSISTED_LIVING)
VOLUNTARY_OUTPATIENT = (
    NEIGHBOURHOOD_TEAM,
    AMBULATORY_SUPPORT,
    YOUTH_MENTAL_HEALTH,
    INTENSIVE_HOME_SUPPORT,
    PARENT_GUIDANCE,
)
WORK_SERVICES = (WORK_PLACE_WAGE, JOB_COACHING, EMPLOYER_SUPPORT)
PROGRAMME_SERVICES = (
    FAMILY_PLAN,
    BREAKTHROUGH_PLAN,
    CUSTOM_MONEY,
    PROGRAMME_LEADERSHIP,
    POOLED_AIDE,
    CARE_IN_SCHOOL,
    SCHOOL_TEAM,
    *WORK_SERVICES,
    NEARBY_HELP,
)
SPECIALISED = (
    YOUTH_MENTAL_HEALTH,
    INTENSIVE_HOME_SUPPORT,
    DAY_TREATMENT,
    FOSTER_CARE,
    FAMILY_HOME,
    RESIDENTIAL,
    CLOSED_RESIDENTIAL,
)


def mask(services: tuple[int, ...]) -> int:
    """The services as bits of one integer."""
    return sum(1 << s for s in services)
