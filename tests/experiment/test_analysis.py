"""What analyses share: where results go, and options that mean the same in every command."""

import click
import pytest
from click.testing import CliRunner

from youthsim.cli import COMMANDS, main, options
from youthsim.experiment.analysis import Workplace, lean
from youthsim.experiment.runner import load


class Result:
    def write(self, directory):
        (directory / "written").touch()


def test_without_a_folder_nothing_is_left_on_disk():
    place = Workplace(None)
    assert place.directory.is_dir()
    place.keep(Result())
    assert not place.directory.exists()


def test_in_a_folder_that_was_asked_for_the_result_stays(tmp_path):
    Workplace(tmp_path).keep(Result())
    assert (tmp_path / "written").exists()


def test_a_quick_look_takes_a_part_of_the_town_and_no_claim():
    scenario = load("zwolle-30-40")
    assert scenario.claim is not None
    quick = lean(scenario, scenario.arms, 0.25)
    assert (quick.population_share, quick.claim, quick.arms) == (0.25, None, scenario.arms)
    assert lean(scenario, scenario.arms, None).population_share == scenario.population_share


def test_a_share_of_the_town_is_given_in_percent():
    @click.command()
    @options.population_share
    def told(population_share):
        click.echo(population_share)

    assert CliRunner().invoke(told, ["--population-share", "20"]).output.strip() == "0.2"
    assert CliRunner().invoke(told, ["--population-share", "0"]).exit_code == 2


@pytest.mark.parametrize("name", ["draws", "workers", "population_share"])
def test_an_option_says_the_same_in_every_command_that_simulates_a_scenario(name):
    context = click.Context(main)
    commands = [
        main.get_command(context, c) for c in COMMANDS if c in ("run", "scale", "instruments", "sensitivity")
    ]
    said = {p.help for command in commands for p in command.params if p.name == name}
    assert len(said) == 1
