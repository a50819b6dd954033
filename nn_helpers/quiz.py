"""Questions with lettered options, asked by name; the list of suspects to tick, and its Verdict.

The texts are in ``nn_helpers/questions/``, one TOML file a lesson. ``quiz.ask("00.longer")`` asks
the question ``longer`` of the file that begins with ``00``. A question opens with "Predict." where the
lesson goes on to show what happens, in a cell, a table or a lab, and with "Decide." where nothing is
left to run: there the file says ``decide = true``. A name is on the page above its question, so it tells
no answer.
"""

import html
import string
import tomllib
from importlib import resources

import ipywidgets as widgets

from nn_helpers import main_thread, saved_work
from nn_helpers.display import Showing

# What a newcomer might suspect after lesson 00. Lesson 10 holds the trial.
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

# Lessons that have had another number: a notebook of before asks by the old one.
ONCE = {"08": "09", "09": "10", "11": "12"}

# Questions whose name has told the answer: the old key, and today's.
RENAMED = {
    "alias": "kept",
    "baseline": "friend",
    "blind": "alarm",
    "equal": "tidy",
    "freeze": "sigma",
    "helps": "narrow",
    "linear": "sigmoid",
    "lucky": "seeds",
    "scale": "unit",
}

# As large and as wide as the text of a lesson.
PROSE = "font-size:14px;line-height:1.5;max-width:46em;white-space:normal"

# A button of ipywidgets holds one line and cuts off the rest; an answer may take three.
ANSWERS_STYLE = """<style>
.nn-question .jupyter-button {
  height: auto; width: 100%; max-width: 46em; padding: 0.35em 0.8em; margin: 2px 0;
  white-space: normal; text-align: left; font-size: 14px; line-height: 1.5; overflow: visible;
}
.nn-question .jupyter-button.nn-chosen { outline: 2px solid currentColor; outline-offset: -2px; font-weight: 600; }
</style>"""


def ask(name, answer=None):
    """Return the question ``name`` as a widget; with an ``answer`` ("a", "b", ...), the reply.

    Raises ``KeyError`` for an unknown question and ``ValueError`` for an unknown answer; both say
    which there are.
    """
    name = todays_name(name)
    question = Question(name, **load(name))
    return question if answer is None else question.reply(answer)


def todays_name(name):
    """Return the name that a question has today, with today's number of its lesson.

    Raises ``KeyError`` for a question that there never was.

    >>> todays_name("09.left_out"), todays_name("08.alias")
    ('10.left_out', '08.kept')
    """
    lesson, _, key = name.partition(".")
    for number in (lesson, ONCE.get(lesson)):
        for today in (key, RENAMED.get(key)):
            if today in of_lesson(number):
                return f"{number}.{today}"
    known = ", ".join(f"{lesson}.{key}" for key in of_lesson(lesson)) or "none for this lesson"
    raise KeyError(f"There is no question {name!r}. There are: {known}.")


def load(name):
    """Return the prompt and the options of a question, as the TOML file has them."""
    lesson, _, key = todays_name(name).partition(".")
    return of_lesson(lesson)[key]


def names_of(name):
    """Return all names that a question of today has had in this lesson, today's first.

    >>> names_of("08.kept"), names_of("00.longer")
    (['08.kept', '08.alias'], ['00.longer'])
    """
    lesson, _, key = name.partition(".")
    return [name, *(f"{lesson}.{old}" for old, today in RENAMED.items() if today == key)]


def of_lesson(lesson):
    """Return all questions of a lesson by their keys; none for a lesson that has no file."""
    for file in resources.files("nn_helpers").joinpath("questions").iterdir():
        if file.name.startswith(f"{lesson}_") and file.name.endswith(".toml"):
            return tomllib.loads(file.read_text(encoding="utf-8"))
    return {}


