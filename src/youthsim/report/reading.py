"""Takes the findings out of a result. The only place of the report that knows how a result is laid out."""

from __future__ import annotations

from typing import Any

from youthsim.report.findings import Findings


def findings_of(result: Any) -> Findings:
    """The findings of a `youthsim.experiment.results.Result`; findings themselves pass unchanged."""
    if isinstance(result, Findings):
        return result
    raise NotImplementedError
