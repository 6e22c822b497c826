"""Serve the site on this computer, and on no other address."""

from __future__ import annotations

import errno
import threading
import webbrowser
from collections.abc import Callable
from typing import Any

import waitress

from firstlight.base.errors import Fault, InputFaults
from firstlight_web.application import make_application

HOSTS = ("127.0.0.1", "localhost")
BROWSER_AFTER = 0.3  # seconds; by then the server answers


def make_server(host: str = "127.0.0.1", port: int = 8000) -> Any:
    """Bind the server; it answers once `run` is called on it. Port 0 takes any free one.

    Raises
    ------
    InputFaults
        For an address other than this computer's, or a port that is taken.
    """
    if host not in HOSTS:
        fault = Fault(
            f"Firstlight serves this computer only, not {host}.", "Leave the address out."
        )
        raise InputFaults([fault])
    application = make_application()
    try:
        return waitress.create_server(
            application,
            host="127.0.0.1",
            port=port,
            threads=4,
            ident="",
            clear_untrusted_proxy_headers=True,
        )
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        what = "is already in use" if error.errno == errno.EADDRINUSE else "may not be used"
        do = (
            f"If Firstlight is running already, open http://localhost:{port}. "
            f"Otherwise choose another: firstlight start --port {port + 1 if port > 1023 else 8000}"
        )
        raise InputFaults([Fault(f"Port {port} {what}.", do)]) from error


def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    open_browser: bool = True,
    tell: Callable[[str], None] | None = None,
) -> None:
    """Serve until stopped. The browser opens at http://localhost:PORT.

    `tell` is given the address once it is bound.

    Raises
    ------
    InputFaults
        As `make_server`.
    """
    server = make_server(host, port)
    from firstlight_web.pages.selectors import prepare_example  # after Django's set-up

    preparing = threading.Thread(target=prepare_example)
    preparing.start()
    address = f"http://localhost:{server.effective_port}/"
    if tell is not None:
        tell(address)
    if open_browser:
        timer = threading.Timer(BROWSER_AFTER, webbrowser.open, [address])
        timer.daemon = True
        timer.start()
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        preparing.join()  # it must not be cut off in the middle of a table
