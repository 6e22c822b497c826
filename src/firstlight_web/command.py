"""`firstlight start`: the site on this computer."""

from __future__ import annotations

import click


@click.command("start")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="Port on this computer.",
)
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
def command(port: int, no_browser: bool) -> None:
    """Open the site on this computer. Stop it with Ctrl-C.

    It answers this computer only, needs no network, and keeps nothing but the totals that you
    enter yourself: as files, in your folder for data (FIRSTLIGHT_DATA).
    """
    from firstlight_web.serve import serve  # late: help must not wait for Django

    def tell(address: str) -> None:
        click.echo(f"Firstlight is at {address} (Ctrl-C stops it).", err=True)

    serve(port=port, open_browser=not no_browser, tell=tell)
