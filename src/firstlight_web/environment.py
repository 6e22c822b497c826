"""The template environment of the site: the report's parts, and addresses within the site."""

from __future__ import annotations

from typing import Any

import jinja2

from firstlight.report import equip_environment
from firstlight_web.addresses import INVENTED, TOTALS, address, carried_invented, carried_name


def make_environment(**options: Any) -> jinja2.Environment:
    """Make the environment that Django's Jinja2 backend asks for."""
    options |= {"trim_blocks": True, "lstrip_blocks": True, "undefined": jinja2.StrictUndefined}
    environment = equip_environment(jinja2.Environment(**options))
    environment.globals["address"] = address
    environment.globals["carried_name"] = carried_name
    environment.globals["carried_invented"] = carried_invented
    environment.globals["invented_field"] = (TOTALS, INVENTED)
    return environment
