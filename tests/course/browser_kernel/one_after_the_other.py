"""Inside Pyodide: several of these programs, one after the other, so that it is started once."""

import importlib
import json


async def main(given):
    """Take ``{"programs": {name: what it is given}}``. Return what each returns, by its name."""
    found = {}
    for name, own in json.loads(given)["programs"].items():
        program = importlib.import_module(name)
        found[name] = json.loads(await program.main(json.dumps(own)))
    return json.dumps(found)
