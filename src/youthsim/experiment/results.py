"""A finished experiment: in memory for a notebook, on disk for everyone else."""

from __future__ import annotations

import html
import importlib
import json
import sys
import tempfile
import weakref
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from youthsim.experiment.fitted import PRIORS
from youthsim.experiment.manifest import MANIFEST, check_together, files_said, manifest_of
from youthsim.experiment.publishing import files_in, publish, staging, write_whole

if TYPE_CHECKING:
    import pandas as pd

    from youthsim.experiment.ensemble import Ensemble

Json = dict[str, Any]
SUMMARY, RESULTS = "summary.json", "results.parquet"


class Result:
    """The answer to a scenario.

    `summary` holds what `summary.json` holds (docs/results.md explains each key), `manifest` how it was made,
    `directory` where the files are. `table` gives the numbers behind it, `plot` the figures of the report.
    """

    def __init__(self, directory: Path, summary: Json, manifest: Json) -> None:
        self.directory, self.summary, self.manifest = directory, summary, manifest
        self._keep: Any = None

    @classmethod
    def load(cls, directory: str | Path) -> Result:
        """A result from its folder.

        Raises FileNotFoundError when the folder holds none, NotOneResult (a ValueError) when its files are
        not what its manifest says.
        """
        folder = Path(directory)
        check_together(folder)
        missing = [name for name in (SUMMARY, RESULTS, MANIFEST) if not (folder / name).is_file()]
        if missing:
            raise FileNotFoundError(f"{folder} holds no finished result: {', '.join(missing)} missing")
        summary, manifest = (
            json.loads((folder / n).read_text(encoding="utf-8")) for n in (SUMMARY, MANIFEST)
        )
        return cls(folder, summary, manifest)

    @property
    def plot(self) -> Plots:
        """The report's figures by name, such as `waterfall()`, `payers()` or `pockets()`."""
        return Plots(self)

    def table(self, **filters: Any) -> pd.DataFrame:
        """Rows of `results.parquet`, filtered: `table(outcome="incidents", group="caseload", month=-1)`.

        Each filter is a column with a value or a list of values. Without filters: one row per outcome with
        mean and 90% interval of every arm and of the difference (see `summary["outcomes"]`).
        Raises KeyError for a column that does not exist.
        """
        import pandas as pd

        if not filters:
            return pd.DataFrame(self._overview())
        from youthsim.experiment.tidy import AXES

        unknown = sorted(set(filters) - set(AXES))
        if unknown:
            raise KeyError(f"no column {', '.join(unknown)}; columns are {', '.join(AXES)}")
        wanted = [
            (column, "in", list(value))
            if isinstance(value, list | tuple | set | range)
            else (column, "==", value)
            for column, value in filters.items()
        ]
        with (self.directory / RESULTS).open("rb") as file:  # Arrow takes no name that is not text
            return pd.read_parquet(file, filters=wanted)

    def series(self, outcome: str, group: str = "caseload", payer: str | None = None) -> pd.DataFrame:
        """Month by month at the target size: arm, month, mean, p05, p50, p95 over draws.

        Replicates are averaged first; for money without a payer, all payers are added up. What luck still
        adds to a draw's mean is not taken out here.
        """
        filters: Json = {
            "outcome": outcome,
            "group": group,
            "month": range(self.summary["scenario"]["horizon_months"]),
        }
        filters["size"] = self.summary["scenario"]["target"]
        if payer is not None:
            filters["payer"] = payer
        rows = self.table(**filters)
        worlds = rows.groupby(["arm", "month", "draw", "replicate"], observed=True)["value"].sum()
        return _by_month(worlds, ["arm", "month"])

    def cumulative(self, payer: str, group: str = "town", discounted: bool = True) -> pd.DataFrame:
        """What a payer has saved up to each month at the target size: arm, month, mean, p05, p50, p95.

        `payer`: an id, "town_public" for the town's public payers together, or "net_social" for everyone,
        with care at tariff. Cents; baseline minus alternative in the same town, replicates averaged.
        """
        from youthsim.experiment.money import discount_factors
        from youthsim.vocabulary.payers import PAYERS, TOWN_PAYERS

        scenario = self.summary["scenario"]
        months = range(scenario["horizon_months"])
        filters: Json = {"group": group, "month": months, "size": scenario["target"]}
        if payer == "net_social":
            filters["outcome"] = "social_cost"
        else:
            town = [PAYERS[p].id for p in TOWN_PAYERS]
            filters |= {"outcome": "cost", "payer": town if payer == "town_public" else payer}
        rows = self.table(**filters)
        cost = (
            rows.groupby(["draw", "replicate", "month", "arm"], observed=True)["value"].sum().unstack("arm")
        )
        baseline = next(iter(scenario["arms"]))
        saved = cost.drop(columns=baseline).rsub(cost[baseline], axis=0)
        rate = scenario["discount_per_year"] if discounted else 0.0
        weight = discount_factors(len(months), rate)[saved.index.get_level_values("month")]
        running = saved.mul(weight, axis=0).groupby(level=["draw", "replicate"]).cumsum()
        running.columns.name = "arm"
        return _by_month(running.stack(), ["arm", "month"])

    def pockets(self, arm: str | None = None) -> pd.DataFrame:
        """Who paid, who gained, per payer and calendar year: payer, year, invested, returned, net.

        Cents, undiscounted, means over all worlds at the target size; all residents. `net` comes with its
        parameter interval p05, p50, p95. `arm`: the first alternative when left out. Raises KeyError for an
        arm that does not exist.
        """
        import pandas as pd

        arms = self.summary["wrong_pockets"]["arms"]
        found = next(iter(arms.values())) if arm is None else arms[arm]
        rows = []
        for payer, row in found["payers"].items():
            for year, interval in enumerate(row["net_intervals"]):
                ends = {end: interval["parameter"][end] for end in ("p05", "p50", "p95")}
                kinds = {kind: row[kind][year] for kind in ("invested", "returned", "net")}
                rows.append({"payer": payer, "year": year + 1, **kinds, **ends})
        return pd.DataFrame(rows)

    def arms(self) -> pd.DataFrame:
        """Every arm beside the others: a row per measure, arm and interval, with the difference."""
        import pandas as pd

        rows = []
        for measure in self.summary["comparison"]["measures"]:
            about = {key: measure[key] for key in ("id", "theme", "unit", "group", "better")}
            for name, arm in measure["arms"].items():
                for kind, interval in arm.get("difference", {}).items():
                    chances = {key: arm[key] for key in ("chance_better", "chance_worse")}
                    rows.append({**about, "arm": name, "interval": kind, **interval, **chances})
        return pd.DataFrame(rows)

    def _overview(self) -> list[Json]:
        rows = []
        for outcome, arms in self.summary["outcomes"].items():
            for arm, figure in arms.items():
                if arm != "differences":
                    rows.append({"outcome": outcome, "arm": arm, **figure})
        return rows

    def _repr_html_(self) -> str:
        scenario = self.summary["scenario"]
        lines = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in self.summary["answer"]["en"])
        said = html.escape(str(self.manifest.get("parameters", PRIORS)))
        note = f'<p style="color:#b3261e"><strong>{said}.</strong></p>'
        title, where = html.escape(scenario["title"]), html.escape(str(self.directory))
        return f"<h3>{title}</h3>{note}{lines}<p><code>{where}</code></p>"

    def __repr__(self) -> str:
        about = self.summary["scenario"]
        return (
            f"<Result {about['name']}: {about['draws']} draws, {about['target']} cases, in {self.directory}>"
        )


