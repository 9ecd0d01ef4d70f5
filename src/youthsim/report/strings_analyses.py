"""Texts of the figures of `youthsim scale` and `youthsim sensitivity`, English and Dutch side by side."""

# ruff: noqa: E501
# fmt: off
from __future__ import annotations

ANALYSES: dict[str, tuple[str, str]] = {
    "analysis.scale": ("What happens to the saving as the caseload grows", "Wat er met de besparing gebeurt als de caseload groeit"),
    "analysis.tornado": ("What moves the answer: {outcome}", "Wat het antwoord verschuift: {outcome}"),
    "analysis.indices": ("Shares of the variance: {outcome}", "Aandelen in de variantie: {outcome}"),
    "analysis.realised": ("what chance does in n real cases", "wat toeval doet in n echte casussen"),
    "analysis.parameter": ("what is not known about parameters", "wat we niet weten van de parameters"),
    "analysis.monte_carlo": ("Monte Carlo error of the mean", "Monte-Carlofout van het gemiddelde"),
    "analysis.per_case": ("per case, town’s public payers", "per casus, publieke betalers van de stad"),
    "analysis.per_total": ("in total, town’s public payers", "samen, publieke betalers van de stad"),
    "analysis.cases": ("cases", "aantal casussen"),
    "analysis.low": ("■ at its 5% point", "■ op zijn 5%-punt"),
    "analysis.high": ("■ at its 95% point", "■ op zijn 95%-punt"),
    "analysis.total": ("● total, with interactions", "● totaal, met wisselwerking"),
    "analysis.alone": ("● alone", "● alleen"),
    "analysis.luck": ("shaded: luck, {share}", "grijs vlak: toeval, {share}"),
    "analysis.share": ("share of the variance between parameter draws", "aandeel in de variantie tussen trekkingen van de parameters"),
    "analysis.not_computed": ("Not computed.", "Niet berekend."),
    "analysis.no_variance": ("No variance: nothing to explain.", "Geen variantie: er valt niets te verklaren."),
    "analysis.outcome.net_saving": ("net saving of the town’s public payers", "netto besparing van de publieke betalers van de stad"),
    "analysis.outcome.net_social_saving": ("net social saving", "netto sociale besparing"),
    "analysis.outcome.net_saving_caseload": ("net saving on the cases", "netto besparing op de casussen"),
    "analysis.outcome.programme_cost": ("programme cost", "programmakosten"),
    "analysis.of_payer": ("net saving of {payer}", "netto besparing van {payer}"),
    "analysis.foot": ("{months} months, prices of {year}, discounted.", "{months} maanden, prijzen van {year}, verdisconteerd."),
    "analysis.drawn": ("{draws} draws of {replicates} towns. 90% intervals.", "{draws} trekkingen van {replicates} steden. 90%-intervallen."),
    "analysis.one_size": ("{size} cases, {replicates} towns with the same luck at every point.", "{size} casussen, {replicates} steden met op elk punt hetzelfde toeval."),
    "analysis.priors": ("Parameters are priors, not calibrated.", "Parameters zijn priors, niet gekalibreerd."),
    "analysis.fitted": ("The town is fitted to observed figures; most effects are priors.", "De stad is gefit op waargenomen cijfers; de meeste effecten zijn priors."),
    "analysis.luck_only": ("Mostly luck: do not read an order from this.", "Vooral toeval: lees hier geen volgorde in."),
    "group.scenario": ("what the scenario leaves open", "wat het scenario openlaat"),
    "group.population": ("population", "bevolking"), "group.needs": ("needs of children", "problemen van kinderen"),
    "group.households": ("households", "huishoudens"), "group.access": ("access to care", "toegang tot hulp"),
    "group.care": ("care", "hulp"), "group.schools": ("schools", "scholen"), "group.safety": ("safety", "veiligheid"),
    "group.adulthood": ("growing up", "volwassen worden"), "group.prices": ("prices", "prijzen"),
    "group.providers": ("providers and staff", "aanbieders en personeel"), "group.programmes": ("what the approach does", "wat de aanpak doet"),
    "group.funding": ("funding", "bekostiging"), "group.school_support": ("youth workers at school", "jeugdondersteuners op school"),
}
