"""Questions to answer before a cell is run, with a reply for every option.

The texts are in ``nn_helpers/questions/``, one TOML file a lesson. ``quiz.ask("00.longer")`` asks
the question ``longer`` of the file that begins with ``00``.
"""

import html
import string
import tomllib
from importlib import resources

import ipywidgets as widgets

from nn_helpers import saved
from nn_helpers.showing import Showing

# What a newcomer might suspect after lesson 00. Lesson 09 holds the trial.
SUSPECTS = {
    "forward": "The forward pass computes something wrong.",
    "cost": "The cost is computed wrongly.",
    "gradients": "The directions of the updates (the gradients) are wrong.",
    "order": "The updates are made in a wrong order.",
    "predict": "The predict function is wrong.",
    "rate": "The learning rate does not fit.",
    "scale": "The random start does not fit.",
    "epochs": "It was not trained for long enough.",
    "size": "The network is too small for XOR.",
}


def ask(name, answer=None):
    """Return the question ``name`` as a widget; with an ``answer`` ("a", "b", ...), the reply.

    Raises ``KeyError`` for an unknown question and ``ValueError`` for an unknown answer; both say
    which there are.
    """
    question = Question(name, **load(name))
    return question if answer is None else question.reply(answer)


def load(name):
    """Return the prompt and the options of a question, as the TOML file has them."""
    lesson, _, key = name.partition(".")
    questions = {}
    for file in resources.files("nn_helpers").joinpath("questions").iterdir():
        if file.name.startswith(lesson) and file.name.endswith(".toml"):
            questions = tomllib.loads(file.read_text(encoding="utf-8"))
    if key not in questions:
        known = ", ".join(f"{lesson}.{key}" for key in questions) or "none for this lesson"
        raise KeyError(f"There is no question {name!r}. There are: {known}.")
    return questions[key]


class Question(Showing):
    """One question with its lettered options.

    Attributes
    ----------
    buttons : one button an option, in order
    answer : str or None
        The letter that was chosen last.
    """

    def __init__(self, name, prompt, options):
        self.name, self.prompt, self.answer = name, prompt, None
        self.options = dict(zip(string.ascii_lowercase, options))  # noqa: B905 - fewer options
        self.buttons = [self._button(letter) for letter in self.options]
        self._reply = widgets.HTML(layout=widgets.Layout(min_height="3.2em"))
        rows = [
            widgets.HBox([button, widgets.HTML(_prose(option["text"]))])
            for button, option in zip(self.buttons, options, strict=True)
        ]
        title = widgets.HTML(_prose(f"<b>Predict.</b> {html.escape(prompt)}", escaped=True))
        self.widget = widgets.VBox([title, *rows, self._reply])
        self.widget.add_class("nn-question")

    def _button(self, letter):
        button = widgets.Button(description=letter, tooltip=f"Answer {letter}")
        button.layout = widgets.Layout(width="3em", flex="0 0 auto")
        button.on_click(lambda _: self.choose(letter))
        return button

    def choose(self, letter):
        """Answer, mark the chosen button, and show the reply."""
        self.answer = letter
        for button, (other, option) in zip(self.buttons, self.options.items(), strict=True):
            mark = "✓" if option.get("right") else "–"
            button.description = f"{other} {mark}" if other == letter else other
        self._reply.value = (
            '<div role="status" aria-live="polite" style="line-height:1.5;max-width:46em;'
            f'border-left:4px solid currentColor;padding-left:0.8em">{html.escape(self.reply(letter))}'
            "</div>"
        )

    def reply(self, letter):
        """Return what the course answers to this option."""
        option = self.options.get(str(letter).strip().lower())
        if option is None:
            raise ValueError(f"There is no answer {letter!r}; choose from {', '.join(self.options)}.")
        first = "Yes." if option.get("right") else "Not quite."
        return f"{first} {option['reply']}"

    def __repr__(self):
        options = [f"  {letter}) {option['text']}" for letter, option in self.options.items()]
        ways = f'Press a letter, or run quiz.ask("{self.name}", "a").'
        return "\n".join([f"Predict. {self.prompt}", *options, ways])


def hypotheses():
    """Return the list of suspects to tick, with room for a line of one's own. It saves itself."""
    return Hypotheses()


class Hypotheses(Showing):
    """The learner's suspects. Every change is saved at once, and comes back in lesson 09.

    Attributes
    ----------
    boxes : dict of name to checkbox
    own_words : text field
    """

    def __init__(self):
        kept = saved.read().get("hypotheses", {})
        wide = widgets.Layout(width="auto")
        self.boxes = {
            name: widgets.Checkbox(
                value=bool(kept.get(name)), description=text, indent=False, layout=wide
            )
            for name, text in SUSPECTS.items()
        }
        self.own_words = widgets.Text(
            value=kept.get("own words", ""),
            description="In my words:",
            placeholder="It would learn if ...",
            layout=widgets.Layout(width="40em", max_width="100%"),
            style={"description_width": "initial"},
        )
        self._status = widgets.HTML()
        for name, box in self.boxes.items():
            box.observe(lambda change, name=name: self._save(name, change.new), names="value")
        self.own_words.observe(lambda change: self._save("own words", change.new), names="value")
        self.widget = widgets.VBox([*self.boxes.values(), self.own_words, self._status])

    def _save(self, key, value):
        kept = saved.update("hypotheses", key, value)
        said = "Saved." if kept else "This folder cannot be written, so your list is not kept."
        self._status.value = f'<div role="status" aria-live="polite">{said}</div>'

    def __repr__(self):
        lines = [f"  [{'x' if box.value else ' '}] {SUSPECTS[k]}" for k, box in self.boxes.items()]
        return "\n".join(["My suspects:", *lines, f"  In my words: {self.own_words.value or '-'}"])


def _prose(text, escaped=False):
    text = text if escaped else html.escape(text)
    return f'<div style="line-height:1.5;max-width:46em;white-space:normal">{text}</div>'
