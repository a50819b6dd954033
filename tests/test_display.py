"""What Jupyter gets of a lab or a question: the widget, the words, and a picture where there is one."""

import ipywidgets
import pytest

from nn_helpers import display, labs, quiz

WIDGET = "application/vnd.jupyter.widget-view+json"


class Thing(display.Showing):
    def __init__(self, picture=None):
        self.widget, self.picture = ipywidgets.HTML("words"), picture

    def __repr__(self):
        return "a thing in words"

    def still(self):
        return self.picture

    def alt(self):
        return "what there is to see"


def test_the_bundle_holds_the_widget_and_the_words():
    thing = Thing()
    bundle, about = thing._repr_mimebundle_()
    assert set(bundle) == {WIDGET, "text/plain"}
    assert about == {}
    assert bundle["text/plain"] == "a thing in words"
    assert bundle[WIDGET]["model_id"] == thing.widget.model_id


def test_a_picture_comes_along_where_there_is_one():
    bundle, about = Thing(b"png")._repr_mimebundle_(include=None, exclude=None)
    assert bundle["image/png"] == b"png"
    assert set(bundle) == {WIDGET, "text/plain", "image/png"}
    assert about == {"image/png": {"alt": "what there is to see"}}


def test_without_a_picture_there_is_none():
    assert display.Showing().still() is None


@pytest.mark.parametrize("make", [labs.neuron, lambda: quiz.ask("00.longer")])
def test_labs_and_questions_show_themselves_by_it(make):
    shown = make()
    assert isinstance(shown, display.Showing)
    bundle, _ = shown._repr_mimebundle_()
    assert bundle["text/plain"] == repr(shown)
    assert shown.widget.model_id not in repr(shown)
    picture = shown.still()
    assert bundle.get("image/png") == picture
    assert picture is None or picture.startswith(b"\x89PNG")


def test_a_notebook_is_where_ipython_runs(monkeypatch):
    assert not display.in_a_notebook()
    monkeypatch.setattr("IPython.get_ipython", object)
    assert display.in_a_notebook()
    monkeypatch.delitem(display.sys.modules, "IPython")
    assert not display.in_a_notebook()
