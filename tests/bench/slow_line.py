"""A slow line between page and server: what passes is late by half a round trip, and has a width."""

import asyncio
import contextlib
import threading


class SlowLine:
    """A proxy on loopback in front of a server on loopback. It is a plain line until ``on`` is true.

    Parameters
    ----------
    port : of the server
    round_trip : seconds, half of it each way
    width : bits a second, in each direction, shared by all connections
    """

    def __init__(self, port, round_trip=0.150, width=2e6):
        self.server, self.late, self.width = port, round_trip / 2, width
        self.on = False
        self.passed = 0  # bytes from the server while the line was slow
        self._free = {"up": 0.0, "down": 0.0}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self):
        self._thread.start()
        start = asyncio.start_server(self._connected, "127.0.0.1", 0)
        self._door = asyncio.run_coroutine_threadsafe(start, self._loop).result()
        self.port = self._door.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._door.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)

    async def _connected(self, reader, writer):
        theirs = await asyncio.open_connection("127.0.0.1", self.server)
        await asyncio.gather(
            self._carry("up", reader, theirs[1]), self._carry("down", theirs[0], writer)
        )

    async def _carry(self, way, reader, writer):
        under_way = asyncio.Queue()
        arriving = asyncio.create_task(self._arrive(under_way, writer))
        with contextlib.suppress(ConnectionError):
            while chunk := await reader.read(16384):
                under_way.put_nowait((self._due(way, len(chunk)), chunk))
        under_way.put_nowait((0.0, b""))
        await arriving

    def _due(self, way, size):
        """Return when a chunk has arrived that enters the line now."""
        now = self._loop.time()
        if not self.on:
            return now
        self._free[way] = max(now, self._free[way]) + 8 * size / self.width
        self.passed += size if way == "down" else 0
        return self._free[way] + self.late

    async def _arrive(self, under_way, writer):
        with contextlib.suppress(ConnectionError):
            while True:
                due, chunk = await under_way.get()
                if not chunk:
                    break
                await asyncio.sleep(max(0.0, due - self._loop.time()))
                writer.write(chunk)
                await writer.drain()
        writer.close()
