"""What mixes cost against the baseline: public spending by payer, and measures as planned and done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from urbsim.analysis.mixes.mix_results import WAYS, MixResults
from urbsim.analysis.mixes.money import SPENDING, over_years
from urbsim.analysis.targets.comparators import Numbers

DISCOUNT = 0.08
"""Social discount rate of public projects in China (Jianshe xiangmu jingji pingjia, 3rd edition, 2006)."""
COST_COLUMNS = (
    "item", "kind", "payer", "nominal", "discounted", "planned", "realised", "unfunded", "unit",
)  # fmt: skip


def spent(track: MixResults, region: str, discount: float = 0.0) -> Numbers:
    """Nominal yuan spent in all simulated years, (D,), discounted to the base year."""
    part = track.home if region == track.home.home else track.places
    if part is None or not part.has(SPENDING, region):
        return np.zeros(len(track.home.draws))
    yearly = np.nan_to_num(part.of(SPENDING, region)[:, 1:])
    factors = (1.0 + discount) ** -np.arange(1, yearly.shape[1] + 1)
    return np.asarray(yearly @ factors)


def extra(track: MixResults, baseline: MixResults, region: str, discount: float = 0.0) -> float:
    """Mean over the draws of what a mix spends beyond the baseline, yuan."""
    return float((spent(track, region, discount) - spent(baseline, region, discount)).mean())


def of_measures(track: MixResults, baseline: MixResults, region: str) -> tuple[float, ...]:
    """Planned, realised and unfunded yuan of all payers beyond the baseline."""
    planned, realised = (float(over_years(track.billed, way, baseline.billed, region).sum()) for way in WAYS)
    return planned, realised, planned - realised


def payers(track: MixResults) -> tuple[str, ...]:
    """Governments that pay: those of the areas, or the region's own where it is one area."""
    return track.billed.regions[1:] or track.home.regions


def cost_table(tracks: Sequence[MixResults], baseline: MixResults) -> pd.DataFrame:
    """`costs.csv`: by mix and by measure, each for every payer.

    A measure costs what all measures cost beyond all without it; where spending limits or shared programmes
    make measures depend on each other, these need not add up to the whole.
    """
    named = {track.name: track for track in tracks}
    pairs = [(track.name, "mix", track, baseline) for track in tracks if track.name != baseline.name]
    whole = named.get("policy")
    if whole is not None:
        pairs += [
            (name.removeprefix("without "), "measure", whole, named[name])
            for name in named
            if name.startswith("without ")
        ]
    rows = [
        (item, kind, payer, extra(more, less, payer), extra(more, less, payer, DISCOUNT),
         *of_measures(more, less, payer), "yuan")
        for item, kind, more, less in pairs
        for payer in dict.fromkeys((more.home.home, *payers(more)))
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COST_COLUMNS))


def costs_of(tracks: Sequence[MixResults], baseline: MixResults) -> Mapping[str, float]:
    """Mean extra spending in the region by mix, nominal yuan."""
    return {track.name: extra(track, baseline, track.home.home) for track in tracks}
