"""Two servers on this machine: one for the site, one that answers for the network Pyodide comes from.

The site is opened unmodified. The browser is told that the network's name is this machine, so that its
requests, also those of workers, go through the browser's own ways: checks of origins, caches, hashes.
"""

import contextlib
import functools
import http.server
import shutil
import ssl
import subprocess
import threading
from pathlib import Path

import pyodide_folder

HOST = "cdn.jsdelivr.net"
TYPES = {
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".json": "application/json",
    ".whl": "application/octet-stream",
}


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files of a folder, as a server far away sends them: cached for long, for pages of any origin."""

    protocol_version = "HTTP/1.1"
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | TYPES

    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Cache-Control", f"public, max-age={self.server.keep_for}")
        super().end_headers()

    def log_request(self, code="-", size="-"):
        self.server.asked.append((self.path, int(code)))

    def log_message(self, *_message):
        """Say nothing: what was asked for is kept by ``log_request``."""


class Server(http.server.ThreadingHTTPServer):
    """Serve a folder on this machine alone.

    Attributes
    ----------
    asked : list of (path, status)
    keep_for : seconds for which browsers may keep what they got
    """

    daemon_threads = True

    def __init__(self, root, keep_for, handler):
        self.asked, self.keep_for = [], keep_for
        super().__init__(("127.0.0.1", 0), functools.partial(handler, directory=str(root)))

    @property
    def port(self):
        return self.server_address[1]

    def handle_error(self, *_request):
        """A browser that closes a connection half-way is no error."""


@contextlib.contextmanager
def serving(root, keep_for=600, certificate=None, handler=Handler):
    """Serve a folder while the block runs; with a certificate (cert and key) over TLS."""
    server = Server(root, keep_for, handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def certificate(folder):
    """Make a certificate for the network's name; return the paths of it and of its key."""
    if not shutil.which("openssl"):
        raise pyodide_folder.CannotBeHad("openssl is not installed. Debian: apt install openssl")
    paths = [str(Path(folder) / name) for name in ("certificate.pem", "key.pem")]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", f"/CN={HOST}", "-out", paths[0], "-keyout", paths[1]],
        check=True, capture_output=True,
    )  # fmt: skip
    return paths


def lay_out(root, parts):
    """Link Pyodide's folder to where the network has it, below ``root``."""
    place = root / pyodide_folder.CONTENT_NETWORK.split(HOST)[1].strip("/")
    place.parent.mkdir(parents=True)
    place.symlink_to(parts, target_is_directory=True)


def options(port, others=False):
    """Return the browser's options: the network's name is our server, and all others if wanted.

    Else no other name is known.
    """
    rest = f"127.0.0.1:{port}" if others else "~NOTFOUND"
    rules = f"MAP {HOST} 127.0.0.1:{port}, MAP * {rest}, EXCLUDE 127.0.0.1"
    return "--ignore-certificate-errors", f"--host-resolver-rules={rules}"
