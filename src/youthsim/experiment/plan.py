"""What an experiment needs to know of a scenario, resolved once: arms, sizes, horizon, what is uncertain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from youthsim.calibration.posterior import Posterior, marginals, posterior_of
from youthsim.catalogue.identity import canonical, fingerprint
from youthsim.catalogue.models import BASELINE, Claim, Scenario
from youthsim.experiment.design import values_of_draw
from youthsim.scenario.distributions import Distribution, Fixed, Uniform

THREAT_MONTHS = "claim.threat_months"
SEVERITY = "selection_severity_weight"
SOLVABILITY = "selection_solvability_weight"
OF_ARM = "arms."
UNSAID_THREAT = Uniform(6, 24)
"""How long a threat is judged to last when the source does not say: an assumption."""


@dataclass(frozen=True)
class Plan:
    """One experiment. Months are calendar months after the start unless `case_clock` says otherwise.

    `sizes` holds every caseload to simulate: those asked for, the target, and the pilot's own.
    `distributions` maps each name to what is known of it: priors, replaced by the scenario, then arm settings
    as `arms.<arm>.<name>`, and the settings of claim and selection. With a `posterior`, draws of what it
    holds come from there, except where the scenario sets a value itself.
    """

    scenario: Scenario
    sizes: tuple[int, ...]
    distributions: Mapping[str, Distribution]
    seed: int
    draws: int
    replicates: int
    posterior: Posterior | None = None

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        *,
        draws: int | None = None,
        replicates: int | None = None,
        seed: int | None = None,
        sizes: tuple[int, ...] | None = None,
        priors: Mapping[str, Distribution] | None = None,
    ) -> Plan:
        """The plan of a scenario; what is given here goes before what the scenario says.

        Raises ValueError for fewer than one draw or two replicates, ScenarioError for a posterior that is
        named and not there.
        """
        asked = {"draws": draws, "replicates": replicates, "seed": seed}
        scenario = scenario.model_copy(
            update={name: value for name, value in asked.items() if value is not None}
        )
        chosen = scenario.sizes if sizes is None else sizes
        pilot = (scenario.claim.cases_enrolled,) if scenario.claim else ()
        posterior = posterior_of(scenario.posterior, scenario.path) if priors is None else None
        plan = cls(
            scenario=scenario,
            sizes=tuple(sorted({*chosen, *pilot, *((scenario.target,) if sizes is None else ())})),
            distributions=_distributions(scenario, _priors() if priors is None else priors, posterior),
            seed=scenario.seed,
            draws=scenario.draws,
            replicates=scenario.replicates,
            posterior=posterior,
        )
        if plan.draws < 1:
            raise ValueError("at least one draw is needed")
        if plan.replicates < 2:
            raise ValueError(
                "at least two replicates are needed: with one, luck and parameters cannot be told apart"
            )
        return plan

    def values(self, draw: int) -> dict[str, float]:
        """Every named value in one draw."""
        drawn = values_of_draw(self.distributions, self.seed, draw)
        if self.posterior is not None:
            fitted = self.posterior.values(self.seed, draw)
            drawn |= {name: fitted[name] for name in self.fitted}
        return drawn

    def medians(self) -> dict[str, float]:
        """Every named value at the middle of what is known of it: its posterior, where there is one."""
        known = dict(self.distributions)
        if self.posterior is not None:
            known |= marginals(self.posterior, self.fitted)
        return {name: distribution.quantile(0.5) for name, distribution in known.items()}

    @property
    def fitted(self) -> tuple[str, ...]:
        """Parameters that are drawn from the posterior: those it holds and the scenario leaves alone."""
        if self.posterior is None:
            return ()
        own = self.scenario.parameters
        return tuple(n for n in self.posterior.names if n in self.distributions and n not in own)

    @property
    def asleep(self) -> tuple[str, ...]:
        """Mechanisms that the posterior does not know, and that this run therefore lives without."""
        young = self.posterior.asleep() if self.posterior else {}
        return tuple(n for n in young if n in self.distributions and n not in self.scenario.parameters)

    @property
    def arms(self) -> tuple[str, ...]:
        """The baseline, then the alternatives in the order of the file."""
        return (BASELINE, *self.scenario.alternatives)

    @property
    def first(self) -> str:
        """The alternative that `difference` is about."""
        return self.scenario.alternatives[0]

    @property
    def target(self) -> int:
        """The caseload the answer is about: the scenario's, or the largest simulated."""
        return self.scenario.target if self.scenario.target in self.sizes else self.sizes[-1]

    @property
    def claim(self) -> Claim | None:
        return self.scenario.claim

    @property
    def pilot(self) -> int:
        """The caseload of the pilot: the cases it enrolled, or the smallest simulated."""
        return self.claim.cases_enrolled if self.claim else self.sizes[0]

    @property
    def months(self) -> int:
        return self.scenario.horizon_months

    @property
    def case_clock(self) -> int:
        return min(self.scenario.case_clock_months, self.months)

    @property
    def horizons(self) -> tuple[int, ...]:
        """Calendar horizons to report: the case clock, five and ten years where simulated, and all months."""
        return tuple(sorted({h for h in (self.case_clock, 60, 120, self.months) if h <= self.months}))

    @property
    def discount(self) -> float:
        return self.scenario.discount_per_year

    @property
    def price_year(self) -> int:
        return self.scenario.price_year

    def key(self, *code: str | None) -> str:
        """Names the towns of this plan: all that decides a single one but its draw, and nothing else.

        Draws, values and workers are left out, so that more draws continue a run; `code` says what simulates
        and reads. The order of the arms counts. A posterior counts by its content, not by its name.
        """
        asked = {k: v for k, v in canonical(self.scenario).items() if k not in ("replicates", "posterior")}
        fitted = self.posterior.hash if self.posterior else None
        return fingerprint(asked, self.arms, self.sizes, fitted, code)


def _priors() -> dict[str, Distribution]:
    from youthsim.parameters import PARAMETERS

    return {name: parameter.prior for name, parameter in PARAMETERS.items()}


def _distributions(
    scenario: Scenario, priors: Mapping[str, Distribution], posterior: Posterior | None
) -> dict[str, Distribution]:
    asleep = {name: Fixed(value) for name, value in posterior.asleep().items()} if posterior else {}
    found: dict[str, Distribution] = {**priors, **asleep, **scenario.parameters}
    for arm, settings in scenario.arms.items():
        found.update({f"arms.{arm}.{name}": d for name, d in settings.parameters.items()})
    found[SEVERITY] = scenario.caseload.severity_weight
    found[SOLVABILITY] = scenario.caseload.solvability_weight
    if scenario.claim and scenario.claim.estimate == "threat_minus_actual":
        found[THREAT_MONTHS] = scenario.claim.threat_months or UNSAID_THREAT
    return found
