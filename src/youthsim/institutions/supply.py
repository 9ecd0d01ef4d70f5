"""The table of services at the start: prices, effects, exits, catchments, tolerated waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from youthsim.people.records import SERVICE, rows
from youthsim.vocabulary import services as s

UNLIMITED = 1 << 40
SERVICE_UIDS = 6 << 56

# the parameter that says what share of a service's use is the town's; the others serve the town alone
CATCHMENT = {
    s.AMBULATORY_SUPPORT: "catchment_ambulatory", s.YOUTH_MENTAL_HEALTH: "catchment_ambulatory",
    s.INTENSIVE_HOME_SUPPORT: "catchment_ambulatory", s.DAY_TREATMENT: "catchment_ambulatory",
    s.FOSTER_CARE: "catchment_ambulatory", s.FAMILY_HOME: "catchment_stay", s.RESIDENTIAL: "catchment_stay",
    s.CLOSED_RESIDENTIAL: "catchment_closed", s.ASSISTED_LIVING: "catchment_ambulatory",
}  # fmt: skip
_WAIT = dict.fromkeys(range(s.N_QUEUED), "wait_outpatient") | {
    s.NEIGHBOURHOOD_TEAM: "wait_light", s.PARENT_GUIDANCE: "wait_light", s.DEBT_HELP: "wait_light",
    s.SCHOOL_SUPPORT: "wait_light", s.FOSTER_CARE: "wait_stay", s.FAMILY_HOME: "wait_stay",
    s.RESIDENTIAL: "wait_stay", s.ASSISTED_LIVING: "wait_stay", s.CLOSED_RESIDENTIAL: "wait_closed",
}  # fmt: skip


def make_services(
    values: Mapping[str, float], to_price_year: Callable[[str], float], lead_months: float
) -> Any:
    """One row per queued service. `to_price_year(parameter)`: a price in euros at the scenario's level."""
    table = rows(s.N_QUEUED, SERVICE)
    hour = to_price_year("price_access_hour")
    for service in s.SERVICES[: s.N_QUEUED]:
        row = table[service.number]
        euros = to_price_year(f"price_{service.id}")
        row.uid = SERVICE_UIDS | service.number
        row.places = UNLIMITED
        row.catchment = values[CATCHMENT[service.number]] if service.number in CATCHMENT else 1.0
        row.price_cents = round(euros * 100)
        row.payer = service.payer
        row.act = service.act
        row.tolerated_wait = values[_WAIT[service.number]]
        row.expected_wait = row.tolerated_wait
        row.shared_worker = service.number in (s.NEIGHBOURHOOD_TEAM,)
        row.voluntary = service.number in s.VOLUNTARY_OUTPATIENT
        if service.number in s.HOUSEHOLD_SERVICES:
            row.end_rate = values["care_end_parents"]
        else:
            row.effect = values[f"care_effect_{service.id}"]
            row.end_rate = values[f"care_end_{service.id}"]
        row.end_rate_elsewhere = values["care_end_elsewhere"] * row.end_rate
        if service.number in s.STAYS:
            row.hours_month = values["care_contact_stay"]
        elif service.number in (s.DAY_TREATMENT, s.SCHOOL_SUPPORT):
            row.hours_month = values["care_contact_day"]
        else:
            row.hours_month = euros / hour
        granted = service.act in (s.YOUTH_ACT, s.WMO_ACT, s.EDUCATION_ACT) and service.number not in s.STAYS
        row.lead_months = (
            lead_months if granted and service.number != s.NEIGHBOURHOOD_TEAM else values["gate_lead_light"]
        )
    return table
