"""The words that a Dutch author writes for the keys of a scenario, so that a message can name the key."""

from __future__ import annotations

from collections.abc import Sequence

DUTCH = {
    "aanpak": ("interventions", "kind"),
    "aanpakken": ("interventions",),
    "aandeel_bevolking": ("population_share",),
    "aannames": ("parameters",),
    "alternatieven": ("arms",),
    "antwoord": ("claim",),
    "armen": ("arms",),
    "begin": ("start",),
    "bereik": ("reach",),
    "bevolkingsaandeel": ("population_share",),
    "bewijs": ("evidence",),
    "bewering": ("claim",),
    "bron": ("evidence", "source"),
    "casussen": ("caseload", "sizes"),
    "casusduur": ("case_clock",),
    "claim": ("claim",),
    "discontovoet": ("discount",),
    "disconto": ("discount",),
    "doel": ("target",),
    "doorlooptijd": ("duration",),
    "duur": ("duration",),
    "gebaseerd_op": ("extends",),
    "groottes": ("sizes",),
    "herhalingen": ("replicates",),
    "horizon": ("horizon",),
    "inlooptijd": ("burn_in",),
    "instroom": ("caseload",),
    "interventies": ("interventions",),
    "label": ("label",),
    "looptijd": ("horizon", "duration"),
    "maatwerkgeld": ("custom_money",),
    "naam": ("name",),
    "omvang": ("sizes", "caseload"),
    "parameters": ("parameters",),
    "periode": ("period",),
    "plaats": ("place",),
    "plaatsen": ("places",),
    "gemeente": ("place",),
    "stad": ("place",),
    "personeel": ("staffing",),
    "bezetting": ("staffing",),
    "prijspeil": ("price_year",),
    "prijsjaar": ("price_year",),
    "regel": ("rule",),
    "scholen": ("schools",),
    "soort": ("kind",),
    "start": ("start",),
    "trekkingen": ("draws",),
    "titel": ("title",),
    "uren_per_week": ("hours_per_week",),
    "uurloon": ("wage_per_hour",),
    "varianten": ("arms",),
    "bekostiging": ("regime",),
    "financiering": ("regime", "financing"),
    "verdeling": ("split",),
    "vraag": ("question",),
    "wet": ("law",),
    "zaad": ("seed",),
    "zaadje": ("seed",),
}
"""Dutch word -> the keys that it may stand for, in whichever group has one of them."""


def english(word: str, known: Sequence[str]) -> str | None:
    """The key of this group that a Dutch word stands for, or None."""
    meant = DUTCH.get(word.lower().replace("-", "_").replace(" ", "_"), ())
    return next((key for key in meant if key in known), None)
