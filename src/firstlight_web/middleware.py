"""What holds for every request: one name, reading but for a few forms, closed to the outside."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import Resolver404, resolve

from firstlight.base.errors import InputFaults
from firstlight_web.addresses import carry_invented, carry_name
from firstlight_web.pages import errors
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
# The addresses where a form changes something: what is entered, and what is taken back.
FORMS = ("enter_total", "enter_answer", "take_back", "forget", "approve")


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
    """Refuse every method that could change something, but for a form of this very site.

    A form that another site sends is refused here, before anything of it is read; Django asks
    for the form's token after that.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        if request.method in METHODS:
            return answer(request)
        if request.method != "POST" or not _is_form(request.path_info):
            return HttpResponseNotAllowed(METHODS)
        if not _is_our_own(request):
            return errors.forged(request)
        return answer(request)

    return respond


def _is_form(path: str) -> bool:
    try:
        return resolve(path).url_name in FORMS
    except Resolver404:
        return False


def _is_our_own(request: HttpRequest) -> bool:
    """True unless the browser says that another site sent it; browsers always say where from."""
    origin = request.headers.get("Origin", "")
    own = f"{request.scheme}://{request.get_host()}"
    return origin in ("", own) and request.headers.get("Sec-Fetch-Site", "same-origin") in (
        "same-origin",
    )


class TellFaults:
    """What was entered and cannot be read is told on a page of its own, and never passed over."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page for an input's faults; nothing for any other error."""
        return errors.unreadable(request, error) if isinstance(error, InputFaults) else None


def newest_releases(answer: Answer) -> Answer:
    """Let a page be made from a release that was put in use while the site was open."""

    def respond(request: HttpRequest) -> HttpResponse:
        notice_releases()
        return answer(request)

    return respond


def own_name(answer: Answer) -> Answer:
    """Forget what the last visitor's address carried: a thread answers one after another."""

    def respond(request: HttpRequest) -> HttpResponse:
        carry_name("")
        carry_invented(False)
        return answer(request)

    return respond
