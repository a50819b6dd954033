"""Inside Pyodide: several of these programs, one after the other, so that it is started once."""

import importlib
import json


async def main(given):
    """Take ``{"programs": {label: [program, what it is given]}}``. Return what each returns, by its label."""
    given, found = json.loads(given), {}
    for label, (name, own) in given["programs"].items():
        program = importlib.import_module(name)
        task = json.dumps({**own, "start_seconds": given["start_seconds"]})
        found[label] = json.loads(await program.main(task))
    return json.dumps(found)
