"""A kernel at the level of its protocol: cells, comms that name a subshell, and what they print."""

import contextlib
import time

from jupyter_client.manager import start_new_kernel


class Kernel:
    """A running kernel. ``subshell`` is the id of a second thread of it, or None where it has none."""

    def __init__(self, manager, client, subshells):
        self.client, self.subshell = client, None
        self.interrupt = manager.interrupt_kernel
        client.kernel_info()
        info = client.get_shell_msg(timeout=30)["content"]
        self.version = info["implementation_version"]
        if subshells and "kernel subshells" in info.get("supported_features", ()):
            request = client.session.msg("create_subshell_request", {})
            client.control_channel.send(request)
            self.subshell = client.get_control_msg(timeout=30)["content"]["subshell_id"]

    def start(self, code):
        return self.client.execute(code)

    def outputs(self, request, timeout=60):
        """Wait for the end of a cell; return its text, the number of its pictures, and its errors."""
        text, pictures, errors = "", 0, []
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != request:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "stream":
                text += content["text"]
            elif kind in ("display_data", "execute_result"):
                pictures += "image/png" in content["data"]
                text += content["data"].get("text/plain", "") if kind == "execute_result" else ""
            elif kind == "error":
                errors.append(f"{content['ename']}: {content['evalue']}")
            elif kind == "status" and content["execution_state"] == "idle":
                return text, pictures, errors
        raise TimeoutError(f"the cell did not end within {timeout} s")

    def run(self, code, timeout=60):
        return self.outputs(self.start(code), timeout)

    def send(self, comm, **state):
        """Set a widget's state as a page does; return the id of the message for ``outputs``.

        The message names the subshell, if there is one.
        """
        return self._tell(comm, {"method": "update", "state": state, "buffer_paths": []})

    def say(self, comm, **content):
        """Send a widget a message of its own as a page does; return the id for ``outputs``."""
        return self._tell(comm, {"method": "custom", "content": content})

    def _tell(self, comm, data):
        message = self.client.session.msg("comm_msg", {"comm_id": comm, "data": data})
        if self.subshell:
            message["header"]["subshell_id"] = self.subshell
        self.client.shell_channel.send(message)
        return message["header"]["msg_id"]


@contextlib.contextmanager
def running(subshells=True):
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        yield Kernel(manager, client, subshells)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
