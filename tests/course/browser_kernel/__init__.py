"""Python programs that tests run under Pyodide in Node, as the kernel in a browser tab would."""
