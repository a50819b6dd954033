"""Questions with lettered options, asked by lesson and key of today or before; SUSPECTS, Verdict.

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
RENUMBERED_LESSONS = {"08": "09", "09": "10", "11": "12"}

# Questions whose name has told the answer: the old key, and today's.
RENAMED_QUESTIONS = {
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

OWN_WORDS_LAYOUT = {"width": "40em", "max_width": "100%"}

# As large and as wide as the text of a lesson.
PROSE = "font-size:14px;line-height:1.5;max-width:46em;white-space:normal"

# A button of ipywidgets holds one line and cuts off the rest; an answer may take three.
OPTIONS_STYLE = """<style>
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
    lesson, question_key = _lesson_and_key(name)
    for todays_lesson in (lesson, RENUMBERED_LESSONS.get(lesson)):
        for todays_key in (question_key, RENAMED_QUESTIONS.get(question_key)):
            if todays_key in of_lesson(todays_lesson):
                return f"{todays_lesson}.{todays_key}"
    questions = ", ".join(f"{lesson}.{key}" for key in of_lesson(lesson)) or "none for this lesson"
    raise KeyError(f"There is no question {name!r}. There are: {questions}.")


def _lesson_and_key(question_name):
    lesson, _, question_key = question_name.partition(".")
    return lesson, question_key


def load(name):
    """Return the prompt and the options of a question, as the TOML file has them."""
    lesson, question_key = _lesson_and_key(todays_name(name))
    return of_lesson(lesson)[question_key]


def names_of(name):
    """Return all names that a question of today has had in this lesson, today's first.

    >>> names_of("08.kept"), names_of("00.longer")
    (['08.kept', '08.alias'], ['00.longer'])
    """
    lesson, todays_key = _lesson_and_key(name)
    old_keys = (old for old, today in RENAMED_QUESTIONS.items() if today == todays_key)
    return [name, *(f"{lesson}.{old_key}" for old_key in old_keys)]


