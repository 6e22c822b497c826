"""A request for a bound as people write it, read into numbers with every fault at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from firstlight.base.errors import Fault, InputFaults
from firstlight.hidden.beta import BetaHiddenBound, bound_hidden_with_beta_detection
from firstlight.hidden.bound import HiddenBound, bound_hidden
from firstlight.hidden.checks import (
    NAMED_TWICE,
    as_number,
    check_count,
    check_group_size,
    check_level,
)
from firstlight.hidden.detection import BetaDetection, DetectionRange

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class BoundRequest:
    """What is needed for a bound, read and checked."""

    recorded: int
    detection: DetectionRange | BetaDetection
    level: float
    mean_group_size: float
    largest_number: int

    def answer(self) -> HiddenBound | BetaHiddenBound:
        """Return the bound that was asked for."""
        if isinstance(self.detection, BetaDetection):
            return bound_hidden_with_beta_detection(
                recorded=self.recorded,
                a=self.detection.a,
                b=self.detection.b,
                level=self.level,
                mean_group_size=self.mean_group_size,
                largest_number=self.largest_number,
            )
        return bound_hidden(
            recorded=self.recorded,
            detection_low=self.detection.low,
            detection_high=self.detection.high,
            level=self.level,
            mean_group_size=self.mean_group_size,
            largest_number=self.largest_number,
        )


def parse_detection(text: str) -> DetectionRange:
    """Read the share noticed and recorded: "0.05..0.2" is a range, "0.1" a single share.

    Parameters
    ----------
    text : str
        One share above 0 and at most 1, or two with ".." between, the lower first. Shares
        are written with a point and digits; blanks around them do not matter.

    Raises
    ------
    InputFaults
        When the text is not one or two such shares. It is not repeated in the message.

    Examples
    --------
    >>> parse_detection("0.05..0.2")
    DetectionRange(low=0.05, high=0.2)
    >>> parse_detection("0.1").is_single
    True
    """
    parts = text.split("..")
    numbers = [number for number in map(_read_number, parts) if number is not None]
    if len(parts) > 2 or len(numbers) < len(parts):
        raise InputFaults(
            [
                Fault(
                    "The share noticed is not one number, nor two with .. between them.",
                    "Write a range such as 0.05..0.2: between 5 and 20 in 100 noticed.",
                )
            ]
        )
    return DetectionRange(numbers[0], numbers[-1])


def parse_bound_request(
    *,
    recorded: str,
    detection: str | None,
    beta: str | None,
    level: str,
    mean_group_size: str,
    largest_number: int = 10_000_000_000,
) -> BoundRequest:
    """Read a request for a bound from the texts people typed.

    Parameters
    ----------
    recorded : str
        A count of people.
    detection, beta : str or None
        Exactly one of the two: shares as in `parse_detection`, or the two parameters of a
        Beta law with a comma between, such as "2,18".
    level : str
        A confidence level above 0 and below 1.
    mean_group_size : str
        1 or more.
    largest_number : int
        Largest number of people worth naming, as in `bound_hidden`.

    Raises
    ------
    InputFaults
        With every fault of every text. What was typed is not repeated unless it is a number.

    Examples
    --------
    >>> parse_bound_request(recorded="0", detection=None, beta="2,18", level="0.95",
    ...                     mean_group_size="1").answer().high
    64
    """
    faults: list[Fault] = []

    def read(parse: Callable[[str], Value], text: str) -> Value | None:
        try:
            return parse(text)
        except InputFaults as error:
            faults.extend(error.faults)
            return None

    most = largest_number if beta is None else min(BetaDetection.most_recorded, largest_number)
    people = read(lambda text: _parse_recorded(text, most=most), recorded)
    share: DetectionRange | BetaDetection | None = None
    if detection is not None:
        share = read(parse_detection, detection)
    if beta is not None:
        share = read(_parse_beta, beta)
    if detection is not None and beta is not None:
        faults.append(NAMED_TWICE)
    if detection is None and beta is None:
        faults.append(
            Fault("No share noticed is given.", "Give a range such as 0.05..0.2, or a Beta law.")
        )
    confidence = read(_parse_level, level)
    size = read(_parse_group_size, mean_group_size)
    if faults or people is None or share is None or confidence is None or size is None:
        raise InputFaults(faults)
    return BoundRequest(people, share, confidence, size, largest_number)


def _read_number(text: str) -> float | None:
    """Read plain digits with or without a point, sign or exponent; None for anything else.

    Python would also take "nan", "1_0" and the digits of other scripts.
    """
    text = text.strip()
    if not re.fullmatch(r"-?([0-9]+\.?[0-9]*|\.[0-9]+)([eE]-?[0-9]+)?", text):
        return None
    return as_number(float(text))


def _parse_recorded(text: str, *, most: int) -> int:
    """Read the number recorded."""
    text = text.strip()
    is_count = len(text) <= 40 and re.fullmatch(r"-?[0-9]+", text)
    people = int(text) if is_count else text
    faults = check_count(people, noun="number recorded", least=0, most=most)
    if faults or isinstance(people, str):
        raise InputFaults(faults)
    return people


def _parse_level(text: str) -> float:
    """Read a confidence level."""
    return _parse_checked(text, check_level)


def _parse_group_size(text: str) -> float:
    """Read a mean group size."""
    return _parse_checked(text, check_group_size)


def _parse_checked(text: str, check: Callable[[object], list[Fault]]) -> float:
    number = _read_number(text)
    faults = check(number)
    if faults or number is None:
        raise InputFaults(faults)
    return number


def _parse_beta(text: str) -> BetaDetection:
    """Read the two parameters of a Beta law."""
    parts = text.split(",")
    numbers = [number for number in map(_read_number, parts) if number is not None]
    if len(parts) != 2 or len(numbers) != 2:
        raise InputFaults(
            [
                Fault(
                    "The Beta law is not two numbers with a comma between them.",
                    "Write two numbers such as 2,18, for a mean of 2 / (2 + 18) = 0.1.",
                )
            ]
        )
    return BetaDetection(numbers[0], numbers[1])
