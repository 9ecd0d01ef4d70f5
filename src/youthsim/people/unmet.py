"""How far a child's need for help is met, and how a gap lasts.

A need above the threshold asks for hours of contact with somebody who helps. The hours that do not arrive
are the gap; a class that cannot bear a child, without support and without another place, is a gap too. A
week's gap harms nobody much: what acts is the gap as it lasts, which builds up over some months and wears
off as slowly. Nothing here knows why help did not arrive: refused, waited for, thinned out, broken off, or
never asked. What a lasting gap leads to stands in `crisis`, and beside each rule that it makes more likely.

Parameters: unmet_hours (hours a month per sd of need above the threshold), unmet_school (weight of what the
class cannot bear), unmet_builds (months), unmet_borne (sd).
Evidence: E005 (little harm below three months of waiting, more after), E013 (half recover untreated in a
year).
"""

from __future__ import annotations

import math

from youthsim.people.compiled import inlined
from youthsim.people.needs import enrolled, excess_learning_need, in_special, relief_in_class
from youthsim.vocabulary.states import HOME, IN_DETENTION, INDEPENDENT, ROAMING

FORGOTTEN = 1e-4  # sd: a lasting gap below this is none
MINUTES = 60.0
HALF_MET = 0.5  # share of the hours below which a child counts as unmet: a definition of a count


@inlined
def need_for_help(child, p):
    """Sd of need above the threshold, in the domain where it is worst; 0 where none is."""
    internalising = float(child.need_internalising) - p.need_threshold
    externalising = float(child.need_externalising) - p.need_threshold
    learning = float(child.need_learning) - p.need_threshold - p.signal_learning
    return max(0.0, internalising, externalising, learning)


@inlined
def lives_with_help(child):
    """A child that is placed has its help around it; at home it is what comes, on the street nothing does."""
    living = int(child.living)
    return living != HOME and living not in (ROAMING, IN_DETENTION, INDEPENDENT)


@inlined
def gap_in_help(child, life, p):
    """Sd of need for which no hours of help arrive this month."""
    if lives_with_help(child):
        return 0.0
    return max(0.0, need_for_help(child, p) - float(life.help_minutes) / MINUTES / p.unmet_hours)


@inlined
def gap_in_class(child, p):
    """Sd of learning need that the class cannot bear and no support or other place takes away."""
    if not enrolled(int(child.education)) or in_special(int(child.education)):
        return 0.0
    return max(0.0, excess_learning_need(child, p)) * (1.0 - relief_in_class(child, p))


@inlined
def gap_so_far(life, month, p):
    """The gap as it lasted, in sd of need: what was written, worn off by the months since."""
    written = float(life.unmet)
    if written <= 0.0:
        return 0.0
    return written * math.exp(-float(month - int(life.unmet_month)) / p.unmet_builds)


@inlined
def lasting_gap(life, month, p):
    """What other rules read: the part of a lasting gap, in sd of need, above what a family bears by itself.

    0 for most children.
    """
    return max(0.0, gap_so_far(life, month, p) - p.unmet_borne)


@inlined
def let_it_last(child, life, p, month):
    """This month's gap goes into the one that lasts."""
    gap = gap_in_help(child, life, p) + p.unmet_school * gap_in_class(child, p)
    lasts = gap_so_far(life, month, p) + (1.0 - math.exp(-1.0 / p.unmet_builds)) * gap
    life.unmet = lasts if lasts > FORGOTTEN else 0.0
    life.unmet_month = month


@inlined
def count_gap(child, life, p, t):
    """Hours asked and hours that arrive, of a minor at home whose need asks for any."""
    asked = need_for_help(child, p) * p.unmet_hours
    if asked <= 0.0 or lives_with_help(child):
        return
    missing = max(0.0, asked - float(life.help_minutes) / MINUTES)
    t.hours_asked += int(asked * 1e6)
    t.hours_unmet += int(missing * 1e6)
    if missing > HALF_MET * asked:
        t.children_unmet += 1
