#!/usr/bin/env bash
# A websocket client of tornado that has messages unread stops answering pings.
#
# One would guess: the library answers a server's pings by itself for as long as the connection is open,
# whether or not the program has asked for its messages yet.
# What happens: the client keeps one message, and takes further ones off the line only when
# read_message() is called. A ping behind unread messages is never seen, the server's ping timeout passes,
# and the server closes. A program that talks to many Jupyter kernels in turn loses those that wait.
# With on_message_callback=queue.put_nowait the connection stays.
# Versions: tornado 6.6.1, Python 3.11.
# Source: tornado/websocket.py, WebSocketClientConnection.read_queue holds one message; seen by running.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tornado==6.6.1
"$folder/venv/bin/python" - <<'PY'
import asyncio

import tornado
import tornado.httpserver
import tornado.testing
import tornado.web
import tornado.websocket

closed = []


class Chatty(tornado.websocket.WebSocketHandler):
    def open(self):
        for number in range(5):
            self.write_message(str(number))

    def on_close(self):
        closed.append(self.get_argument("who"))


async def main():
    application = tornado.web.Application(
        [("/", Chatty)], websocket_ping_interval=1, websocket_ping_timeout=1
    )
    server = tornado.httpserver.HTTPServer(application)
    socket, port = tornado.testing.bind_unused_port()
    server.add_socket(socket)
    address = f"ws://127.0.0.1:{port}/?who="
    connect = tornado.websocket.websocket_connect
    inbox = asyncio.Queue()
    taken = await connect(address + "taken", on_message_callback=inbox.put_nowait)
    unread = await connect(address + "unread")
    await asyncio.sleep(14)  # the ping, its timeout, and five seconds for a farewell that does not come
    print("tornado", tornado.version)
    print("closed by the server after 14 s:", *closed)
    assert closed == ["unread"], "this has changed: pings are answered whatever is unread"
    taken.close()
    unread.close()


asyncio.run(main())
PY
# Output seen:
# tornado 6.6.1
# closed by the server after 14 s: unread
