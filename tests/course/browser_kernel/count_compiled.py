"""Inside Pyodide: how many of the modules that a lesson imports lie there compiled, from their source."""

import importlib.util
import json
import sys
from pathlib import Path


async def main(_given):
    """Return how many modules were imported from packages, and the names of those not compiled."""
    import pyodide_kernel  # noqa: F401

    import nn_helpers.check
    import nn_helpers.labs
    import nn_helpers.quiz  # noqa: F401

    packages = Path(sys.modules["numpy"].__file__).parents[1]
    files = [Path(getattr(module, "__file__", None) or "") for module in list(sys.modules.values())]
    sources = {file for file in files if file.suffix == ".py" and file.is_relative_to(packages)}
    missing = [str(source) for source in sources if not holds(source)]
    return json.dumps({"modules": len(sources), "missing": sorted(missing)})


def holds(source):
    """Return whether Python takes the compiled form of a source: the hash in it is the source's."""
    cached = Path(importlib.util.cache_from_source(str(source)))
    if not cached.exists():
        return False
    head = cached.read_bytes()[:16]
    return (
        head[:4] == importlib.util.MAGIC_NUMBER
        and int.from_bytes(head[4:8], "little") == 3  # a hash, and to be compared
        and head[8:] == importlib.util.source_hash(source.read_bytes())
    )