Finish = Callable[[Result], None]
"""Called with a result that is still being written, to add files to its folder."""


class Plots:
    """Figures by name, drawn by the report, which is only imported when one is asked for."""

    NAMES = ("waterfall", "occupancy", "payers", "scale", "pockets", "catchments", "arms")

    def __init__(self, result: Result) -> None:
        self._result = result

    def waterfall(self, **options: Any) -> Any:
        """From the printed claim to money in hand, step by step."""
        return self._draw("waterfall", options)

    def occupancy(self, **options: Any) -> Any:
        """Who is where over time, with and without."""
        return self._draw("occupancy", options)

    def payers(self, **options: Any) -> Any:
        """What each payer gains or loses."""
        return self._draw("payers", options)

    def scale(self, **options: Any) -> Any:
        """What happens to the saving as the caseload grows."""
        return self._draw("scale", options)

    def pockets(self, **options: Any) -> Any:
        """Who pays and who gains, year by year."""
        return self._draw("pockets", options)

    def catchments(self, **options: Any) -> Any:
        """What comes free where, and who has it."""
        return self._draw("catchments", options)

    def arms(self, **options: Any) -> Any:
        """All versions side by side; for a result with two alternatives or more."""
        return self._draw("arms", options)

    def _draw(self, name: str, options: Json) -> Any:
        # By name, because the report stands above the experiment: imports run one way.
        figures = importlib.import_module("youthsim.report.figures")
        _show_figures_in_notebooks()
        return getattr(figures, name)(self._result, **options)


