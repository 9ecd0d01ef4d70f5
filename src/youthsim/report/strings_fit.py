"""Texts of the page about a fit, English and Dutch side by side."""

# fmt: off
from __future__ import annotations

FIT: dict[str, tuple[str, str]] = {
    "fit.title": ("What the data told the model", "Wat de gegevens het model leerden"),
    "fit.kind": ("Calibration", "Kalibratie"),
    "fit.quick": ("A quick trial fit: do not use it for an answer.", "Een snelle proeffit: niet voor een antwoord gebruiken."),
    "fit.lead": (
        "{targets} observed figures were fitted; {inside} of them lie inside the 90% interval of what their source would have printed in the model ({prior} before the fit). They were fitted, so this is no test of the model. {learned} of {all} uncertain parameters learned something; {left} are still their priors. A report counts a few more: what only a scenario uses, such as how cases are chosen, is no part of a fit.",
        "{targets} waargenomen cijfers zijn gefit; {inside} daarvan liggen binnen het 90%-interval van wat hun bron in het model had afgedrukt ({prior} vóór de fit). Ze zijn gefit, dus dit toetst het model niet. {learned} van de {all} onzekere parameters leerden iets; {left} zijn nog steeds hun prior. Een rapport telt er een paar meer: wat alleen een scenario gebruikt, zoals hoe casussen worden gekozen, hoort niet bij een fit.",
    ),
    "fit.outside.title": ("Figures that the model does not reproduce", "Cijfers die het model niet nabootst"),
    "fit.outside.text": (
        "{n} figures lie outside, the furthest first. They were fitted all the same: that no draw of the parameters comes near says that a mechanism is missing or that source and model count something else.",
        "{n} cijfers liggen erbuiten, het verste eerst. Ze zijn wel gefit: dat geen trekking van de parameters in de buurt komt, zegt dat er een mechanisme ontbreekt of dat bron en model iets anders tellen.",
    ),
    "fit.outside.row": ("source {value}, model {low} to {high}; {sd} sd apart.", "bron {value}, model {low} tot {high}; {sd} sd uiteen."),
    "fit.outside.note": ("Note: {note}.", "Opmerking: {note}."),
    "fit.outside.none": ("None: every figure lies inside.", "Geen: elk cijfer ligt erbinnen."),
    "fit.width.text": (
        "The middle interval is {middle} as wide as before the fit; {n} of {all} hardly shrank (above 90%).",
        "Het middelste interval is {middle} zo breed als vóór de fit; {n} van de {all} krompen nauwelijks (boven 90%).",
    ),
    "fit.coverage.right": ("With 88 to 92% of its own figures held, the sampler passes.", "Met 88 tot 92% van zijn eigen cijfers slaagt de steekproeftrekker."),
    "fit.coverage.low": ("Below 88% of its own figures: intervals are too narrow.", "Minder dan 88% van zijn eigen cijfers: de intervallen zijn te smal."),
    "fit.coverage.high": ("Above 92% of its own figures: intervals are wider than need be.", "Meer dan 92% van zijn eigen cijfers: de intervallen zijn ruimer dan nodig."),
    "fit.scores": ("Figures beside the model", "Cijfers naast het model"),
    "fit.scores.text": (
        "Each source's figure is the line at 1. Bars: 90% of what the source would have printed, before the fit (grey) and after it (blue; orange where the figure lies outside). A bar that stays as long as the grey one says that the fit taught nothing about this figure.",
        "Het cijfer van elke bron is de lijn bij 1. Balken: 90% van wat de bron had afgedrukt, vóór de fit (grijs) en erna (blauw; oranje waar het cijfer erbuiten ligt). Blijft een balk zo lang als de grijze, dan leerde de fit niets over dit cijfer.",
    ),
    "fit.scores.axis": ("simulated divided by the source's figure", "gesimuleerd gedeeld door het cijfer van de bron"),
    "fit.parameters": ("Parameters before and after", "Parameters vóór en na"),
    "fit.parameters.text": (
        "The {n} parameters that learned most, in standard deviations of their prior: grey 90% of the prior, blue 90% of the posterior.",
        "De {n} parameters die het meest leerden, in standaarddeviaties van hun prior: grijs 90% van de prior, blauw 90% van de posterior.",
    ),
    "fit.parameters.axis": ("standard deviations of the prior", "standaarddeviaties van de prior"),
    "fit.parameters.table": ("The same parameters in their own units: middle and 90% before and after.", "Dezelfde parameters in hun eigen eenheid: midden en 90% vóór en na."),
    "fit.left": ("What the data did not tell", "Wat de gegevens niet leerden"),
    "fit.left.text": (
        "Nothing was learned about these {n} parameters: whatever rests on them rests on literature and assumptions, as before.",
        "Over deze {n} parameters is niets geleerd: wat op hen rust, rust zoals tevoren op literatuur en aannames.",
    ),
    "fit.directions": ("How much can be told apart", "Wat te onderscheiden is"),
    "fit.directions.text": (
        "Of {active} parameters that move the figures, {n} combinations are known at least half (the spread of the prior is more than halved in variance). The rest cannot be told apart by these figures.",
        "Van {active} parameters die de cijfers bewegen, zijn {n} combinaties minstens voor de helft bekend (de variantie van de prior is meer dan gehalveerd). De rest is met deze cijfers niet te onderscheiden.",
    ),
    "fit.correlated": ("Tied to each other most (correlation):", "Het meest aan elkaar gebonden (correlatie):"),
    "fit.method": ("Is the method right?", "Klopt de methode?"),
    "fit.method.text": (
        "The method was tried where the truth is known. With figures made by the emulator, 90% intervals held the truth in {sampler} of cases ({n} repetitions). With figures of real simulated towns that the emulator had not seen: {towns} ({m} repetitions). Right would be 90%; the histogram shows where truths fell among posterior draws and should be flat.",
        "De methode is beproefd waar de waarheid bekend is. Bij cijfers van de emulator bevatte het 90%-interval de waarheid in {sampler} van de gevallen ({n} herhalingen). Bij cijfers van echte gesimuleerde steden die de emulator niet had gezien: {towns} ({m} herhalingen). Juist zou 90% zijn; het histogram toont waar de waarheid tussen de trekkingen viel en hoort vlak te zijn.",
    ),
    "fit.method.none": ("The method was not tested in this fit.", "De methode is in deze fit niet beproefd."),
    "fit.ranks.sampler": ("figures of the emulator", "cijfers van de emulator"),
    "fit.ranks.towns": ("figures of real towns", "cijfers van echte steden"),
    "fit.ranks.axis": ("rank of the truth among posterior draws", "rang van de waarheid tussen de trekkingen"),
    "fit.waves": ("Rounds of the fit", "Rondes van de fit"),
    "fit.dropping": ("If one figure were left out", "Als één cijfer werd weggelaten"),
    "fit.dropping.text": (
        "The figures that decide most: the parameter that moves most without them, in its own posterior standard deviations, and the one that widens most.",
        "De cijfers die het meest beslissen: de parameter die zonder hen het meest verschuift, in zijn eigen posterior-standaarddeviaties, en die het meest verbreedt.",
    ),
    "fit.places": ("Predicting a place from the others", "Een plaats voorspellen uit de andere"),
    "fit.places.text": (
        "Fitted without a place, then its figures predicted. Score: width of the interval plus a penalty for a miss (less is better), as a share of the prior's.",
        "Gefit zonder een plaats, daarna haar cijfers voorspeld. Score: breedte van het interval plus straf voor missen (minder is beter), als deel van die van de prior.",
    ),
    "fit.places.none": ("All figures are of one place.", "Alle cijfers zijn van één plaats."),
    "fit.waiting": ("Not fitted", "Niet gefit"),
    "fit.waiting.text": ("These figures were not asked of the model. Why not, or what they wait for:", "Deze cijfers zijn niet aan het model gevraagd. Waarom niet, of waar ze op wachten:"),
    "fit.dropped": ("Left out, because too few towns could show them: {names}.", "Weggelaten, omdat te weinig steden ze konden tonen: {names}."),
    "fit.made": ("How it was made", "Hoe het is gemaakt"),
    "fit.col.figure": ("Figure", "Cijfer"), "fit.col.source": ("Source", "Bron"), "fit.col.n": ("n", "n"),
    "fit.more_sources": ("and {n} more", "en nog {n}"),
    "fit.col.value": ("Observed", "Waargenomen"), "fit.col.interval": ("Simulated (90%)", "Gesimuleerd (90%)"),
    "fit.col.verdict": ("Verdict", "Oordeel"), "fit.col.width": ("Width, share of prior's", "Breedte, deel van prior"),
    "fit.col.r2": ("Emulator R²", "Emulator-R²"), "fit.col.moves": ("Moves", "Verschuift"), "fit.col.widens": ("Widens", "Verbreedt"),
    "fit.col.parameter": ("Parameter", "Parameter"), "fit.col.before": ("Before", "Vóór"), "fit.col.after": ("After", "Na"),
    "fit.col.place": ("Place", "Plaats"), "fit.col.score": ("Score", "Score"), "fit.col.wave": ("Round", "Ronde"),
    "fit.col.runs": ("Posterior towns", "Posteriorsteden"), "fit.col.rhat": ("R-hat", "R-hat"),
    "fit.col.effective": ("Effective draws", "Effectieve trekkingen"), "fit.col.missed": ("Emulator misses most", "Emulator mist het meest"),
    "fit.inside": ("inside", "binnen"), "fit.outside": ("outside", "buiten"), "fit.cannot be said": ("cannot be said", "niet te zeggen"),
    "fit.made.starts": (
        "Targets {targets_hash}, posterior {posterior_hash}, model {engine_hash}, seed {seed}, {draws} draws, {minutes} minutes on {cores} cores in all, starts: {starts}, finished {finished}. Repeat: youthsim calibrate. Check: youthsim calibrate --check.",
        "Doelen {targets_hash}, posterior {posterior_hash}, model {engine_hash}, seed {seed}, {draws} trekkingen, in totaal {minutes} minuten op {cores} kernen, keren gestart: {starts}, klaar {finished}. Herhalen: youthsim calibrate. Controleren: youthsim calibrate --check.",
    ),
    "fit.made.text": (
        "Targets {targets_hash}, posterior {posterior_hash}, model {engine_hash}, seed {seed}, {draws} draws, {minutes} minutes on {cores} cores since its last start, finished {finished}. Repeat: youthsim calibrate. Check: youthsim calibrate --check.",
        "Doelen {targets_hash}, posterior {posterior_hash}, model {engine_hash}, seed {seed}, {draws} trekkingen, {minutes} minuten op {cores} kernen sinds de laatste start, klaar {finished}. Herhalen: youthsim calibrate. Controleren: youthsim calibrate --check.",
    ),
}  # fmt: skip
