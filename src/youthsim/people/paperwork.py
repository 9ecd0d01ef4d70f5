"""Hours that a request, a grant and running help cost beside the help itself, and whose hours they are.

About half of a request is the gate's work; the family and, where help is in class, the school do their parts,
the provider the rest. Running help is recorded each month by whom gives it; who works from one plan with
others meets them. The gate's hours are on the
municipality's bill; a provider's are paid out of its tariff or budget; those of families and schools by
nobody.

Evidence: P182 (share of time). Parameters: gate_hours_pxq, gate_hours_pooled, pooled_meeting, admin_*.
"""

from __future__ import annotations

from youthsim.ledger import cents_of
from youthsim.people.compiled import inlined, rule


@rule
def book_request(t, hours, at_gate, in_class, p):
    """One request or renewal of `hours` in all; without the gate's part where no gate decides."""
    whole = int(hours * 1e6)
    gate = int(p.admin_gate * float(whole))
    family = int(p.admin_family * float(whole))
    school = int(p.admin_school * float(whole)) if in_class else 0
    t.admin_hours_gate += gate if at_gate else 0
    t.admin_hours_family += family
    t.admin_hours_school += school
    t.admin_hours_provider += max(0, whole - gate - family - school)


@inlined
def record_help(t, workers, rules, others):
    """A month of running help, recorded by each of its workers; one plan for a family takes meetings."""
    hours = rules.recording_hours + (rules.meeting_hours if others else 0.0)
    t.admin_hours_provider += int(hours * float(workers) * 1e6)


@rule
def close_paperwork(t, p):
    """The family's hours of keeping appointments in line, per professional; sums and euros."""
    t.admin_hours_family += int(p.admin_family_professional * 1e6) * int(t.professionals)
    t.admin_hours = (
        int(t.admin_hours_family)
        + int(t.admin_hours_school)
        + int(t.admin_hours_gate)
        + int(t.admin_hours_provider)
    )
    office = cents_of(p.price_access_hour)
    t.admin_euros_family = cents_of(p.price_family_hour) * int(t.admin_hours_family)
    t.admin_euros_school = cents_of(p.price_school_hour) * int(t.admin_hours_school)
    t.admin_euros_gate = office * int(t.admin_hours_gate)
    t.admin_euros_provider = office * int(t.admin_hours_provider)
