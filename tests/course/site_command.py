"""Run the command that writes a site, in a process that cannot reach the internet."""

import os
import subprocess
import sys
from typing import NamedTuple

NO_INTERNET = {
    "PIP_NO_INDEX": "1",
    **dict.fromkeys(
        ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9"
    ),
    **dict.fromkeys(("no_proxy", "NO_PROXY"), ""),
}


class Ran(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    said: str


def write_site(*arguments, **env):
    """Run the command that writes a site, without internet."""
    done = subprocess.run(
        [sys.executable, "-m", "nn_helpers.course.site", *map(str, arguments)],
        env={**os.environ, **NO_INTERNET, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout + done.stderr)