def _show_figures_in_notebooks() -> None:
    """Figures are made without pyplot, which is what normally tells IPython to draw them."""
    if "IPython" not in sys.modules:
        return
    from IPython import get_ipython
    from IPython.core.pylabtools import select_figure_formats

    if (shell := get_ipython()) is not None:
        select_figure_formats(shell, {"png"})


def write_result(
    ensemble: Ensemble,
    directory: Path,
    *,
    command: str = "",
    started: datetime | None = None,
    finish: Finish | None = None,
    say: Callable[[str], None] | None = None,
) -> Result:
    """Writes summary, table and manifest, all at once, and returns the result.

    `finish` gets the result where it is being written and adds what belongs to it, such as a report. What was
    in the folder and no longer matches goes; see `experiment.folders`. Raises OSError, with the old files as
    they were.
    """
    from youthsim.experiment.folders import leftovers, said_of_leftovers

    directory.mkdir(parents=True, exist_ok=True)
    with staging(directory) as new:
        result = write_files(ensemble, new, command=command, started=started)
        if finish is not None:
            finish(result)
        files = files_said(new, (name for name in files_in(new) if name != MANIFEST))
        left = leftovers(directory, files, ensemble.plan.scenario)
        result.manifest["files"] = files | dict(left.kept)
        write_json(new / MANIFEST, result.manifest)
        publish(new, directory, aside=left.aside, gone=left.gone)
    if say is not None:
        for line in said_of_leftovers(left, directory):
            say(line)
    return Result(directory, result.summary, result.manifest)


def write_files(
    ensemble: Ensemble, folder: Path, *, command: str = "", started: datetime | None = None
) -> Result:
    """Summary, table and manifest in an empty folder."""
    from youthsim.experiment.summary import summarise
    from youthsim.experiment.tidy import write_results

    folder.mkdir(parents=True, exist_ok=True)
    summary = summarise(ensemble)
    write_results(ensemble, folder / RESULTS)
    write_json(folder / SUMMARY, summary)
    manifest = manifest_of(ensemble, command, started)
    manifest["files"] = files_said(folder, (RESULTS, SUMMARY))
    write_json(folder / MANIFEST, manifest)
    return Result(folder, summary, manifest)


def _by_month(worlds: pd.Series, keys: list[str]) -> pd.DataFrame:
    """Mean and 5%, 50%, 95% points over draws, replicates averaged first. See `ends_of_draws`."""
    import pandas as pd

    from youthsim.experiment.few_draws import ends_of_draws

    draws = worlds.groupby(level=[*keys, "draw"], observed=True).mean()
    by_month = draws.groupby(level=keys, observed=True)
    table = draws.unstack("draw")
    ends = ends_of_draws(table.to_numpy().T)
    points = dict(zip(("p05", "p50", "p95"), ends, strict=True))
    return pd.DataFrame({"mean": by_month.mean().reindex(table.index), **points}, table.index).reset_index()


def temporary_directory() -> tuple[Path, Any]:
    """A folder that lives as long as the second value is kept."""
    folder = tempfile.TemporaryDirectory(prefix="youthsim-")
    return Path(folder.name), folder


def keep_with(result: Result, folder: Any) -> Result:
    """Ties a temporary folder to the life of a result."""
    result._keep = folder
    weakref.finalize(result, folder.cleanup)
    return result


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Writes under a temporary name and moves it into place. Keys keep their order."""
    text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    write_whole(path, text.encode("utf-8", "backslashreplace"))  # \udce9 is JSON too
