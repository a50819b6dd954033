"""The overrides file of an environment: it is JupyterLab's own, and others' settings stay in it."""

import json
from importlib import resources
from importlib.metadata import version

import pytest

from nn_helpers.course import jupyterlab_settings


def test_others_settings_stay_and_writing_twice_changes_nothing(tmp_path):
    file = tmp_path / "share" / "jupyter" / "lab" / "settings" / "overrides.json"
    file.parent.mkdir(parents=True)
    plugin = "@jupyterlab/apputils-extension:kernels-settings"
    others = {"@jupyterlab/x:y": {"a": 1}, plugin: {"showStatusBarItem": False}}
    file.write_text(json.dumps(others))
    assert jupyterlab_settings.write(tmp_path) == file
    first = file.read_text()
    assert json.loads(first) == {
        "@jupyterlab/x:y": {"a": 1},
        plugin: {"showStatusBarItem": False, "commsOverSubshells": "disabled"},
    }
    jupyterlab_settings.write(tmp_path)
    assert file.read_text() == first


def test_a_broken_file_is_replaced(tmp_path):
    file = jupyterlab_settings.write(tmp_path)
    file.write_text("{")
    jupyterlab_settings.write(tmp_path)
    assert json.loads(file.read_text()) == jupyterlab_settings.OVERRIDES


def test_this_jupyterlab_knows_the_settings():
    schemas = resources.files("jupyterlab") / "schemas"
    for plugin, values in jupyterlab_settings.OVERRIDES.items():
        package, _, name = plugin.partition(":")
        if (
            version("jupyterlab").startswith("4.3.")
            and not (schemas / package / f"{name}.json").is_file()
        ):
            pytest.skip("Before 4.4 JupyterLab sends no messages over subshells.")
        schema = json.loads((schemas / package / f"{name}.json").read_text(encoding="utf-8"))
        for setting, value in values.items():
            known = schema["properties"][setting]["oneOf"]
            assert value in [one["const"] for one in known]
