"""`firstlight start`: it comes up, answers this computer, says where it is, and stops."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys

import pytest


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent in another way on Windows")
def test_start_opens_says_where_and_stops_on_control_c() -> None:
    port = free_port()
    words = [sys.executable, "-m", "firstlight", "start", "--no-browser", "--port", str(port)]
    running = subprocess.Popen(
        words,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # tests that a script starts in the background pass on that Ctrl-C is to be ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    with running:
        try:
            assert running.stderr is not None and running.stdout is not None
            line = running.stderr.readline().decode()
            assert line == f"Firstlight is at http://localhost:{port}/ (Ctrl-C stops it).\n"
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
            assert connection.getresponse().status == 200
            connection.close()
            running.send_signal(signal.SIGINT)
            assert running.wait(timeout=30) == 0
            assert running.stdout.read() == b""
        finally:
            running.kill()


def test_a_taken_port_ends_with_status_three_and_says_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        words = [sys.executable, "-m", "firstlight", "start", "--no-browser", "--port", str(port)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert done.returncode == 3
    assert f"Port {port} is already in use." in done.stderr
    assert "start --port" in done.stderr
    assert "Traceback" not in done.stderr