def of_lesson(lesson):
    """Return all questions of a lesson by their keys; none for a lesson that has no file."""
    for questions in resources.files("nn_helpers").joinpath("questions").iterdir():
        if questions.name.startswith(f"{lesson}_") and questions.name.endswith(".toml"):
            return tomllib.loads(questions.read_text(encoding="utf-8"))
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
        self.buttons = [self._option_button(letter) for letter in self.options]
        # No more room than this: a page scrolls to the middle of the next cell, and would lose the question.
        self._reply = widgets.HTML(layout=widgets.Layout(min_height="3.2em"))
        question = f"<b>{self.opening}.</b> {html.escape(prompt)}"
        asked = widgets.HTML(f'{OPTIONS_STYLE}<div style="{PROSE}">{question}</div>')
        self.widget = widgets.VBox([asked, *self.buttons, self._reply])
        self.widget.add_class("nn-question")
        answers = saved_work.read().get("answers", {})
        chosen_before = next((answers[n] for n in names_of(name) if n in answers), None)
        if chosen_before in self.options:
            self._show_reply(chosen_before)

    def _option_button(self, letter):
        option_button = widgets.Button(description=self._option_text(letter))
        choosing = main_thread.Work(lambda: self.choose(letter))
        option_button.on_click(lambda _: choosing.ask(from_page=False))
        return option_button

    def _option_text(self, letter, right_or_not=""):
        return f"{right_or_not}{letter}) {self.options[letter]['text']}"

    def choose(self, letter):
        """Answer: mark the chosen button, show the reply, and keep the answer."""
        self._show_reply(letter)
        saved_work.update("answers", self.name, letter)

    def _show_reply(self, letter):
        self.answer = letter
        for button, option_letter in zip(self.buttons, self.options, strict=True):
            button.remove_class("nn-chosen")
            button.description = self._option_text(option_letter)
            if option_letter == letter:
                button.add_class("nn-chosen")
                right_or_not = "✓ " if self.options[letter].get("right") else "– "
                button.description = self._option_text(letter, right_or_not)
        self._reply.value = (
            f'<div role="status" aria-live="polite" style="{PROSE};'
            'border-left:4px solid currentColor;padding-left:0.8em">'
            f"{html.escape(self.reply(letter))}</div>"
        )

    def reply(self, letter):
        """Return what the course answers to this option."""
        option = self.options.get(str(letter).strip().lower())
        if not option:
            raise ValueError(
                f"There is no answer {letter!r}; choose from {', '.join(self.options)}."
            )
        yes_or_no = "Yes." if option.get("right") else "Not quite."
        return f"{yes_or_no} {option['reply']}"

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
        ticked = saved_work.read().get("hypotheses", {})
        self.boxes = {
            suspect: _suspect_box(bool(ticked.get(suspect)), text)
            for suspect, text in SUSPECTS.items()
        }
        self.own_words = widgets.Text(
            value=ticked.get("own words", ""),
            description="In my words:",
            placeholder="It would learn if ...",
            layout=OWN_WORDS_LAYOUT,
            style={"description_width": "initial"},
        )
        self._suspects_saved = widgets.HTML()
        for suspect, field in (*self.boxes.items(), ("own words", self.own_words)):
            self._save_when_ticked(suspect, field)
        self.widget = widgets.VBox([*self.boxes.values(), self.own_words, self._suspects_saved])

    def _save_when_ticked(self, suspect, field):
        saving_suspect = main_thread.Work(lambda: self._save_suspect(suspect, field.value))
        field.observe(lambda _: saving_suspect.ask(from_page=False), names="value")

    def _save_suspect(self, suspect, ticked):
        saved = saved_work.update("hypotheses", suspect, ticked)
        suspects_saved = (
            "Saved." if saved else "This folder cannot be written, so your list is not kept."
        )
        self._suspects_saved.value = f'<div role="status" aria-live="polite">{suspects_saved}</div>'

    def __repr__(self):
        lines = [f"  [{'x' if b.value else ' '}] {SUSPECTS[s]}" for s, b in self.boxes.items()]
        return "\n".join(["My suspects:", *lines, f"  In my words: {self.own_words.value or '-'}"])


def _suspect_box(ticked, text):
    return widgets.Checkbox(value=ticked, description=text, indent=False, layout={"width": "auto"})


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

    def __init__(self, findings, ticked):
        self._findings = findings
        self.own_words = ticked.get("own words", "").strip()
        self.named = [suspect for suspect in SUSPECTS if ticked.get(suspect)]
        self.others = [suspect for suspect in SUSPECTS if not ticked.get(suspect)]

    def _headed_suspects(self):
        """Headings, each with its suspects; all in one part when nobody was named."""
        if not (self.named or self.own_words):
            return [("No list from lesson 00 is kept here. The findings on everyone:", self.others)]
        words = f'In your own words: "{self.own_words}"' if self.own_words else ""
        named = "You suspected:" if self.named else "You ticked nobody in lesson 00."
        return [(words, []), (named, self.named), ("Not on your list:", self.others)]

    def __repr__(self):
        verdict_lines = []
        for heading, suspects in self._headed_suspects():
            verdict_lines += [heading] if heading else []
            for suspect in suspects:
                verdict_lines += [f"  {SUSPECTS[suspect]}", f"    {self._findings[suspect]}"]
        return "\n".join(verdict_lines)

    def _repr_html_(self):
        verdict_html = ""
        for heading, suspects in self._headed_suspects():
            listed_suspects = "".join(map(self._suspect_html, suspects))
            verdict_html += f"<p><b>{html.escape(heading)}</b></p>" if heading else ""
            verdict_html += f"<ul>{listed_suspects}</ul>" if listed_suspects else ""
        return f'<div style="{PROSE}">{verdict_html}</div>'

    def _suspect_html(self, suspect):
        text, found = html.escape(SUSPECTS[suspect]), html.escape(self._findings[suspect])
        return f"<li><i>{text}</i> {found}</li>"
