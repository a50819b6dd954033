"""One kernel for many notebooks: to start one and import the course takes longer than most of them.

Between two notebooks all names and figures are cleared, and saved work unless it is kept. That a lesson runs in a kernel of
its own is seen elsewhere: by nbval, by the homework test and in the browser.
"""

import contextlib
import os

from nbclient import NotebookClient
from nbclient.util import run_sync
from nbformat.v4 import new_code_cell, new_notebook

from nn_helpers.course import build

FORGET = """
import os, pathlib
pathlib.Path(os.environ["NN_HELPERS_SAVED"]).unlink(missing_ok=True)
"""
CLEAR = """
import matplotlib.pyplot as plt
plt.close("all")
get_ipython().reset(new_session=False)
"""


class SharedKernel:
    """Runs notebooks one after the other, each as a learner would who has saved nothing."""

    def __init__(self, manager):
        self.manager = manager

    def execute(self, notebook, keep_saved=False):
        """Run a notebook from top to bottom; its cells get their outputs.

        With ``keep_saved`` the learner has done the notebooks before this one, and goes on.
        Raises ``CellExecutionError`` for the first cell that fails.
        """
        clear = CLEAR if keep_saved else FORGET + CLEAR
        self._client(new_notebook(cells=[new_code_cell(clear)])).execute()
        self._client(notebook).execute()

    def _client(self, notebook):
        return NotebookClient(
            notebook,
            km=self.manager,
            timeout=build.CELL_SECONDS,
            coalesce_streams=True,
            store_widget_state=False,
        )


@contextlib.contextmanager
def shared_kernel(folder, scratch):
    """Start a kernel in ``folder`` that keeps saved work and settings in ``scratch``."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "MPLBACKEND"))}
    env |= {"NN_HELPERS_SAVED": str(scratch / "saved.jsonl"), "IPYTHONDIR": str(scratch)}
    starter = NotebookClient(
        new_notebook(), kernel_name="python3", extra_arguments=["--log-level=ERROR"]
    )
    manager = starter.create_kernel_manager()
    run_sync(starter.async_start_new_kernel)(env=env, cwd=str(folder))
    try:
        yield SharedKernel(manager)
    finally:
        run_sync(manager.shutdown_kernel)(now=True)
