#!/usr/bin/env bash
# In JupyterLite's Python kernel, an object that displays itself leaves an empty result behind.
#
# An object with _ipython_display_ displays itself, and has no other form. One would guess that a cell
# that ends with it shows what it displays and no result, as in ipykernel. The kernel of JupyterLite
# sends an execute_result besides, with no data in it. A page shows a blank output; a comparison of
# outputs with those of ipykernel finds one more.
#
# Versions: jupyterlite-pyodide-kernel 0.8.6, pyodide 314.0.3 in Node, IPython 9.12.0
# Source: LiteDisplayHook.finish_displayhook in pyodide_kernel/display.py publishes whatever it holds.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

python3 -m venv venv
venv/bin/pip download -q --no-deps --only-binary=:all: --python-version=3.14 -d wheels \
    jupyterlite-pyodide-kernel==0.8.6 ipython==9.12.0 traitlets==5.14.3 decorator==5.2.1 comm==0.2.3 \
    matplotlib-inline==0.2.1 prompt-toolkit==3.0.52 pygments==2.20.0 stack-data==0.6.3 asttokens==3.0.1 \
    executing==2.2.1 pure-eval==0.2.3 wcwidth==0.6.0 jedi==0.19.2 parso==0.8.6
venv/bin/python -m zipfile -e wheels/jupyterlite_pyodide_kernel-*.whl kernel
find kernel -name 'pyodide_kernel-*.whl' -exec cp {} wheels/ \;
rm wheels/jupyterlite_pyodide_kernel-*.whl
npm install --silent --no-audit --no-fund pyodide@314.0.3 >/dev/null

cat > see.py <<'PROGRAM'
import pyodide_kernel

kernel, sent = pyodide_kernel.kernel_instance, []
kernel._parent_header = {"header": {}}
kernel.interpreter.display_pub.display_data_callback = lambda data, *_: sent.append(("display", data))
kernel.interpreter.displayhook.publish_execution_result = lambda _, data, __: sent.append(("result", data))
await kernel.run("""
class Itself:
    def _ipython_display_(self):
        display({"text/plain": "here I am"}, raw=True)
Itself()""")
repr(sent)
PROGRAM
cat > see.mjs <<'PROGRAM'
import fs from "node:fs";
import { loadPyodide, version } from "pyodide";
const pyodide = await loadPyodide();
const to = pyodide.runPython("import sysconfig; sysconfig.get_path('purelib')");
for (const name of fs.readdirSync("wheels"))
  pyodide.unpackArchive(new Uint8Array(fs.readFileSync("wheels/" + name)), "wheel", { extractDir: to });
console.log("pyodide", version);
console.log(await pyodide.runPythonAsync(fs.readFileSync("see.py", "utf8")));
PROGRAM
node see.mjs | tee seen
# Seen: [('display', {'text/plain': 'here I am'}), ('result', {})]
grep -qF "('result', {})" seen
