"""Start the building of the site from the command line, as launch does in the course's environment."""

import sys

from nn_helpers.course.site.write import main

if __name__ == "__main__":
    sys.exit(main())