class Question(Showing):
    """One question with its lettered options. The answer is kept, and comes back after a restart.

    Attributes
    ----------
    buttons : one button an option, in order
    opening : "Predict" or "Decide"
    answer : str or None
        The letter that was chosen last.
    """

    def __init__(self, name, prompt, options, decide=False):
        self.name, self.prompt, self.answer = name, prompt, None
        self.opening = "Decide" if decide else "Predict"
        self.options = dict(zip(string.ascii_lowercase, options))  # noqa: B905 - fewer options
        self.buttons = [self._button(letter) for letter in self.options]
        # No more room than this: a page scrolls to the middle of the next cell, and would lose the question.
        self._reply = widgets.HTML(layout=widgets.Layout(min_height="3.2em"))
        asked = _prose(f"<b>{self.opening}.</b> {html.escape(prompt)}", escaped=True)
        title = widgets.HTML(ANSWERS_STYLE + asked)
        self.widget = widgets.VBox([title, *self.buttons, self._reply])
        self.widget.add_class("nn-question")
        answers = saved_work.read().get("answers", {})
        kept = next((answers[each] for each in names_of(name) if each in answers), None)
        if kept in self.options:
            self._show(kept)

    def _button(self, letter):
        button = widgets.Button(description=self._label(letter))
        chosen = main_thread.Work(lambda: self.choose(letter))
        button.on_click(lambda _: chosen.ask(from_page=False))
        return button

    def _label(self, letter, mark=""):
        return f"{mark}{letter}) {self.options[letter]['text']}"

    def choose(self, letter):
        """Answer: mark the chosen button, show the reply, and keep the answer."""
        self._show(letter)
        saved_work.update("answers", self.name, letter)

    def _show(self, letter):
        self.answer = letter
        for button, other in zip(self.buttons, self.options, strict=True):
            button.remove_class("nn-chosen")
            button.description = self._label(other)
            if other == letter:
                button.add_class("nn-chosen")
                mark = "✓ " if self.options[other].get("right") else "– "
                button.description = self._label(other, mark)
        self._reply.value = (
            f'<div role="status" aria-live="polite" style="{PROSE};'
            'border-left:4px solid currentColor;padding-left:0.8em">'
            f"{html.escape(self.reply(letter))}</div>"
        )

    def reply(self, letter):
        """Return what the course answers to this option."""
        option = self.options.get(str(letter).strip().lower())
        if option is None:
            raise ValueError(
                f"There is no answer {letter!r}; choose from {', '.join(self.options)}."
            )
        first = "Yes." if option.get("right") else "Not quite."
        return f"{first} {option['reply']}"

    def __repr__(self):
        options = [f"  {letter}) {option['text']}" for letter, option in self.options.items()]
        ways = f'Press a letter, or run quiz.ask("{self.name}", "a").'
        return "\n".join([f"{self.opening}. {self.prompt}", *options, ways])


def hypotheses():
    """Return the list of suspects to tick, with room for a line of one's own. It saves itself."""
    return Hypotheses()


class Hypotheses(Showing):
    """The learner's suspects. Every change is saved at once, and comes back in lesson 10.

    Attributes
    ----------
    boxes : dict of name to checkbox
    own_words : text field
    """

    def __init__(self):
        kept = saved_work.read().get("hypotheses", {})
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
        for name, field in (*self.boxes.items(), ("own words", self.own_words)):
            saving = main_thread.Work(lambda name=name, field=field: self._save(name, field.value))
            field.observe(lambda _, saving=saving: saving.ask(from_page=False), names="value")
        self.widget = widgets.VBox([*self.boxes.values(), self.own_words, self._status])

    def _save(self, key, value):
        kept = saved_work.update("hypotheses", key, value)
        said = "Saved." if kept else "This folder cannot be written, so your list is not kept."
        self._status.value = f'<div role="status" aria-live="polite">{said}</div>'

    def __repr__(self):
        lines = [f"  [{'x' if box.value else ' '}] {SUSPECTS[k]}" for k, box in self.boxes.items()]
        return "\n".join(["My suspects:", *lines, f"  In my words: {self.own_words.value or '-'}"])


def verdict(findings):
    """Return what the trial found, with the suspects that the learner named in lesson 00 first.

    Parameters
    ----------
    findings : dict
        A sentence for each name in ``SUSPECTS``.

    Raises ``ValueError`` when a suspect is missing or unknown.
    """
    if set(findings) != set(SUSPECTS):
        raise ValueError(
            f"A verdict has one sentence for each of {', '.join(SUSPECTS)}; "
            f"it was given {', '.join(findings) or 'none'}."
        )
    return Verdict(findings, saved_work.read().get("hypotheses", {}))


class Verdict:
    """The findings beside the learner's first hypotheses, as text and as HTML.

    Attributes
    ----------
    named, others : lists of the suspects' names, those ticked in lesson 00 and the rest
    own_words : str
    """

    def __init__(self, findings, kept):
        self._findings = findings
        self.own_words = kept.get("own words", "").strip()
        self.named = [name for name in SUSPECTS if kept.get(name)]
        self.others = [name for name in SUSPECTS if not kept.get(name)]

    def _parts(self):
        """Headings, each with its suspects; all in one part when nobody was named."""
        if not (self.named or self.own_words):
            return [("No list from lesson 00 is kept here. The findings on everyone:", self.others)]
        words = f'In your own words: "{self.own_words}"' if self.own_words else ""
        named = "You suspected:" if self.named else "You ticked nobody in lesson 00."
        return [(words, []), (named, self.named), ("Not on your list:", self.others)]

    def __repr__(self):
        said = []
        for heading, suspects in self._parts():
            said += [heading] if heading else []
            for suspect in suspects:
                said += [f"  {SUSPECTS[suspect]}", f"    {self._findings[suspect]}"]
        return "\n".join(said)

    def _repr_html_(self):
        parts = []
        for heading, suspects in self._parts():
            rows = "".join(
                f"<li><i>{html.escape(SUSPECTS[n])}</i> {html.escape(self._findings[n])}</li>"
                for n in suspects
            )
            parts += [f"<p><b>{html.escape(heading)}</b></p>"] if heading else []
            parts += [f"<ul>{rows}</ul>"] if rows else []
        return f'<div style="{PROSE}">{"".join(parts)}</div>'


def _prose(text, escaped=False):
    return f'<div style="{PROSE}">{text if escaped else html.escape(text)}</div>'
