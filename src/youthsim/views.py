"""Children and households as Mesa agents: light views on their record, made when asked for.

    children = people_of(model).select(lambda c: c.months_out > 3)
    children.agg("need_externalising", max)

A view copies nothing: it reads and writes the row it stands for, in that month. Views are for looking, for
DataCollector and for Mesa's visualisation; the month itself runs on the rows.
"""

from __future__ import annotations

from typing import Any

import mesa
import numpy as np
from mesa.agent import AgentSet

from youthsim.model import YouthCareModel
from youthsim.vocabulary import states


class PersonView(mesa.Agent):
    """A row seen as an agent: its attributes are the fields of the record; others raise AttributeError."""

    def __init__(self, model: YouthCareModel, array: Any, row: int) -> None:
        # not registered with the model: views come and go, and must not change what the model holds
        self.model = model
        self.unique_id = int(array["uid"][row])
        self.pos = None
        self._array, self._row = array, row

    def __getattr__(self, name: str) -> Any:
        array = self.__dict__.get("_array")
        if array is None or name not in array.dtype.names:
            raise AttributeError(f"{type(self).__name__} has no '{name}'")
        return array[name][self._row].item()

    def __setattr__(self, name: str, value: Any) -> None:
        array = self.__dict__.get("_array")
        if array is not None and name in array.dtype.names:
            array[name][self._row] = value
        else:
            super().__setattr__(name, value)


class ChildView(PersonView):
    """One child: every field of its two records, and readable names for its states."""

    def __init__(self, model: YouthCareModel, row: int) -> None:
        super().__init__(model, model.state.children, row)

    def __getattr__(self, name: str) -> Any:
        try:
            return super().__getattr__(name)
        except AttributeError:
            lives = self.model.state.lives
            if name in lives.dtype.names:
                return lives[name][self._row].item()
            raise

    def __setattr__(self, name: str, value: Any) -> None:
        row = self.__dict__.get("_row")
        lives = self.model.state.lives if row is not None else None
        if lives is not None and name in lives.dtype.names and name != "uid":
            lives[name][row] = value
        else:
            super().__setattr__(name, value)

    @property
    def age_years(self) -> int:
        """Whole years."""
        return int(self.age_months) // 12

    @property
    def lives_in(self) -> str:
        """Living place in words."""
        return states.LIVING[self.living]

    @property
    def goes_to(self) -> str:
        """Education place in words."""
        return states.EDUCATION[self.education]


class HouseholdView(PersonView):
    """One household: every field of its record."""

    def __init__(self, model: YouthCareModel, row: int) -> None:
        super().__init__(model, model.state.households, row)


def people_of(model: YouthCareModel) -> AgentSet:
    """The children and youths who live in town now, as a Mesa AgentSet."""
    state = model.state
    h, age = state.households, state.children["age_months"]
    home = (h["arrives"] <= state.month) & (state.month < h["departs"])
    here = (age >= 0) & (age < states.MAX_AGE_MONTHS) & home[state.children["household"]]
    return _held(model, "children", [ChildView(model, int(row)) for row in np.flatnonzero(here)])


def households_of(model: YouthCareModel) -> AgentSet:
    """The households with a minor that live in town now, as a Mesa AgentSet."""
    h = model.state.households
    here = (h["arrives"] <= model.state.month) & (model.state.month < h["departs"]) & (h["minors"] > 0)
    return _held(model, "households", [HouseholdView(model, int(row)) for row in np.flatnonzero(here)])


def _held(model: YouthCareModel, kind: str, views: list[Any]) -> AgentSet:
    """An AgentSet holds its members weakly, so the model keeps the views until they are asked for again."""
    model.views[kind] = views
    return AgentSet(views, random=model.random)
