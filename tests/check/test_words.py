"""What a check says: four short parts, a question that fits, and never a line of a solution."""

import ast
import inspect
import re
import textwrap

import held_out_a
import pytest
import wrong_answers
from test_matrix import EXERCISES

from nn_helpers import bugs
from nn_helpers.bugs import results
from nn_helpers.check import words
from nn_helpers.course import build

ALL = [
    *((bug.exercise, bug.function) for bug in bugs.zoo()),
    *((name, function) for name, _, function in wrong_answers.ANSWERS),
    *((name, function) for name, _, function in held_out_a.WRONG),
]
WITHOUT_FORMULA = ("wire_xor", "ignores_its_input")  # their first hint fits whatever went wrong


@pytest.fixture(scope="module")
def reports(usual_report):
    """The reports of all wrong answers, with the learner's own lines left out."""
    return [usual_report(name, function) for name, function in ALL]


def opened(block):
    """Return a block that may begin inside a loop and end outside of it, with heads for its lines."""
    depths = [len(line) - len(line.lstrip()) for line in block.splitlines() if line.strip()]
    heads = [f"{' ' * depth}if True:\n" for depth in range(min(depths), depths[0], 4)]
    return "".join(heads) + block


def solutions():
    """The lines and expressions that solve an exercise, in the lessons and in the course's modules."""
    found, blocks = [], []
    for source in build.sources():
        text = source.read_text(encoding="utf-8")
        blocks += re.findall(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", text, re.DOTALL)
    for exercise in EXERCISES.values():
        if exercise.reference:
            blocks.append(inspect.getsource(exercise.reference))
    for block in blocks:
        found += block.splitlines()
        inside = f"def solution():\n{textwrap.indent(textwrap.dedent(opened(block)), '    ')}\n"
        for node in ast.walk(ast.parse(inside)):
            if isinstance(node, ast.BinOp):
                found.append(ast.unparse(node))
                if isinstance(node.left, ast.BinOp):  # of a * b * c, b * c as well
                    found.append(ast.unparse(ast.BinOp(node.left.right, node.op, node.right)))
    whole = (line for line in map(plain, found) if len(line) >= 4 and not line.endswith("("))
    return {line for line in whole if OPERATION.search(line)}


OPERATION = re.compile(r"[-+/@=]|[a-z]\(")  # what is more than a list of names


def plain(text):
    """A line of code without spaces, quotes, multiplication signs and return."""
    return re.sub(r"[\s\"'*]", "", re.sub(r"#.*|^\s*return\s+|^\s*(def|for|if|>>>).*", "", text))


def told(reports):
    """All texts of the checks: hints, questions, causes, and what they said of wrong answers."""
    texts = [
        text for part in words.WORDS.values() for text in part.values() if isinstance(text, str)
    ]
    texts += [hint for hints in words.HINTS.values() for hint in hints]
    texts += words.RIGHT.values()
    texts += [bug.how for name in bugs.exercises() for bug in bugs.family(name)]
    for report in reports:
        texts += [re.sub(r"\nIn line \d+:.*", "", line) for line in (*report.lines, report.detail)]
    return texts


def test_no_text_holds_a_line_of_a_solution(reports):
    lines = solutions()
    assert len(lines) > 50
    everything = {plain(text) for text in told(reports)}
    leaks = {(line, text) for line in lines for text in everything if line in text}
    assert not leaks


@pytest.mark.parametrize(
    "leak", ["The slope is A1 (1 - A1).", "Use p - learning_rate * g.", "Try delta1 @ X.T there."]
)
def test_a_planted_leak_would_be_found(leak):
    assert any(line in plain(leak) for line in solutions())


def test_every_report_has_four_short_parts(reports):
    for report in reports:
        assert 3 <= len(report.lines) <= 4, report
        assert report.lines[0].startswith("Called"), report
        assert report.lines[-1].rstrip().endswith("?") or "?" in report.lines[-1], report
        assert len(" ".join(report.lines).split()) <= 80, report


def test_every_sentence_begins_with_a_capital(reports):
    """Also where the name of an array, which is a small letter, would be the first word."""
    for report in reports:
        for line in report.lines:
            text = re.sub(r"\nIn line \d+:.*", "", line)
            for sentence in re.split(r"(?<=[a-z)\]][.?!]) ", text):
                assert sentence[0].isupper() or sentence[0].isdigit(), report


def test_the_question_follows_from_the_mistake(reports):
    """A first hint opens an exercise; after a wrong answer the question is about that answer.

    Code that is still as it was handed out is no answer yet.
    """
    for (name, _), report in zip(ALL, reports, strict=True):
        untouched = any("It still does what it did" in line for line in report.lines)
        if name not in WITHOUT_FORMULA and not untouched:
            assert report.lines[-1] != words.HINTS[name][0], report


def test_every_name_of_a_mistake_has_a_question(reports):
    slugs = {(bug.exercise, bug.slug) for name in bugs.exercises() for bug in bugs.family(name)}
    slugs |= {(r.exercise, r.mistake) for r in reports if r.mistake} | {("", s) for s in ENDS}
    without = [
        (name, slug) for name, slug in slugs
        if words.question(name, slug) == words.HINTS.get(name, [""])[0]
    ]  # fmt: skip
    assert not without


def test_no_question_is_left_over():
    named = {bug.slug for name in bugs.exercises() for bug in bugs.family(name)} | set(ENDS)
    used = named | {slug.partition("-and-")[0] for slug in named} | ASKED
    assert {name.rpartition(".")[2] for name in words.QUESTIONS} <= used


ENDS = {slug for slug, *_ in results.ENDS} | {"other-order"}
# Names that show without the catalogue.
ASKED = set(
    [
        "name-missing",
        "other-arguments",
        "wrong-count",
        "endless-loop",
        "two-answers",
        "own-generator",
        "h-ignored",
        "integer-parameters",
        "step-too-small",
        "solves-or",
        "solves-and",
        "solves-nand",
        "solves-nor",
        "answers-swapped",
        "not-steep-enough",
        "stale-activations",
    ]
)
