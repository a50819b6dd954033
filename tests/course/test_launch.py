"""The two commands: what they say when something is missing, and that they notice what they find."""

import ast
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request

import pytest
from support import ROOT, wait_for

from nn_helpers.course import environment, launch
from nn_helpers.course.environment import SetUpError


@pytest.fixture
def course(tmp_path, monkeypatch):
    """An environment in a folder of its own, in which installing only leaves a note."""
    venv = tmp_path / "Zoë's course" / ".venv"
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "STAMP", venv / "course.json")
    monkeypatch.setattr(environment, "LOG", venv / "install.log")
    done = []

    def create():
        done.append("create")
        environment.python().parent.mkdir(parents=True, exist_ok=True)
        environment.python().touch()

    monkeypatch.setattr(environment, "_create", create)
    monkeypatch.setattr(environment, "_install", lambda purpose, say: done.append(purpose))
    return done


def ensure(purpose):
    environment.ensure(purpose, say=lambda line: None)


def test_the_second_run_installs_nothing(course):
    ensure("lab")
    ensure("lab")
    assert course == ["create", "lab"]


def test_the_tests_add_their_tools_and_the_lab_stays_ready(course):
    ensure("lab")
    ensure("test")
    ensure("lab")
    assert course == ["create", "lab", "test"]


def test_an_interrupted_set_up_is_made_anew(course, monkeypatch):
    def killed(purpose, say):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(environment, "_install", killed)
        with pytest.raises(KeyboardInterrupt):
            ensure("lab")
    ensure("lab")
    assert course == ["create", "create", "lab"]


@pytest.mark.parametrize("change", [{"root": "/elsewhere"}, {"python": [3, 1]}, {"installed": {}}])
def test_a_moved_or_outdated_environment_is_noticed(course, change):
    ensure("lab")
    stamp = json.loads(environment.STAMP.read_text(encoding="utf-8"))
    environment.STAMP.write_text(json.dumps({**stamp, **change}))
    ensure("lab")
    assert course[-1] == "lab"
    assert course.count("lab") == 2


def test_a_broken_stamp_counts_as_none(course):
    ensure("lab")
    environment.STAMP.write_text('{"root": ')
    ensure("lab")
    assert course == ["create", "lab", "create", "lab"]


def test_changed_requirements_are_installed(course, monkeypatch, tmp_path):
    ensure("lab")
    newer = tmp_path / "requirements.txt"
    newer.write_text("numpy==9")
    monkeypatch.setitem(environment.LOCKS, "lab", newer)
    ensure("lab")
    assert course == ["create", "lab", "lab"]


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("NewConnectionError: Failed to establish a new connection", "internet once"),
        ("[Errno 13] Permission denied: '/usr'", "folder of your own"),
        ("PermissionError: [WinError 32] ... is being used by another process", "Close JupyterLab"),
        ("ERROR: [Errno 2] ... does not have Windows Long Path support enabled", "a shorter one"),
        ("OSError: [WinError 112] There is not enough space on the disk", "disk is full"),
        ("PermissionError: [WinError 5] Access is denied", "folder of your own"),
        ("<urlopen error [Errno 11001] getaddrinfo failed>", "internet once"),
        ("error: something new", "install.log"),
    ],
)
def test_pip_failures_become_one_line(output, words):
    line = environment.explain(output)
    assert words in line
    assert "\n" not in line


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_that_cannot_make_environments_is_told_what_to_install(module, monkeypatch):
    find = environment.importlib.util.find_spec
    monkeypatch.setattr(
        environment.importlib.util, "find_spec", lambda name: None if name == module else find(name)
    )
    with pytest.raises(SetUpError, match="python3-venv"):
        environment._create()


def test_on_windows_the_environment_has_its_own_places(monkeypatch):
    monkeypatch.setattr(environment.os, "name", "nt")
    assert environment.python().relative_to(environment.VENV).as_posix() == "Scripts/python.exe"


def test_what_the_system_says_in_another_encoding_is_no_crash(monkeypatch, tmp_path):
    """A German Windows says "Zugriff verweigert" with an umlaut in the folder, in code page 850."""
    speaker = tmp_path / "speaker"
    speaker.mkdir()
    (speaker / "venv.py").write_text(
        "import sys; sys.stderr.buffer.write(b'Zo\\x89: Access is denied'); sys.exit(1)"
    )
    monkeypatch.setenv("PYTHONPATH", str(speaker))
    monkeypatch.setattr(environment.sys, "_base_executable", sys.executable)
    with pytest.raises(SetUpError, match="folder of your own"):
        environment._create()


def test_an_old_python_gets_one_line(monkeypatch):
    code = (ROOT / "nn_helpers" / "__main__.py").read_text(encoding="utf-8")
    monkeypatch.setattr(sys, "version_info", (3, 6, 15, "final", 0))
    with pytest.raises(
        SystemExit, match=r"needs Python 3\.11 or newer, and this is Python 3\.6\.15"
    ):
        exec(compile(code, "__main__.py", "exec"), {"__name__": "__main__", "__package__": ""})


def test_what_runs_before_the_version_check_is_plain_old_python():
    for file in ("__init__.py", "__main__.py"):
        code = (ROOT / "nn_helpers" / file).read_text(encoding="utf-8")
        assert not re.search(r'\bf"|:=|\bmatch |->', code), file


