"""What each approach is about: the outcomes that the sources of its place speak of, by rule of selection."""

USUAL = ("months_placed", "months_in_specialised_care", "high_need_months", "share_at_ease_with_help")
"""Where no source names any: of those who come from care for safety or several Acts."""
NAMED = {
    "leeuwarden_schools": ("needs_seen", "light_help_months", "mental_health_care_months", "teacher_time"),
    "alkmaar_schools": ("light_help_months", "mental_health_care_months", "months_absent_from_school"),
    "gouda_out_of_school": ("returns_to_school", "months_absent_from_school", "special_admissions"),
    "nijmegen_aides": ("special_admissions", "returns_to_regular", "months_helped_in_class"),
    "nijkerk_work": ("share_working", "offences", "benefit_at_23", "starting_qualifications"),
    "tilburg_family": (
        "professionals_per_helped_household", "months_in_specialised_care", "months_placed", "share_secure",
    ),
    "zwolle_safety": ("months_placed", "months_under_order", "months_in_closed_care", "offences"),
}  # fmt: skip


def own_outcomes(rule: str) -> tuple[str, ...]:
    """Outcome ids of a rule of selection, the most telling first."""
    return NAMED.get(rule, USUAL)
