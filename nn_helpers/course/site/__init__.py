"""The whole course as a static site that runs in a browser tab: JupyterLite with Python in it.

``python3 -m nn_helpers site DIR`` writes it. ``write`` puts it together out of the learner's notebooks
(``notebooks``), the wheels that are not part of Pyodide (``wheels``), and how JupyterLite is set
(``settings``). ``pyodide`` reads a folder with Pyodide, where one is to be part of the site.
"""
