"""Who pays. A payer is one budget under one Act, because that is where a saving does or does not arrive."""

from __future__ import annotations

from dataclasses import dataclass

MUNICIPALITY_YOUTH = 0
MUNICIPALITY_WMO = 1
MUNICIPALITY_PARTICIPATION = 2
MUNICIPALITY_OTHER = 3
SCHOOL_PARTNERSHIP = 4
SCHOOL_BOARD = 5
EDUCATION_MINISTRY = 6
HEALTH_INSURER = 7
LONG_TERM_CARE = 8
JUSTICE = 9
UWV = 10
FAMILY = 11
OTHER_MUNICIPALITIES = 12


@dataclass(frozen=True)
class Payer:
    """One budget. `domain` groups payers for figures; `public` is False for the family's own hours."""

    number: int
    id: str
    label: str
    label_nl: str
    domain: str
    public: bool = True


PAYERS: tuple[Payer, ...] = (
    Payer(0, "municipality_youth", "Municipality, Youth Act", "Gemeente, Jeugdwet", "municipality"),
    Payer(1, "municipality_wmo", "Municipality, Social Support Act", "Gemeente, Wmo", "municipality"),
    Payer(
        2,
        "municipality_participation",
        "Municipality, Participation Act",
        "Gemeente, Participatiewet",
        "municipality",
    ),
    Payer(
        3,
        "municipality_other",
        "Municipality, other budgets",
        "Gemeente, overige budgetten",
        "municipality",
    ),
    Payer(4, "school_partnership", "School partnership", "Samenwerkingsverband", "education"),
    Payer(5, "school_board", "School boards", "Schoolbesturen", "education"),
    Payer(6, "education_ministry", "Ministry of Education", "OCW", "education"),
    Payer(7, "health_insurer", "Health insurer", "Zorgverzekeraar (Zvw)", "health"),
    Payer(8, "long_term_care", "Long-term care", "Wlz", "health"),
    Payer(9, "justice", "Police and justice", "Politie en justitie", "justice"),
    Payer(10, "uwv", "Employee insurance agency", "UWV", "income"),
    Payer(11, "family", "Family (own hours)", "Gezin (eigen uren)", "family", public=False),
    Payer(12, "other_municipalities", "Other municipalities", "Andere gemeenten", "elsewhere"),
)
N_PAYERS = len(PAYERS)
PAYER_NUMBER = {payer.id: payer.number for payer in PAYERS}
TOWN_PAYERS = tuple(p.number for p in PAYERS if p.public and p.number != OTHER_MUNICIPALITIES)
