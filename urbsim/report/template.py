"""Pages from their templates, with the letters they need and no others."""

from __future__ import annotations

import re
from html import unescape

from jinja2 import Environment, PackageLoader, StrictUndefined

from urbsim.charts.lettering.webfont import webfont


def with_typeface(name: str, **content: object) -> str:
    """The HTML of a template of this package, with a typeface of the letters on the page."""
    environment = Environment(
        loader=PackageLoader("urbsim.report", "."), autoescape=True, undefined=StrictUndefined
    )
    template = environment.get_template(name)
    return template.render(typeface=webfont(readable(template.render(typeface="", **content))), **content)


def readable(html: str) -> str:
    """The letters of a page, without those of its pictures."""
    return unescape(re.sub(r'src="data:[^"]*"', "", html))
