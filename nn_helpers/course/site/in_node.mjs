// Run a Python program under Pyodide in Node, with the packages that the site loads.
//
// node in_node.mjs TASK.json: {"pyodide": folder, "packages": names and paths of wheels, "modules": folders
// of Python modules to read, "program": path, "input": anything, "output": path}. The program's async
// function main(input) returns what is written to the output, both as JSON texts.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const task = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const quiet = { messageCallback: () => {} };

function shorten(text) {
  return String(text).split("\n").map((line) => line.slice(0, 300)).join("\n");
}

try {
  const began = performance.now();
  const { loadPyodide } = await import(pathToFileURL(path.join(task.pyodide, "pyodide.mjs")).href);
  const pyodide = await loadPyodide({ indexURL: task.pyodide + "/", packageBaseUrl: task.pyodide + "/" });
  await pyodide.loadPackage(task.packages, quiet);
  task.modules.forEach((folder, i) => {
    pyodide.mountNodeFS(`/modules${i}`, folder);
    pyodide.runPython(`import sys; sys.path.append("/modules${i}")`);
  });
  const seconds = (performance.now() - began) / 1000;
  await pyodide.runPythonAsync(fs.readFileSync(task.program, "utf8"));
  const main = pyodide.globals.get("main");
  const given = JSON.stringify({ ...task.input, start_seconds: seconds });
  fs.writeFileSync(task.output, await main(given));
} catch (error) {
  console.error(shorten(error.stack || error));
  console.error(shorten(error.message || ""));
  process.exitCode = 1;
}
