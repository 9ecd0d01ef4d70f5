"""What the words of the report mean, in both languages. A text links to a term by [[id|words]]."""

# ruff: noqa: E501
# fmt: off
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """A term's name and meaning as (English, Dutch)."""

    id: str
    name: tuple[str, str]
    text: tuple[str, str]


TERMS: tuple[Term, ...] = (
    Term("case", ("Case", "Casus"), (
        "One enrolled household; in Zwolle the household of its index youth. Its costs are those of all members, under all Acts.",
        "Eén deelnemend huishouden; in Zwolle dat van de jongere om wie het gaat. De kosten zijn die van alle leden, onder alle wetten.")),
    Term("caseload", ("Caseload", "Caseload"), (
        "The households that the programme may reach, chosen from the town by the rule that the pilot used: eligible, then ranked.",
        "De huishoudens die het programma kan bereiken, gekozen uit de stad met de regel van de pilot: wie in aanmerking komt, dan op volgorde.")),
    Term("baseline", ("Baseline arm", "Basisarm"), (
        "The same town, caseload, contracts and adaptive rules, with what existed before the pilot and without the scenario’s additions.",
        "Dezelfde stad, caseload, contracten en regels, met wat er vóór de pilot was en zonder wat het scenario toevoegt.")),
    Term("twin", ("Twins and true difference", "Tweelingen en werkelijk verschil"), (
        "Two runs of the same town with the same luck, in which one thing differs. The difference between them is the true difference in the model. It gives means, never the share of cases that benefits.",
        "Twee runs van dezelfde stad met hetzelfde geluk, waarin één ding verschilt. Het verschil ertussen is het werkelijke verschil in het model. Het geeft gemiddelden, nooit het deel van de casussen dat er beter van wordt.")),
    Term("horizon", ("Horizon", "Looptijd"), (
        "The calendar months after the start over which everything is added up. Nothing after it is counted.",
        "De kalendermaanden na de start waarover alles wordt opgeteld. Wat erna komt telt niet mee.")),
    Term("payer", ("Payer", "Betaler"), (
        "One budget under one Act, because that is where a saving does or does not arrive. The family’s own hours are a payer too. A municipality’s other budgets hold pupil transport, attendance officers and the leadership of a programme.",
        "Eén budget onder één wet, want daar komt een besparing wel of niet aan. Ook de eigen uren van het gezin zijn een betaler. De overige budgetten van een gemeente zijn leerlingenvervoer, leerplicht en de leiding van een programma.")),
    Term("net_saving", ("Net saving of a payer", "Netto besparing van een betaler"), (
        "Minus the discounted difference in what this payer pays over the horizon, for all residents, programme included.",
        "Min het verdisconteerde verschil in wat deze betaler over de looptijd betaalt, voor alle inwoners, programma inbegrepen.")),
    Term("net_social_saving", ("Net social saving", "Netto sociale besparing"), (
        "The fall in care used by all residents, valued at tariff, and in families’ own hours, less all programme cost, discounted. What a full or empty place costs its provider is not in it.",
        "De daling van de zorg die alle inwoners gebruiken, gewaardeerd tegen tarief, en van de eigen uren van gezinnen, min alle programmakosten, verdisconteerd. Wat een volle of lege plek de aanbieder kost zit er niet in.")),
    Term("programme_cost", ("Programme cost", "Programmakosten"), (
        "All that the approach uses: hours, leadership, learning sessions, custom money and scarce things. A house given is a house that somebody else waits for.",
        "Alles wat de aanpak gebruikt: uren, leiding, leersessies, maatwerkgeld en schaarse zaken. Een vergeven huis is een huis waar een ander op wacht.")),
    Term("cashable", ("Cashable", "Inbaar"), (
        "The fall in what public payers really pay within the horizon. Services paid by budget change only by a dated, lumpy contract decision.",
        "De daling van wat publieke betalers binnen de looptijd echt betalen. Diensten met een vast budget dalen alleen door een gedateerd contractbesluit, in hele stappen.")),
    Term("released", ("Released capacity", "Vrijgekomen capaciteit"), (
        "Units of care that the caseload no longer uses and that others use instead, at tariff. Saving at tariff = cashable + released to the own and other towns + idle but paid for.",
        "Eenheden hulp die de caseload niet meer gebruikt en anderen wel, tegen tarief. Besparing tegen tarief = inbaar + vrijgekomen voor eigen en andere gemeenten + leeg maar betaald.")),
    Term("break_even", ("Break-even", "Terugverdienen"), (
        "The first month from which the running discounted saving of a payer stays at or above zero. Its chance is the share of draws in which that month comes within the horizon; a draw in which the payer sees no difference counts as never behind. The months printed are of draws in which something differs.",
        "De eerste maand vanaf wanneer de opgetelde verdisconteerde besparing van een betaler op of boven nul blijft. De kans erop is het deel van de trekkingen waarin die maand binnen de looptijd komt; een trekking waarin de betaler geen verschil ziet, telt als nooit achter. De gedrukte maanden zijn van trekkingen waarin iets verschilt.")),
    Term("invested", ("Invested and returned", "Geïnvesteerd en terug"), (
        "What a payer pays for the approach itself, more than in the baseline, and the fall in everything else it pays. Net is returned minus invested. By calendar year these are undiscounted.",
        "Wat een betaler voor de aanpak zelf betaalt, meer dan in de basis, en de daling van al het andere dat hij betaalt. Netto is terug min geïnvesteerd. Per kalenderjaar zijn deze niet verdisconteerd.")),
    Term("break_even_year", ("Break-even year", "Jaar van terugverdienen"), (
        "The calendar year in which a payer breaks even; never behind when it was not below zero at the end of any month. The median over draws counts a draw that never breaks even as later than any year; never means that more than half of the draws do not.",
        "Het kalenderjaar waarin een betaler heeft terugverdiend; nooit achter wanneer hij aan het eind van geen maand onder nul stond. De mediaan over trekkingen telt een trekking die nooit terugverdient als later dan elk jaar; nooit betekent dat meer dan de helft van de trekkingen het niet doet.")),
    Term("side_payment", ("Side payment", "Verrekening"), (
        "A payment from one budget to another. The smallest set of payments after which no expected balance is below zero: gainers hand over in proportion to their gain, losers receive their loss. They add up to zero; when together the payers lose there is none.",
        "Een betaling van het ene budget aan het andere. De kleinste reeks betalingen waarna geen verwacht saldo onder nul ligt: wie wint geeft door naar rato van de winst, wie verliest ontvangt het verlies. Zij tellen op tot nul; als de betalers samen verliezen, bestaat zij niet.")),
    Term("catchment", ("Catchment", "Verzorgingsgebied"), (
        "The area whose children use a service. What comes free in a service with a small share of the town goes to other towns.",
        "Het gebied waarvan de kinderen een voorziening gebruiken. Wat vrijkomt in een voorziening met een klein deel van de stad, gaat naar andere gemeenten.")),
    Term("cashable_share", ("Cashable share", "Inbaar deel"), (
        "The fall in what the town’s public payers pay for care outside the programme, over the fall in the use of that care at tariff: by the caseload, or by all residents where a version changes how care is funded. Given only where the 90% interval of that fall lies above zero, and as a part of its mean: of a saving that may be none there is no part to cash.",
        "De daling van wat de publieke betalers van de stad betalen voor zorg buiten het programma, gedeeld door de daling van het gebruik van die zorg tegen tarief: door de caseload, of door alle inwoners als een versie de bekostiging verandert. Alleen gegeven waar het 90%-interval van die daling boven nul ligt, en als deel van het gemiddelde ervan: van een besparing die er misschien niet is, valt geen deel te innen.")),
    Term("admin_hours", ("Hours on requests and grants", "Uren aan aanvragen en beschikkingen"), (
        "Hours that families, schools, gates and providers spend on requests, assessments, grants and renewals. What public payers pay for requests and assessment is the bill for requests.",
        "Uren die gezinnen, scholen, toegang en aanbieders besteden aan aanvragen, beoordelingen, beschikkingen en verlengingen. Wat publieke betalers voor aanvraag en beoordeling betalen is de rekening voor aanvragen.")),
    Term("chance_better", ("Chance of being better, chance of harm", "Kans op beter, kans op schade"), (
        "The share of draws in which the expected difference from the baseline is for the better, or for the worse.",
        "Het deel van de trekkingen waarin het verwachte verschil met de basis gunstig is, of ongunstig.")),
    Term("instrument", ("Instrument", "Instrument"), (
        "One of the four parts of a way of funding: law, governance, financing, accountability.",
        "Eén van de vier onderdelen van een manier van bekostigen: wet, sturing, financiering, verantwoording.")),
    Term("shapley", ("Shapley value", "Shapley-waarde"), (
        "What an outcome changes when one instrument is switched, averaged over all orders in which the four can be switched. The four values add up to the whole difference.",
        "Wat een uitkomst verandert als één instrument wordt omgezet, gemiddeld over alle volgordes waarin de vier kunnen worden omgezet. De vier waarden tellen op tot het hele verschil.")),
    Term("observation_operator", ("Way of counting of a source", "Telwijze van een bron"), (
        "What the source would have printed had it watched our town: it enrols, reports and estimates as it did in reality. Sources are compared with the model only through it.",
        "Wat de bron zou hebben gedrukt als zij naar onze stad had gekeken: deelname, verslag en schatting zoals zij dat deed. Bronnen worden alleen zo met het model vergeleken.")),
    Term("not_reproduced", ("Not reproduced", "Niet gereproduceerd"), (
        "The printed figure lies outside the 90% interval of what its way of counting sees in the model, chance in so few cases included. Such a gap is shown and never tuned away.",
        "Het gedrukte getal ligt buiten het 90%-interval van wat de telwijze in het model ziet, het toeval van zo weinig casussen inbegrepen. Zo’n verschil wordt getoond en nooit weggeregeld.")),
    Term("interval", ("90% interval", "90%-interval"), (
        "Nine in ten simulated worlds lie between its ends: from the 5% to the 95% point.",
        "Negen van de tien gesimuleerde werelden liggen tussen de uiteinden: van het 5%- tot het 95%-punt.")),
    Term("monte_carlo_interval", ("Monte Carlo error", "Monte-Carlofout"), (
        "How far the mean may be off because only so many worlds were run. Twins shrink only this one.",
        "Hoe ver het gemiddelde ernaast kan zitten doordat maar zoveel werelden zijn doorgerekend. Tweelingen verkleinen alleen deze.")),
    Term("parameter_interval", ("Parameter uncertainty", "Parameteronzekerheid"), (
        "The spread of the expected outcome over what is not known of the parameters.",
        "De spreiding van de verwachte uitkomst over wat van de parameters niet bekend is.")),
    Term("realised_interval", ("Realised interval", "Gerealiseerd interval"), (
        "New parameters, a new town, a new caseload and independent luck: the difference that would be seen against a fresh comparison group.",
        "Nieuwe parameters, een nieuwe stad, een nieuwe caseload en onafhankelijk geluk: het verschil dat men zou zien tegenover een nieuwe vergelijkingsgroep.")),
    Term("professional", ("Professional", "Hulpverlener"), (
        "A distinct worker with at least one contact with a household member in the past three months, under any Act; not the teacher, GP, driver or volunteer. An episode of care is not a professional.",
        "Een aparte medewerker met minstens één contact met een gezinslid in de afgelopen drie maanden, onder welke wet ook; niet de leraar, huisarts, chauffeur of vrijwilliger. Een traject is geen hulpverlener.")),
    Term("incident", ("Safety incident", "Veiligheidsincident"), (
        "An event of harm to or by a child. It is printed beside the euros and not turned into them.",
        "Een gebeurtenis met schade voor of door een kind. Zij staat naast de euro’s en wordt er niet in omgerekend.")),
    Term("care_path", ("Care path", "Zorgpad"), (
        "Where a child stands in care, one place at a time: the heaviest that applies.",
        "Waar een kind in de hulp staat, één plek tegelijk: de zwaarste die geldt.")),
    Term("fidelity", ("Carried out as meant", "Uitvoering zoals bedoeld"), (
        "The share of the approach’s working parts that really happen, given staff found, their experience, tenure and caseload.",
        "Het deel van de werkzame bestanddelen dat echt gebeurt, gegeven het gevonden personeel, hun ervaring, duur en caseload.")),
    Term("burn_in", ("Burn-in", "Inloop"), (
        "The months that the town lives before the start, until its stocks are steady. Both arms share them.",
        "De maanden die de stad leeft vóór de start, tot de aantallen stabiel zijn. Beide armen delen ze.")),
    Term("prior", ("Prior", "Prior"), (
        "What is taken to be known of a parameter before fitting: from literature or, marked as such, an assumption.",
        "Wat vóór het fitten over een parameter wordt aangenomen: uit literatuur of, zo gemerkt, een aanname.")),
)
TERM = {term.id: term for term in TERMS}
