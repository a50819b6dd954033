"""What the tests of the site share: a site, built once, offline, and the parts that are fetched."""

import shutil

import pyodide_folder
import pytest
from site_command import write_site
from support import skip_unless_ci

from nn_helpers.course.site import wheels
from nn_helpers.course.site.errors import SiteError


@pytest.fixture(scope="session")
def pure_wheels():
    """The cache is full: from now on no site needs the internet."""
    try:
        return wheels.fetched()
    except SiteError as error:
        skip_unless_ci(f"No site can be built without the widgets' wheels: {error}")


@pytest.fixture(scope="session")
def site(tmp_path_factory, pure_wheels):
    """A site in a folder of a server's root, for the version of Pyodide that tests can have."""
    to = tmp_path_factory.mktemp("server") / "some" / "course"
    ran = write_site(to, "--pyodide-url", f"{pyodide_folder.CONTENT_NETWORK}pyodide.mjs")
    assert ran.code == 0, ran.said
    return to


@pytest.fixture(scope="session")
def fast_site(tmp_path_factory, pure_wheels, parts):
    """A site as it is deployed, with its modules compiled."""
    to = tmp_path_factory.mktemp("server") / "some" / "course"
    address = f"{pyodide_folder.CONTENT_NETWORK}pyodide.mjs"
    if not shutil.which("node"):
        skip_unless_ci("Node is not installed. Debian: sudo apt install nodejs")
    ran = write_site(to, "--pyodide-url", address, "--precompile", parts)
    assert ran.code == 0, ran.said
    return to


@pytest.fixture(scope="session")
def parts():
    """A folder with the parts of Pyodide that lessons need."""
    try:
        return pyodide_folder.folder()
    except pyodide_folder.CannotBeHad as error:
        skip_unless_ci(f"Pyodide cannot be had for this test: {error}")
