"""Inside Pyodide: import what lessons import, and return these modules compiled, as a zip."""

import base64
import importlib
import io
import json
import pkgutil
import py_compile
import sys
import tempfile
import zipfile
from pathlib import Path

FIRST = (
    "micropip", "piplite", "IPython", "pyodide_kernel", "numpy", "ipywidgets", "anywidget",
    "matplotlib.pyplot", "matplotlib_inline.backend_inline",
)  # fmt: skip


async def main(_given):
    """Return ``{"modules": number, "zip": base64 text}`` as a JSON text."""
    for name in FIRST:
        importlib.import_module(name)
    import nn_helpers

    for module in pkgutil.walk_packages(nn_helpers.__path__, "nn_helpers."):
        if not module.name.startswith(("nn_helpers.course", "nn_helpers.__main__")):
            importlib.import_module(module.name)
    packages = Path(sys.modules["numpy"].__file__).parents[1]
    sources = sorted(set(imported_from(packages)))
    packed = compiled(packages, sources)
    return json.dumps({"modules": len(sources), "zip": base64.b64encode(packed).decode()})


def imported_from(folder):
    """Yield the source files in a folder of all modules that are imported."""
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if file and file.endswith(".py") and Path(file).is_relative_to(folder):
            yield Path(file)


def compiled(folder, sources):
    """Return a zip of the compiled modules, at the places where Python looks for them.

    Each holds the hash of its source. Python compares it, and compiles anew where the source differs.
    """
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        tempfile.TemporaryDirectory() as scratch,
    ):
        for source in sources:
            place = Path(importlib.util.cache_from_source(str(source)))
            made = py_compile.compile(
                str(source), cfile=f"{scratch}/module.pyc", doraise=True,
                invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH,
            )  # fmt: skip
            entry = zipfile.ZipInfo(place.relative_to(folder).as_posix(), (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, Path(made).read_bytes())
    return packed.getvalue()
