"""The shape of a scenario: what may be written, of which sort, with which default."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    PrivateAttr,
    WithJsonSchema,
)

from youthsim.catalogue.beside import Beside
from youthsim.funding.settings import RegimeField, RegimeSettings
from youthsim.interventions.settings import Intervention, InterventionSettings
from youthsim.notation.amounts import PRICE_YEARS
from youthsim.scenario.distributions import Distribution, Uniform
from youthsim.scenario.faults import choices, shown
from youthsim.scenario.quantities import Amount, Months, RatePerYear, Share, refused
from youthsim.scenario.strict import Strict
from youthsim.scenario.uncertain import Uncertain

PLACES = ("zwolle", "tilburg", "leeuwarden", "alkmaar", "gouda", "nijmegen", "nijkerk",
          "nijmegen-noord", "alkmaar-region")  # fmt: skip
Rule = Literal[
    "zwolle_safety",
    "tilburg_family",
    "gouda_out_of_school",
    "nijmegen_aides",
    "nijkerk_work",
    "leeuwarden_schools",
    "alkmaar_schools",
]
Reporting = Literal["completed_first", "all", "best", "successes"]
Estimate = Literal["threat_minus_actual", "before_minus_norm", "before_after", "judged_minus_hours"]
Judged = Literal["light", "support", "mental_health", "absence"]
RULES, REPORTING, ESTIMATES, JUDGED = (get_args(words) for words in (Rule, Reporting, Estimate, Judged))
NAME_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,79}$"
BASELINE = "baseline"
DIFFERENCE = "difference"
WORDS_ONLY = ("name", "title", "title_nl", "question", "question_nl", "label", "label_nl")
WITHOUT_EFFECT_ON_A_RUN = ("draws", *WORDS_ONLY, "beside")
"""Settings outside the configuration hash: more draws continue a run, and words change no number."""


# --- sorts of values ---------------------------------------------------------------------------------


def _read_place(value: object) -> str | dict[str, str]:
    if isinstance(value, str):
        if value not in PLACES:
            raise refused(
                f"{shown(value)} is not a known place", f"{choices(value, PLACES)}, or {{margins: FILE}}"
            )
        return value
    if isinstance(value, dict) and list(value) == ["margins"] and isinstance(value["margins"], str):
        return value
    raise refused(f"{shown(value)} is not a place", "a name such as zwolle, or {margins: my-town.yaml}")


def _read_name(value: str) -> str:
    if re.match(NAME_PATTERN, value) is None:
        raise refused(
            f"{shown(value)} cannot be a name",
            "small letters, digits, - and _; free text goes under `title:`",
        )
    return value


def _rising(sizes: tuple[int, ...]) -> tuple[int, ...]:
    for smaller, larger in pairwise(sizes):
        if larger <= smaller:
            raise refused(f"{larger} comes after {smaller}", "sizes from small to large, each once")
    return sizes


def _whole_number_key(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 10 else value


Place = Annotated[
    str | dict[str, str],
    PlainValidator(_read_place),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": list(PLACES)},
                {
                    "type": "object",
                    "properties": {
                        "margins": {"type": "string", "description": "file with the town's margins"}
                    },
                    "required": ["margins"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
Name = Annotated[str, AfterValidator(_read_name), WithJsonSchema({"type": "string", "pattern": NAME_PATTERN})]
Cases = Annotated[int, Field(gt=0, le=1_000_000)]
Sizes = Annotated[tuple[Cases, ...], Field(strict=False, min_length=1), AfterValidator(_rising)]
Words = Annotated[str, Field(min_length=1, max_length=5000)]
ParameterValues = dict[str, Uncertain]
PXQ = RegimeSettings.model_validate({"kind": "pxq"})


# --- parts of a scenario -----------------------------------------------------------------------------


class Caseload(Strict):
    """Which cases the programme takes, and how many."""

    rule: Rule = Field(description="The rule by which the pilot chose its cases.")
    sizes: Sizes = Field(
        description="Caseloads to simulate, from small to large; the pilot's own beside the plan's."
    )
    target: Cases | None = Field(None, description="The size the answer is about; left out: the largest.")
    severity_weight: Uncertain = Field(
        Uniform(0, 1), description="How much the choice leans to the gravest cases; 0: not at all."
    )
    solvability_weight: Uncertain = Field(
        Uniform(0, 1), description="How much the choice leans to cases likely to succeed; 0: not at all."
    )


class Claim(Strict):
    """What the source printed, and how it came to it: the simulation is compared in the same way."""

    cases_enrolled: Cases = Field(description="Cases the pilot took.")
    cases_reported: Cases = Field(description="Cases the printed figure rests on.")
    reporting: Reporting = Field(description="Which of the cases were reported.")
    estimate: Estimate = Field(
        description="Threatened cost minus actual; cost before minus a norm; cost before minus after; "
        "the price of the care that a question pointed to, judged certain, minus the hours spent on it."
    )
    comparison: Literal["none", "matched", "randomised"] = Field(
        "none",
        description="With whom the source compared its cases: with nobody (before and after, or a judged "
        "threat), with others like them, or with others by lot. Only a comparison can carry a saving.",
    )
    printed: bool = Field(
        True,
        description="Whether the source prints the amount as a saving; false: it is what its figures let one "
        "expect, and reports say so.",
    )
    costed_at_target: Cases | None = Field(
        None,
        description="Cases that the printed figure would speak of at the target size, where that is not "
        "every case: a school approach enrols all families and describes a few. Left out: every case.",
    )
    judged: dict[Judged, Amount] = Field(
        {},
        description="The source's price of what would have followed: light help, youth support, "
        "mental-health care, a child out of school (for judged_minus_hours).",
    )
    support_hour: Amount | None = Field(
        None, description="The source's price of an hour of support (for judged_minus_hours)."
    )
    threat_months: Uncertain | None = Field(
        None, description="Months that the threatened care would have lasted (for threat_minus_actual)."
    )
    period_months: Months | None = Field(
        None,
        alias="period",
        description="The time the printed amount covers; left out: the source does not say.",
    )
    reported_total: Amount | None = Field(None, description="Printed saving for all reported cases together.")
    reported_per_case: Amount | None = Field(None, description="Printed saving per case.")
    audited_total: Amount | None = Field(None, description="The total after recomputation, where it differs.")
    cost_per_case_before: Amount | None = Field(
        None, description="Printed cost per case before, over the period."
    )
    cost_per_case_after: Amount | None = Field(
        None, description="Printed cost per case after, over the period."
    )
    extrapolated: dict[Annotated[int, BeforeValidator(_whole_number_key), Field(gt=0)], Amount] = Field(
        {}, description="Printed savings at larger caseloads: number of cases to amount."
    )
    split: dict[str, Share] = Field({}, description="Printed shares of the saving by payer or domain.")
    beside: Annotated[tuple[Beside, ...], Field(strict=False)] = Field(
        (), description="Other printed figures that the report sets beside the model's."
    )
    evidence: Annotated[tuple[str, ...], Field(strict=False)] = Field(
        (), description="Ids of these figures in the evidence register (`youthsim evidence`)."
    )

    def reported_cents(self) -> int:
        """The printed saving of all reported cases together, in cents."""
        if self.reported_total is not None:
            return self.reported_total.cents
        assert self.reported_per_case is not None
        return self.reported_per_case.cents * self.cases_reported


class Arm(Strict):
    """One version of the town. It says only what differs from the scenario."""

    label: str = Field("", description="How reports call it.")
    label_nl: str = Field("", description="The same in Dutch; left out: `label`.")
    regime: RegimeField | None = Field(None, description="Left out: the scenario's.")
    parameters: ParameterValues = Field({}, description="Parameters that hold in this arm only.")
    interventions: Annotated[tuple[Intervention, ...], Field(strict=False)] = Field(
        (), description="Approaches."
    )
    help_near: Share | None = Field(
        None, description="Share of the town with light help near families and schools; left out: none."
    )

    def intervention(self, kind: str) -> InterventionSettings | None:
        """The settings of an approach in this arm, or None when it has none."""
        return next((settings for settings in self.interventions if settings.kind == kind), None)


class Scenario(Strict):
    """A question about a town, complete and checked. See docs/scenarios.md for each key."""

    schema_version: Literal[1] = Field(alias="schema", description="The version of this file format.")
    name: Name = Field(description="Short name for folders and tables; left out: the name of the file.")
    title: Words = Field(description="Heading of the report.")
    question: Words = Field(description="The question in plain words.")
    title_nl: Words | None = Field(None, description="The heading in Dutch; left out: `title`.")
    question_nl: Words | None = Field(None, description="The question in Dutch; left out: `question`.")
    place_setting: Place = Field(alias="place", description="The town.")
    population_share: Share = Field(1.0, description="Share of the town to simulate: less for a quick look.")
    burn_in_months: Months = Field(60, alias="burn_in", description="Months the town lives before the start.")
    burn_in_short: bool = Field(
        False, description="Allows a burn-in below 60 months, for tests and quick looks."
    )
    horizon_months: Months = Field(
        60, alias="horizon", description="Calendar time after the programme starts."
    )
    case_clock_months: Months = Field(
        24, alias="case_clock", description="Time each case is followed from its start."
    )
    price_year: int = Field(
        2024, ge=PRICE_YEARS[0], le=PRICE_YEARS[-1], description="Price level of all results."
    )
    discount_per_year: RatePerYear = Field(0.0225, alias="discount", description="Real discount rate.")
    seed: int = Field(1, ge=0, lt=2**63, description="Chooses the luck; any whole number.")
    draws: int = Field(100, ge=1, le=1_000_000, description="Draws of the uncertain parameters.")
    replicates: int = Field(2, ge=1, le=10_000, description="Runs with other luck per draw.")
    regime: RegimeField = Field(PXQ, description="How care is funded.")
    caseload: Caseload
    claim: Claim | None = Field(
        None, description="What the source printed; left out: nothing to compare with."
    )
    parameters: ParameterValues = Field({}, description="Values that replace the model's own priors.")
    posterior: str | None = Field(
        None, description="Folder of a fitted posterior, or `none`; left out: the bundled one, if any."
    )
    arms: dict[str, Arm] = Field(description="`baseline`, and the alternatives by name.")

    _path: Path | None = PrivateAttr(None)

    @property
    def path(self) -> Path | None:
        """The file it was read from."""
        return self._path

    @property
    def place(self) -> str:
        """The name of the town; for a town of the analyst's own, the name of its margins file."""
        setting = self.place_setting
        return setting if isinstance(setting, str) else Path(setting["margins"]).stem

    @property
    def margins_file(self) -> Path | None:
        """The file with the margins of a town of the analyst's own, or None."""
        if isinstance(self.place_setting, str):
            return None
        return (self._path.parent if self._path else Path()) / self.place_setting["margins"]

    @property
    def sizes(self) -> tuple[int, ...]:
        """Caseloads to simulate, rising."""
        return self.caseload.sizes

    @property
    def target(self) -> int:
        """The caseload the answer is about."""
        return self.caseload.target or self.caseload.sizes[-1]

    @property
    def months(self) -> int:
        """Calendar months simulated after the programme starts."""
        return self.horizon_months

    @property
    def alternatives(self) -> list[str]:
        """The arms that are compared with the baseline, in the order of the file."""
        return [name for name in self.arms if name != BASELINE]

    def label_of(self, arm: str, lang: str = "en") -> str:
        """How reports call an arm: its label, in Dutch (`nl`) where it has one; its name if it has none."""
        one = self.arms[arm]
        return (lang == "nl" and one.label_nl) or one.label or arm

    def parameters_of(self, arm: str) -> Mapping[str, Distribution]:
        """The parameters that replace priors in one arm: the scenario's, then the arm's own."""
        return {**self.parameters, **self.arms[arm].parameters}

    def resolved(self) -> dict[str, Any]:
        """Everything the scenario says, defaults included, as JSON-able values that load again."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    def config_hash(self, exclude: tuple[str, ...] = WITHOUT_EFFECT_ON_A_RUN) -> str:
        """A fingerprint of all that decides a single run. Keys in `exclude` are left out at every level.

        The content of an own margins file counts, its name does not.
        """
        words = _without(self.resolved(), exclude)
        if self.margins_file is not None:
            words["place"] = hashlib.sha256(self.margins_file.read_bytes()).hexdigest()
        return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:16]


def _without(value: Any, keys: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        return {key: _without(inner, keys) for key, inner in value.items() if key not in keys}
    if isinstance(value, list):
        return [_without(inner, keys) for inner in value]
    return value
