"""Texts of a report about another way of funding a whole town: it has no approach and no caseload that grows.

Each replaces the text of the same key. The households that the scenario chooses are only followed in them.
"""

# fmt: off
from __future__ import annotations

TOWN: dict[str, tuple[str, str]] = {
    "fact.cases": ("Households followed", "Gevolgde huishoudens"),
    "cases.all": ("the {cases} households followed", "de {cases} gevolgde huishoudens"),
    "children.cases": ("{cases} households followed", "{cases} gevolgde huishoudens"),
    "children.none_clear": (
        "Over {months} months, no change for better or worse for the {cases} is larger than what we do not know",
        "Over {months} maanden is geen verbetering of verslechtering voor de {cases} groter dan de onzekerheid",
    ),
    "children.numbers": ("{name} {without} in the baseline, difference {value}", "{name} {without} in de basis, verschil {value}"),
    "children.about": ("In numbers, for the households followed: {numbers}", "In cijfers, voor de gevolgde huishoudens: {numbers}"),
    "certainty.town_fitted": ("the town is fitted to {targets} observed figures, but what another way of funding does is still a prior", "de stad is gefit op {targets} waargenomen cijfers, maar wat een andere bekostiging doet is nog steeds een prior"),
    "certainty.realised": ("in one real town, [[realised_interval|chance]] alone widens this to {amount}", "in één echte stad verbreedt het [[realised_interval|toeval]] dit tot {amount}"),
    "figure.foot": (
        "Euros: all residents; children and households: the {cases} households followed. {months} months, price level {year}. Dots and lines: means. Bars and bands: 90% intervals over the parameters.",
        "Euro’s: alle inwoners; kinderen en huishoudens: de {cases} gevolgde huishoudens. {months} maanden, prijspeil {year}. Punten en lijnen: gemiddelden. Balken en banden: 90%-intervallen over de parameters.",
    ),
    "intervals.foot": (
        "All residents, {months} months, price level {year}. Bars: 90% intervals.",
        "Alle inwoners, {months} maanden, prijspeil {year}. Balken: 90%-intervallen.",
    ),
    "payers.text": (
        "A saving is only a saving for whoever stops paying. [[payer|Each payer]] is one budget under one Act. Amounts cover all residents over {months} months, at {year} prices, discounted; a minus is an extra cost.",
        "Een besparing is er alleen voor wie minder betaalt. Elke [[payer|betaler]] is één budget onder één wet. Bedragen gelden voor alle inwoners over {months} maanden, in prijzen van {year}, verdisconteerd; een min is extra kosten.",
    ),
    "payers.axis": ("net saving (right of 0) or extra cost (left), all residents", "netto besparing (rechts van 0) of extra kosten (links), alle inwoners"),
    "caption.payers": (
        "What each budget gains (right) or pays (left). Blue and orange: the interval lies on one side of zero; other municipalities stay grey, since less paid there is care not given.",
        "Wat elk budget wint (rechts) of betaalt (links). Blauw en oranje: het interval ligt aan één kant van nul; andere gemeenten blijven grijs, want wat zij minder betalen is hulp die niet gegeven wordt.",
    ),
    "alt.payers": ("Interval plot of the net saving of each payer. The table below holds the numbers.", "Intervalgrafiek van de netto besparing per betaler. De tabel hieronder bevat de getallen."),
    "elsewhere.less": (
        "Other municipalities pay {amount} less because their children get less care: places of the region are shared. That is care not given, not a saving.",
        "Andere gemeenten betalen {amount} minder doordat hun kinderen minder zorg krijgen: plaatsen in de regio worden gedeeld. Dat is zorg die niet gegeven wordt, geen besparing.",
    ),
    "elsewhere.open": (
        "Other municipalities pay {amount} less (a minus means more); the sign is open. Their children may take places that come free, and may miss places that are used longer.",
        "Andere gemeenten betalen {amount} minder (een min betekent meer); het teken staat niet vast. Hun kinderen kunnen plaatsen krijgen die vrijkomen, en plaatsen missen die langer bezet zijn.",
    ),
    "col.caseload": ("Households followed only", "Alleen gevolgde huishoudens"),
    "col.without": ("Baseline", "Basis"), "col.with": ("First version", "Eerste versie"),
    "arm.without": ("baseline", "basis"), "arm.with": ("first version", "eerste versie"),
    # --- ledgers ------------------------------------------------------------------------------------
    "pockets.foot": (
        "“{arm}”, all residents, price level {year}. Years: net per calendar year, undiscounted means{unit}. Right: over {months} months, discounted, 90% intervals. Break-even: median year over draws and the chance of it within {months} months.",
        "“{arm}”, alle inwoners, prijspeil {year}. Jaren: netto per kalenderjaar, niet-verdisconteerde gemiddelden{unit}. Rechts: over {months} maanden, verdisconteerd, 90%-intervallen. Terugverdiend: mediane jaar over trekkingen en de kans daarop binnen {months} maanden.",
    ),
    "pockets.text": (
        "Who pays more under another way of funding is often not who gains by it. Amounts are for all residents, {year} prices, over {months} months; a plus is less paid. The years are undiscounted; break-even and side payments are discounted.",
        "Wie bij een andere bekostiging meer betaalt is vaak niet wie erbij wint. Bedragen gelden voor alle inwoners, prijzen van {year}, over {months} maanden; een plus is minder betaald. De jaren zijn niet verdisconteerd; terugverdienen en verrekening wel.",
    ),
    "pockets.matrix": (
        "Invested (I), returned (R) and net (N) per payer and calendar year: means, undiscounted, {year} prices, all residents; the last column has 90% intervals over the horizon of {months} months, discounted",
        "Geïnvesteerd (I), terug (T) en netto (N) per betaler en kalenderjaar: gemiddelden, niet verdisconteerd, prijzen van {year}, alle inwoners; de laatste kolom heeft 90%-intervallen over de looptijd van {months} maanden, verdisconteerd",
    ),
    "catchments.text": (
        "Whether care that is no longer used becomes money depends on its [[catchment|catchment]]. In the town’s own services a freed place is paid no longer, or goes to another child of the town. In regional and closed care most places go to other towns.",
        "Of niet meer gebruikte zorg geld wordt, hangt af van het [[catchment|verzorgingsgebied]]. In eigen voorzieningen van de stad wordt een vrije plek niet meer betaald, of gaat zij naar een ander kind uit de stad. In regionale en gesloten zorg gaan de meeste plekken naar andere gemeenten.",
    ),
    "catchments.foot": (
        "“{arm}”, all residents, {months} months, price level {year}, discounted. 90% intervals.",
        "“{arm}”, alle inwoners, {months} maanden, prijspeil {year}, verdisconteerd. 90%-intervallen.",
    ),
    "arms.foot": (
        "All residents, {months} months, price level {year}. Dots: means; lines: 90% intervals; numbers: mean and what we do not know. Blue: better; orange: worse; grey: the interval holds both, the difference is too small to matter, or more is neither good nor bad.",
        "Alle inwoners, {months} maanden, prijspeil {year}. Punten: gemiddelden. Lijnen: 90%-intervallen. Getallen: gemiddelde en wat we niet weten. Blauw: beter; oranje: slechter; grijs: het interval laat beide toe, het verschil is te klein om ertoe te doen, of meer is goed noch slecht.",
    ),
    # --- children and care --------------------------------------------------------------------------
    "caption.children": ("Change for the households followed, against the same households in the baseline.", "Verandering voor de gevolgde huishoudens tegenover dezelfde huishoudens in de basis."),
    "children.columns": ("baseline → first version: difference (90% interval)", "basis → eerste versie: verschil (90%-interval)"),
    "triangle.axis.return": ("euros of all residents, over the horizon", "euro’s van alle inwoners, over de looptijd"),
    "alt.triangle": ("Three interval plots: rights met, involvement of the family, and return in euros. The table below holds the numbers.", "Drie intervalgrafieken: nagekomen rechten, betrokkenheid van het gezin en rendement in euro’s. De tabel eronder bevat de getallen."),
    "care.text": ("Lines are means, bands hold 90% of the draws. Both arms are the same town with the same luck; only the funding differs ([[twin|twins]]).", "Lijnen zijn gemiddelden, banden bevatten 90% van de trekkingen. Beide armen zijn dezelfde stad met hetzelfde geluk; alleen de bekostiging verschilt ([[twin|tweelingen]])."),
    "occupancy.title": ("How many children are where, in the baseline and in the first version", "Hoeveel kinderen waar zijn, in de basis en in de eerste versie"),
    "caption.occupancy": ("Children of the households followed in each state at the end of each month.", "Kinderen van de gevolgde huishoudens in elke toestand aan het eind van elke maand."),
    "paths.title": ("Where the children of the households followed are", "Waar de kinderen van de gevolgde huishoudens zijn"),
    "paths.columns": ("baseline → first version (90% interval)", "basis → eerste versie (90%-interval)"),
    "caption.care_paths": ("Children of the households followed by care path; grey dots in the baseline, blue dots in the first version.", "Kinderen van de gevolgde huishoudens per zorgpad; grijze punten in de basis, blauwe punten in de eerste versie."),
    "caption.professionals": ("Mean over the households followed.", "Gemiddelde over de gevolgde huishoudens."),
    "alt.occupancy": ("Small line charts of the number of children in each state over time, in the baseline and in the first version.", "Kleine lijngrafieken van het aantal kinderen in elke toestand door de tijd, in de basis en in de eerste versie."),
    "alt.care_paths": ("Stacked areas of children by care path over time, baseline and first version, and averages with intervals below.", "Gestapelde vlakken van kinderen per zorgpad door de tijd, basis en eerste versie, en daaronder gemiddelden met intervallen."),
    "alt.professionals": ("Line chart of the number of professionals per household, in the baseline and in the first version.", "Lijngrafiek van het aantal hulpverleners per huishouden, in de basis en in de eerste versie."),
    # --- certainty ----------------------------------------------------------------------------------
    "certainty.text": ("One number hides three kinds of not knowing. They must not be added or confused. Net social saving of all residents, all payers, {months} months, {year} prices.", "Eén getal verbergt drie soorten niet weten. Tel ze niet op en verwar ze niet. Netto sociale besparing van alle inwoners, alle betalers, {months} maanden, prijzen van {year}."),
    "interval.realised": ("What chance does\nin one real town", "Wat toeval doet\nin één echte stad"),
    "means.realised": ("What the council will really see in its town, beside a fresh one for comparison: parameters unknown, and chance on top.", "Wat de gemeenteraad echt zal zien in de stad, naast een nieuwe stad ter vergelijking: onbekende parameters, en toeval erbovenop."),
}
