"""What do two pictures say beside each other, and what did nobody look for?

Takes   counts of police and of providers, who looks for what, counts along a step, agencies.
Gives   twin columns with a verdict and its rules; balance, losses, contexts, a funnel plot; each
        with why not. Neither side is ranked, and nothing of one is added to the other.
Data    `catalogue/methods/pictures.yaml` and the taxonomy, as arguments.
"""

from firstlight.pictures.balance import Balance, BalancePart, View, measure_balance
from firstlight.pictures.context import ContextColumn, ContextCount, ContextTable, tabulate_context
from firstlight.pictures.funnel import (
    AgencyCount,
    Funnel,
    FunnelLimits,
    FunnelPoint,
    draw_funnel,
)
from firstlight.pictures.losses import Gap, Ladder, Step, StepCount, build_ladder
from firstlight.pictures.rules import RuleSaid
from firstlight.pictures.twins import (
    Comparison,
    Mix,
    QuestionPicture,
    Twin,
    compare_pictures,
)

__all__ = [
    "AgencyCount",
    "Balance",
    "BalancePart",
    "Comparison",
    "ContextColumn",
    "ContextCount",
    "ContextTable",
    "Funnel",
    "FunnelLimits",
    "FunnelPoint",
    "Gap",
    "Ladder",
    "Mix",
    "QuestionPicture",
    "RuleSaid",
    "Step",
    "StepCount",
    "Twin",
    "View",
    "build_ladder",
    "compare_pictures",
    "draw_funnel",
    "measure_balance",
    "tabulate_context",
]
