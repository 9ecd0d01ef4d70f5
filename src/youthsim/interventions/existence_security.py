"""Existence security first: income, debt and housing (Zwolle, Tilburg).

Debts, poverty and bad housing of the households it serves end sooner. A house that it gives is one that
somebody else keeps waiting for.

Parameters: existence_housing, existence_debt, existence_poverty.
Evidence: zwo_breakthroughs_housing, zwo_breakthroughs_finance, til_catshuis_compensation, P158-P160.
Acts in: people/households.py.
"""

from __future__ import annotations

from typing import Any

from youthsim.interventions.settings import ExistenceSecurity
from youthsim.parameters.declare import Values


def apply(settings: ExistenceSecurity, programme: Any, values: Values) -> None:
    """Switch it on for served households."""
    programme.active = programme.builds_network = 1
    programme.existence = 1
