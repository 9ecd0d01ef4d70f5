"""Who lives here: the children, households and schools of a municipality, from its margins.

>>> from youthsim.population import bundled, places
>>> places()[:3]
('alkmaar', 'gouda', 'leeuwarden')
>>> bundled("zwolle").children_0_4
7030.0
"""

from youthsim.population.margins import Margins, bundled, margins_from_file, national, places
from youthsim.population.summary import beside_sources
from youthsim.population.town import Town, synthesise

__all__ = [
    "Margins",
    "Town",
    "beside_sources",
    "bundled",
    "margins_from_file",
    "national",
    "places",
    "synthesise",
]
