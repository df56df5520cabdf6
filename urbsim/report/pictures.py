"""The charts of a folder inside a page, drawn in the language spoken."""

from __future__ import annotations

import base64
import struct
from dataclasses import dataclass

from urbsim.charts.comparison import comparison_files
from urbsim.charts.forecast import forecast_files
from urbsim.charts.maps.drawing import tile_files
from urbsim.charts.stored import is_comparison, of_run
from urbsim.report.facts import title_of
from urbsim.runs.results.store import StoredRun
from urbsim.text import block, spoken


@dataclass(frozen=True)
class Picture:
    """A chart inside the page, with words for those who do not see it."""

    source: str
    alt: str
    width: int
    height: int


def pictures_of(run: StoredRun) -> list[Picture]:
    """The charts of a folder, drawn in the language of the page."""
    if is_comparison(run):
        drawn = comparison_files(of_run(run), spoken(), ("png",))
    else:
        drawn = {"forecast.png": forecast_files([run], spoken(), ("png",))["png"]}
    drawn |= {f"map.{kind}": content for kind, content in tile_files(run, spoken(), ("png",)).items()}
    title = title_of(run)
    return [embedded(png, f"{block('report')[f'chart_{name[:-4]}']}: {title}") for name, png in drawn.items()]


def embedded(png: bytes, alt: str) -> Picture:
    """A PNG as a data address; shown at half its pixels, so that print is sharp."""
    width, height = struct.unpack(">II", png[16:24])
    return Picture(f"data:image/png;base64,{base64.b64encode(png).decode()}", alt, width // 2, height // 2)
