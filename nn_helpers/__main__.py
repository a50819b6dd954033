"""Start a command of the course: refuse an old Python by its version, then run course/launch.py.

This file runs on whatever Python the machine has. So it uses no new syntax, and it looks at the
version before it imports anything else.
"""

import os
import sys


def main():
    if sys.version_info < (3, 11):
        old_version = ".".join(str(part) for part in sys.version_info[:3])
        sys.exit(
            "This course needs Python 3.11 or newer, and this is Python " + old_version + ". "
            "Install a newer one from python.org or your package manager, and start again with it."
        )
    if not __package__:
        # Started as `python3 path/to/nn_helpers`, which works from any folder.
        sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    from nn_helpers.course.launch import main as launch

    sys.exit(launch(sys.argv[1:]))


if __name__ == "__main__":
    main()
