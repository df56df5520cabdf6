"""The frozen value of a scenario: what the file says, with every number traced to where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from urbsim.policy.measures import Measure
from urbsim.policy.mixes import NOTHING, PLAIN, Mix, in_force
from urbsim.scenario.file.alteration import Alteration
from urbsim.scenario.file.bilingual import Bilingual
from urbsim.scenario.file.draft import Origin
from urbsim.scenario.file.own_figures import OwnFigures
from urbsim.text import Message
from urbsim.vocabulary.errors import Fault

Drivers = Literal["extrapolated", "observed"]


@dataclass(frozen=True, slots=True)
class Title:
    """Title in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number of the scenario's own, in the unit written, with its reason and plausible bounds."""

    name: str
    value: float
    unit: str
    because: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Target:
    """A statement to score: ``variable`` of ``scope`` compared with ``value`` at 31 December of ``year``.

    ``scope`` is empty for the whole region, else areas or towns, together or each of them. ``base`` is the
    year from which an increase is counted, None for levels. ``because`` explains every departure from the
    clause, ``not_modelled`` why no run can score it; ``wording`` is then the scope in the document's words.
    """

    name: str
    clause: str | None
    variable: str
    comparator: str
    value: float | tuple[float, float]
    unit: str
    scope: tuple[str, ...]
    base: int | None
    year: int
    because: str | None
    each: bool = False
    not_modelled: str | None = None
    wording: str | None = None


@dataclass(frozen=True, slots=True)
class SeenFigure:
    """A figure of the whole region at 31 December of a year after the base year, with its source."""

    variable: str
    year: int
    value: float
    source: str | Bilingual


@dataclass(frozen=True, slots=True)
class Runs:
    """Number of draws, seed of all random numbers, real households per simulated one, and what draws vary."""

    draws: int
    seed: int
    weight: int
    vary: Literal["all", "seed"] = "all"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the number at ``path`` of the file comes from.

    ``kind`` is clause, assumption or source; ``name`` is the clause or the assumption, or empty for a
    region's own figures; ``because`` is the reason, the quoted words of the clause, or the stated source.
    """

    path: str
    value: float
    unit: str
    kind: Literal["clause", "assumption", "source"]
    name: str
    because: str


@dataclass(frozen=True)
class Scenario:
    """A scenario that has been checked: every name in it exists and every unit fits.

    ``region`` is a code of the register or figures of its own. ``base_year`` is the state at its 31
    December; years base_year + 1 to ``until`` are simulated. ``written`` is the whole file as JSON with every
    ``extends`` resolved: reading it again gives the same scenario.
    ``lines`` says where each key was written, by its path with dots; ``altered`` what the file makes new,
    changes and takes away of the one that it extends; ``unusual`` what it calls so: where, and why in
    English and in Chinese. ``funding`` says whether measures wait for money. ``observed`` is what was seen
    since the base year, which no run reads.
    """

    file: str
    name: str
    title: Title
    region: str | OwnFigures
    base_year: int
    until: int
    drivers: Drivers
    measures: tuple[Measure, ...]
    targets: tuple[Target, ...]
    assumptions: Mapping[str, Assumption]
    mixes: Mapping[str, Mix]
    runs: Runs
    provenance: tuple[Provenance, ...]
    written: str
    lines: Mapping[str, Origin] = field(default_factory=dict, compare=False, repr=False)
    unusual: tuple[tuple[str, str, str], ...] = ()
    altered: tuple[Alteration, ...] = field(default=(), compare=False, repr=False)
    funding: Literal["reported", "binding"] = "reported"
    observed: tuple[SeenFigure, ...] = ()

    def written_at(self, key: str) -> Origin:
        """File and line where a ``key.part`` was written; else those of what it is a part of, or the file."""
        parts = key.split(".")
        nearest = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((self.lines[each] for each in nearest if each in self.lines), Origin(self.file, None))

    def fault(self, key: str, problem: Message, remedy: Message) -> Fault:
        """A fault, where ``key`` is written, that shows once the numbers meet evidence or model."""
        return Fault(*self.written_at(key), problem, remedy)

    @property
    def years(self) -> range:
        """Simulated years."""
        return range(self.base_year + 1, self.until + 1)

    @property
    def region_key(self) -> str:
        """Key of the region in results: its code, or the scenario's name for a region with own figures."""
        return self.region if isinstance(self.region, str) else self.name

    @property
    def coefficients(self) -> Mapping[str, Assumption]:
        """Assumptions that override a coefficient of the model, by the coefficient's name."""
        return self._overriding("coefficient.")

    @property
    def prices(self) -> Mapping[str, float]:
        """Prices of the scenario's own, by item or by item and tier (``dwelling_town``), base-year yuan."""
        return {name: own.value for name, own in self._overriding("price.").items()}

    def _overriding(self, prefix: str) -> dict[str, Assumption]:
        return {
            name.removeprefix(prefix): assumption
            for name, assumption in self.assumptions.items()
            if name.startswith(prefix)
        }

    def mix(self, name: str = PLAIN) -> Mix:
        """The mix of that name; ``policy`` is the file as written, ``nothing`` has no measure.

        Raises KeyError for an unknown one.
        """
        own = {PLAIN: Mix(PLAIN), NOTHING: Mix(NOTHING, only=())}
        return own[name] if name in own else self.mixes[name]

    def in_force(self, mix: str = PLAIN) -> tuple[Measure, ...]:
        """Measures that a mix keeps, changed as it says."""
        return in_force(self.mix(mix), self.measures)

    def part_of_the_usual(self, mix: str = PLAIN) -> tuple[Measure, ...]:
        """Measures that are part of what is done as usual: as a mix has them, else as the file does."""
        kept = {measure.name: measure for measure in self.in_force(mix)}
        return tuple(kept.get(each.name, each) for each in self.measures if each.adds == "usual")
