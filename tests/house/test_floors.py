"""Rooms stand on floors: what import-linter sees of imports, these tests see of relations and names."""

import ast
import tomllib

import pytest
from django.apps import apps

from tests.house import floors
from tests.house.tree import PACKAGE, ROOT, built_rooms, files, name

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
OURS = [config for config in apps.get_app_configs() if config.name.startswith("maillage.")]


def layer(text: str) -> set[str]:
    """The names of one line of a contract: `maillage.website | (maillage.api)` gives website and api."""
    return {part.strip(" ()").removeprefix("maillage.") for part in text.split("|")}


def upward_relations() -> dict[str, str]:
    """Relations from a room to one that is not below it (own room excepted): `core.AuditEntry.actor` → `accounts`."""
    ours = {config.label: config.name.removeprefix("maillage.") for config in OURS}
    found = {}
    for model in apps.get_models(include_auto_created=True):
        here = ours.get(model._meta.app_label)
        for field in model._meta.get_fields(include_hidden=True) if here else ():
            target = field.related_model if field.is_relation and field.concrete else None
            there = ours.get(target._meta.app_label) if target else None
            if there and there != here and floors.floor_of(there) >= floors.floor_of(here):
                found[f"{model._meta.label}.{field.name}"] = there
    return found


def test_relations_point_only_to_lower_floors():
    assert set(upward_relations()) == set(floors.UPWARD_RELATIONS)


def test_relations_of_installed_packages_do_not_point_to_us():
    # Only the user model, which Django lets a project swap, may be known to packages.
    ours = {config.label for config in OURS}
    found = {
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in ours
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation and field.concrete and field.related_model
        if field.related_model._meta.app_label in ours
    }
    assert {line for line in found if not line.endswith("→ accounts.User")} == set()


def test_floors_contract_says_the_same_as_the_plan():
    assert [layer(text) for text in CONTRACTS[0]["layers"]] == floors.FLOORS


def test_rooms_contract_says_the_same_as_the_plan():
    assert [layer(text) for text in CONTRACTS[1]["layers"]] == floors.NAMES


def test_rooms_contract_holds_every_room_that_is_not_a_kit():
    assert {text.removeprefix("maillage.") for text in CONTRACTS[1]["containers"]} == set(built_rooms()) - floors.KITS


def test_every_room_is_in_the_plan():
    assert set(built_rooms()) <= floors.rooms()


def test_every_room_is_an_installed_app():
    assert {config.name.removeprefix("maillage.") for config in OURS} == set(built_rooms())


@pytest.mark.parametrize("room", built_rooms())
def test_room_says_what_it_is_for(room):
    docstring = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text())) or ""
    assert len(docstring) > 40, f"maillage/{room}/__init__.py says nothing of the room"


@pytest.mark.parametrize("room", sorted(set(built_rooms()) - floors.KITS))
def test_names_inside_a_room_come_from_the_house_list(room):
    known = floors.DJANGO_NAMES.union(*floors.NAMES)
    top = {file.relative_to(PACKAGE / room).parts[0].removesuffix(".py") for file in files(f"maillage/{room}/*")}
    assert top - known == set(floors.OWN_NAMES.get(room, {}))


def test_tests_mirror_the_rooms():
    folders = {file.relative_to(ROOT / "tests").parts[0] for file in files("tests/*/*.py")}
    besides = {"house", "plugins", "journeys", "burst"}
    assert folders - besides <= set(built_rooms()), "a test folder mirrors a room"


def test_no_file_is_named_after_nothing():
    vague = {"utils", "helpers", "misc", "common", "tools", "manager2"}
    assert [name(file) for file in files("maillage/*.py", "tests/*.py", "bench/*.py") if file.stem in vague] == []
