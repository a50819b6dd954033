"""How JupyterLite is set: where Python comes from, what it loads at its start FROM_PYODIDE."""

KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
NAME = "Why does this network not learn?"
# Addresses of wheels are read from where the kernel's worker lies in the site. So the site may stand in
# any folder of a server.
ROOT_FROM_WORKER = "../../../../"
# What Pyodide has itself, in its own builds. What these need comes along.
FROM_PYODIDE = ("micropip", "numpy", "ipython", "jedi", "matplotlib", "typing-extensions")


def jupyter_lite(wheels, pyodide_url=None):
    """Return the content of ``jupyter-lite.json``.

    Parameters
    ----------
    wheels : names of the wheel files in the site's folder ``pypi``
    pyodide_url : str or None, where ``pyodide.mjs`` is; None is the kernel's own choice

    All packages are named here, so they are fetched side by side while Python starts, and nothing has
    to find out what needs what.

    >>> jupyter_lite(["a-1-py3-none-any.whl"])["jupyter-config-data"]["appName"]
    'Why does this network not learn?'
    """
    own = [f"{ROOT_FROM_WORKER}pypi/{name}" for name in wheels]
    kernel = {
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": [*FROM_PYODIDE, *own]},
    }
    if pyodide_url:
        kernel["pyodideUrl"] = pyodide_url
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {"appName": NAME, "litePluginSettings": {KERNEL: kernel}},
    }


def build(contents, extensions, wheels):
    """Return the content of ``jupyter_lite_config.json``: what to put into the site.

    Parameters
    ----------
    contents, wheels : folders with the notebooks and with the wheels
    extensions : folders of JupyterLab's extensions. Others that happen to be installed stay out.
    """
    return {
        "LiteBuildConfig": {
            "apps": ["lab"],
            "contents": [str(contents)],
            "federated_extensions": [str(path) for path in extensions],
            "ignore_sys_prefix": True,
            "no_sourcemaps": True,
        },
        "PipliteAddon": {"piplite_urls": [str(wheels)]},
    }
