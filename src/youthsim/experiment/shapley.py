"""Which part of a difference each player explains, when all can be switched in any order (Shapley, 1953).

A game gives a value to every coalition of players. A player's Shapley value is what it adds when it joins,
averaged over all orders of joining. The values of all players add up to the value of all together less that
of nobody, whatever the interactions; in an additive game each is simply what the player adds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations
from math import factorial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Values: TypeAlias = NDArray[np.float64]
Coalition: TypeAlias = frozenset[str]
Game: TypeAlias = Mapping[Coalition, Values]


def coalitions(players: Sequence[str]) -> Iterator[Coalition]:
    """Every coalition, nobody first, everyone last: 2 ** len(players) of them."""
    sizes = (combinations(players, n) for n in range(len(players) + 1))
    return map(frozenset, chain.from_iterable(sizes))


def shapley(game: Game, players: Sequence[str]) -> dict[str, Values]:
    """Each player's value, elementwise over the arrays of the game.

    Raises KeyError when a coalition is missing.
    """
    return {player: _mean_added(game, players, player) for player in players}


def alone(game: Game, player: str) -> Values:
    """What the player changes when it is the only one to be switched."""
    return game[frozenset({player})] - game[frozenset()]


def at_last(game: Game, players: Sequence[str], player: str) -> Values:
    """What the player changes when all others have been switched already."""
    everyone = frozenset(players)
    return game[everyone] - game[everyone - {player}]


def _mean_added(game: Game, players: Sequence[str], player: str) -> Values:
    n = len(players)
    others = [other for other in players if other != player]
    total = np.zeros_like(np.asarray(game[frozenset()], dtype=np.float64))
    for coalition in coalitions(others):
        orders = factorial(len(coalition)) * factorial(n - len(coalition) - 1)
        total = total + orders * (game[coalition | {player}] - game[coalition])
    return total / factorial(n)