@pytest.mark.parametrize("folder", [".", "notebooks", "tests"])
def test_the_commands_work_from_every_folder(folder):
    path = os.path.relpath(ROOT / "nn_helpers", ROOT / folder)
    done = subprocess.run(
        [sys.executable, "-S", path, "--help"],
        cwd=ROOT / folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "open the course in JupyterLab" in done.stdout


def test_setting_up_needs_the_standard_library_alone():
    code = "import nn_helpers.course.launch, sys; print('numpy' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_the_tests_may_write_bytecode_and_keep_the_rest_of_the_environment(monkeypatch):
    started = []

    def run(command, env, **_how):
        started.append((command[1:], env))
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("SOMETHING_ELSE", "kept")
    monkeypatch.setattr(environment, "ensure", started.append)
    monkeypatch.setattr(subprocess, "run", run)
    assert launch.main(["test", "-k", "nothing"]) == 3
    purpose, (command, env) = started
    assert purpose == "test"
    assert command == ["-m", "pytest", "-k", "nothing"]
    assert "PYTHONDONTWRITEBYTECODE" not in env
    assert env["SOMETHING_ELSE"] == "kept"


def test_a_taken_port_is_refused_when_asked_for_and_avoided_when_not(monkeypatch, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SetUpError, match=f"Port {port} cannot be used"):
            launch.choose_port(port)
        monkeypatch.setattr(launch, "USUAL_PORT", port)
        assert launch.choose_port(None) > port
        assert f"Port {port} is taken" in capsys.readouterr().out


@pytest.mark.parametrize("port", [-1, 70_000])
def test_an_impossible_port_is_refused(port):
    with pytest.raises(SetUpError):
        launch.choose_port(port)


def test_unknown_words_after_lab_are_refused(capsys):
    with pytest.raises(SystemExit):
        launch.main(["lab", "--prot", "8889"])
    assert "--prot 8889" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="sends Unix signals")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=lambda stop: stop.name)
def test_the_lab_opens_on_lesson_00_and_stops_cleanly(stop, tmp_path):
    # The environment that runs the tests stands in for .venv, so nothing is installed here.
    # A shell starts what it runs in the background deaf to interrupts, and all its children inherit that.
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "import sys; from pathlib import Path; from nn_helpers.course import environment, launch;"
        "environment.ensure = lambda purpose: None;"
        "environment.python = lambda: Path(sys.executable);"
        "sys.exit(launch.main(['lab', '--no-browser']))"
    )
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
    lab = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=env,
        start_new_session=True,
    )
    try:
        link = next(line for line in lab.stdout if "http://" in line).split()[-1]
        assert "/lab/tree/notebooks/00_the_case.ipynb?token=" in link
        wait_for(link)
        with pytest.raises(OSError):  # without the token nobody gets in
            urllib.request.urlopen(link.split("/lab/")[0] + "/api/contents")
        os.killpg(lab.pid, stop)
        assert lab.wait(timeout=120) == 0
    finally:
        if lab.poll() is None:
            os.killpg(lab.pid, signal.SIGKILL)
    with pytest.raises(OSError):
        time.sleep(0.2)
        urllib.request.urlopen(link, timeout=2)


# The lock files -----------------------------------------------------------------------------------


def names(lines):
    found = (re.match(r"[A-Za-z0-9][\w.-]*", line) for line in lines)
    return {re.sub(r"[-_.]+", "-", match.group()).lower() for match in found if match}


def pinned(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return {
        line.split(" ;")[0].rstrip(" \\") for line in lines if "==" in line[:60] and line[0] != " "
    }


def test_the_locks_hold_every_direct_dependency():
    learner = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lab, test = (pinned(path) for path in environment.LOCKS.values())
    assert names(learner) <= names(lab)
    groups = project["dependency-groups"]
    tools = [line for name in ("site", "test") for line in groups[name] if isinstance(line, str)]
    assert names(tools) <= names(test)
    assert lab <= test, "the tests would run with other versions than the learner has"


@pytest.mark.parametrize("path", environment.LOCKS.values(), ids=lambda path: path.parent.name)
def test_the_locks_have_hashes_and_no_addresses(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("--hash=sha256:") > len(pinned(path))
    assert "://" not in text
    assert "-index" not in text


def test_the_test_tools_stay_out_of_the_learners_environment():
    lab = names(pinned(environment.LOCKS["lab"]))
    assert not lab & {"playwright", "hypothesis", "jupytext", "ruff", "uv", "jupyter-repo2docker"}


def test_requirements_are_exactly_what_the_lessons_import():
    """Direct imports of nn_helpers outside the workshop, plus what opens and tests a notebook."""
    imported = set()
    package = ROOT / "nn_helpers"
    for file in package.rglob("*.py"):
        if "course" not in file.relative_to(package).parts:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    imported |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    imported.add(node.module.split(".")[0])
    imported -= set(sys.stdlib_module_names) | {"nn_helpers"}
    as_named = {"PIL": "pillow", "IPython": "ipython", "sklearn": "scikit-learn"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    optional = names(line for extra in extras if extra != "lab" for line in extras[extra])
    needed = {as_named.get(name, name) for name in imported} - optional
    listed = names((ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines())
    assert needed <= listed
    assert listed - needed <= {"jupyterlab", "nbval", "ipykernel"}
