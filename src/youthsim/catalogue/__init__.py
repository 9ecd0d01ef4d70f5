"""All that a scenario may say, and the way from its file to checked, typed settings.

scenario = catalogue.load("zwolle-30-40")     # a bundled name, or a path
scenario.arms["weighing"].interventions[0].reach
"""

from youthsim.catalogue.finding import bundled_folder, bundled_names
from youthsim.catalogue.loading import load
from youthsim.catalogue.models import ESTIMATES, PLACES, REPORTING, RULES, Arm, Caseload, Claim, Scenario
from youthsim.catalogue.schema import json_schema
from youthsim.scenario.faults import Fault, ScenarioError

__all__ = [
    "ESTIMATES",
    "PLACES",
    "REPORTING",
    "RULES",
    "Arm",
    "Caseload",
    "Claim",
    "Fault",
    "Scenario",
    "ScenarioError",
    "bundled_folder",
    "bundled_names",
    "json_schema",
    "load",
]
