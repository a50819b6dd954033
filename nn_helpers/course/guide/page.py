"""Write the computed parts (exercises, plans, folded answers) of ``notebooks/for_teachers.md``.

``python -m nn_helpers.course.guide.page`` writes them, and ``--check`` reports whether they are what
the lessons and the catalogue give. ``python3 -m nn_helpers build`` does it after the lessons.
"""

import argparse
import re
import sys

from nn_helpers import quiz
from nn_helpers.course import build
from nn_helpers.course.guide import mistakes, plans
from nn_helpers.course.guide.lessons import GuideError, lessons
from nn_helpers.course.minutes import span

PAGE = build.NOTEBOOKS / "for_teachers.md"
PART = re.compile(r"(?<=<!-- begin: )(\w+)( -->\n).*?(?=<!-- end -->)", re.DOTALL)


def main(arguments=None):
    """Write the parts, or check them. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, report a difference")
    options = parser.parse_args(arguments)
    before = PAGE.read_text(encoding="utf-8")
    try:
        after = written(before)
    except GuideError as error:
        print(error, file=sys.stderr)
        return 1
    name = PAGE.relative_to(build.NOTEBOOKS.parent).as_posix()
    if options.check and after != before:
        print(f"Not what the lessons give (run python3 -m nn_helpers build): {name}")
        return 1
    if not options.check:
        PAGE.write_text(after, encoding="utf-8", newline="\n")
        print(name)
    return 0


def written(text):
    """Return the text of the page with every part as it should be.

    Raises ``GuideError`` when a part is unknown or missing.
    """
    asked = [found[1] for found in PART.finditer(text)]
    if sorted(asked) != sorted(PARTS):
        raise GuideError(f"The page has the parts {', '.join(asked)}; it needs {', '.join(PARTS)}.")
    return PART.sub(lambda found: f"{found[1]}{found[2]}\n{PARTS[found[1]]()}\n\n", text)


def table(head, rows):
    """Return a table in Markdown. Bars in a field are written so that they do not end it.

    >>> print(table(("a", "b"), [(1, "x|y")]))
    | a | b |
    |---|---|
    | 1 | x\\|y |
    """
    lines = [head, *rows]
    text = [
        "| " + " | ".join(str(field).replace("|", "\\|") for field in line) + " |" for line in lines
    ]
    return "\n".join([text[0], "|" + "---|" * len(head), *text[1:]])


def folded(title, body):
    """Return a part that opens when its title is chosen. The blank lines make it Markdown again."""
    return f"<details>\n<summary>{title}</summary>\n\n{body}\n\n</details>"


def objectives():
    """Return the table of lessons: minutes, what students can do afterwards, exercises."""
    rows = [
        (
            f"[{lesson.number} {lesson.title}]({lesson.stem}.ipynb)",
            span(lesson.minutes[0]),
            span(lesson.minutes[1]) if any(lesson.minutes[1]) else "",
            "; ".join(lesson.objectives),
            ", ".join(f"`{name}`" for name in lesson.exercises) or "none",
        )
        for lesson in lessons()
    ]
    head = ("lesson", "minutes", "optional", "afterwards they can", "exercises that are graded")
    return table(head, rows)


def core_minutes():
    """Return the least core minutes of each lesson, by its number."""
    return {lesson.number: lesson.minutes[0][0] for lesson in lessons()}


def longest_minutes(numbers):
    """Return the most core minutes of some lessons together."""
    return sum(lesson.minutes[0][1] for lesson in lessons() if lesson.number in numbers)


def sessions():
    """Return the plan for four sessions as a table."""
    return table(
        ("session", "in class", "minutes", f"left of {plans.SESSION}", "at home, before the next"),
        [
            (at, ", ".join(taught), *spent_and_left(taught, spent), ", ".join(home) or "nothing")
            for at, (taught, spent, home) in enumerate(plans.sessions(core_minutes()), start=1)
        ],
    )


def spent_and_left(taught, least):
    """Return two fields: the minutes of lessons in class, and what they leave of a session."""
    most = longest_minutes(taught)
    left = tuple(max(0, plans.SESSION - spent) for spent in (most, least))
    return span((least, most)), span(left)


def afternoon():
    """Return the plan for an afternoon as a sentence."""
    chosen, spent = plans.afternoon(core_minutes())
    return (
        f"Lessons **{', '.join(chosen)}**: {spent} minutes by the lower counts, of the "
        f"{plans.AFTERNOON} that an afternoon has, with {plans.BREAKS} for two breaks."
    )


def common_mistakes():
    """Return the common mistakes, folded lesson by lesson."""
    parts = []
    for lesson in lessons():
        rows = [
            (f"`{exercise}`", f"`{slug}`", how, question)
            for exercise in lesson.exercises
            for slug, how, question in mistakes.common(exercise)
        ]
        if rows:
            head = ("exercise", "mistake", "what happened", "a question that helps")
            parts.append(folded(f"Lesson {lesson.number}: {lesson.title}", table(head, rows)))
    return "\n\n".join(parts)


def answers():
    """Return the answers to all questions, folded lesson by lesson."""
    parts = []
    for lesson in lessons():
        folded_answers = list(_predicted(lesson.number))
        for lab in lesson.labs:
            folded_answers.append(f"**Lab: {lab.title}**")
            pairs = zip(lab.questions, lab.answers, strict=True)
            folded_answers.append("\n".join(f"1. {_closed(q)} *{a}*" for q, a in pairs))
        if folded_answers:
            answers = "\n\n".join(folded_answers)
            parts.append(folded(f"Lesson {lesson.number}: {lesson.title}", answers))
    return "\n\n".join(parts)


def _predicted(number):
    """Yield each question of a lesson with its right answer and the reply to it."""
    for question in quiz.of_lesson(number).values():
        (right,) = [option for option in question["options"] if option.get("right")]
        yield f"**{question['prompt']}** {_closed(right['text'])} *{right['reply']}*"


def _closed(text):
    return text if text.endswith(("?", ".", "!", ")")) else f"{text}."


PARTS = {
    "objectives": objectives,
    "sessions": sessions,
    "afternoon": afternoon,
    "mistakes": common_mistakes,
    "answers": answers,
}

if __name__ == "__main__":
    sys.exit(main())
