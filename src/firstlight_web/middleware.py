"""What holds for every request: one name, reading only, and a house closed to the outside."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect

from firstlight_web.addresses import carry_name
from firstlight_web.pages.selectors import notice_releases

Answer = Callable[[HttpRequest], HttpResponse]

NOTHING_ALLOWED = ", ".join(
    f"{feature}=()"
    for feature in (
        *("accelerometer", "autoplay", "camera", "display-capture", "fullscreen", "geolocation"),
        *("gyroscope", "magnetometer", "microphone", "midi", "payment", "usb"),
    )
)
METHODS = ("GET", "HEAD")


def closed_house(answer: Answer) -> Answer:
    """Headers that Django has no setting for."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers["Permissions-Policy"] = NOTHING_ALLOWED
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["X-Frame-Options"] = "DENY"
        return response

    return respond


def one_name(answer: Answer) -> Answer:
    """Send 127.0.0.1 to localhost, so that the site has one name in the browser.

    Raises
    ------
    django.core.exceptions.DisallowedHost
        For any other name, which gives a page with status 400.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        name = request.get_host().rsplit(":", 1)[0]
        if name == "127.0.0.1":
            port = request.META["SERVER_PORT"]
            return HttpResponseRedirect(f"http://localhost:{port}{request.get_full_path()}")
        return answer(request)

    return respond


def read_only(answer: Answer) -> Answer:
    """Refuse every method that could change something; nothing here can be changed."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return answer(request)

    return respond


def newest_releases(answer: Answer) -> Answer:
    """Let a page be made from a release that was put in use while the site was open."""

    def respond(request: HttpRequest) -> HttpResponse:
        notice_releases()
        return answer(request)

    return respond


def own_name(answer: Answer) -> Answer:
    """Forget the name of the last visitor's area: a thread answers one after another."""

    def respond(request: HttpRequest) -> HttpResponse:
        carry_name("")
        return answer(request)

    return respond
