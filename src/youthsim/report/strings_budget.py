"""Texts of the figure of `youthsim budget`, English and Dutch side by side."""

# fmt: off
from __future__ import annotations

BUDGET: dict[str, tuple[str, str]] = {
    "budget.title": ("What the size of the budget does, per way of funding: {place}", "Wat de grootte van het budget doet, per bekostiging: {place}"),
    "budget.stop": ("Used up: ordinary starts stop until January. Against the use of the year before the start.", "Is het op: gewone starts stoppen tot januari. Ten opzichte van het gebruik in het jaar voor de start."),
    "budget.thin": ("Used up: hours per client go down to fit. Against the use of the year before the start.", "Is het op: minder uren per cliënt. Ten opzichte van het gebruik in het jaar voor de start."),
    "budget.pay": ("Used up: the municipality pays the rest. Against the use of the year before the start.", "Is het op: de gemeente betaalt de rest. Ten opzichte van het gebruik in het jaar voor de start."),
    "budget.months_waiting": ("Waiting, child-months", "Wachten, kindmaanden"),
    "budget.unmet_need_months": ("Unmet need, child-months", "Onvervulde hulpvraag, kindmaanden"),
    "budget.months_placed": ("Placed out of home, child-months", "Uit huis geplaatst, kindmaanden"),
    "budget.paid:municipality": ("Municipality, all Acts", "Gemeente, alle wetten"),
    "budget.paid:others": ("Other public payers", "Andere publieke betalers"),
    "budget.paid:all": ("All public payers of the town", "Alle publieke betalers van de stad"),
    "budget.pxq": ("P × Q", "P × Q"),
    "budget.lump_sum": ("Fixed sum", "Vast bedrag"),
    "budget.task_based": ("Task", "Taak"),
    "budget.pooled": ("Pool", "Pot"),
    "budget.foot": ("Differences from price × quantity (P × Q) without a budget, {share} of the town, {months} months together, prices of {year}, money discounted; a fixed sum has one amount per resident youth. {draws} draws of {replicates} towns. Bars: 90% over what is not known of the parameters. A ring: crosses P × Q with the same budget, beyond Monte Carlo error.", "Verschillen met prijs × hoeveelheid (P × Q) zonder budget, {share} van de stad, {months} maanden samen, prijzen van {year}, geld verdisconteerd; een vast bedrag geldt per jeugdige inwoner. {draws} trekkingen van {replicates} steden. Balken: 90% over wat we niet weten van de parameters. Een ring: kruist P × Q met hetzelfde budget, buiten de Monte-Carlofout."),
}
