"""The schema of a scenario file, ``schema: urbsim/2``: what may be written, before anything is looked up."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag, create_model, model_validator
from pydantic import Field as Described

from urbsim.policy.lever import Field
from urbsim.policy.levers import further_keys
from urbsim.scenario.file.bilingual import Bilingual, Saying
from urbsim.scenario.file.drafted import DraftText, ReviewText
from urbsim.scenario.file.own_figures import ObservedText, OwnFigures
from urbsim.scenario.file.parts import AssumptionName, FolderName, Part, Reference, Slug, Words, Year, fault
from urbsim.text import say

Comparator = Literal[
    "reach", "at_least", "at_most", "exceed", "about", "exact", "range", "all", "stretch",
    "increase_of", "increase_of_at_least", "increase_per_year_at_least",
    "grow_per_year", "grow_per_year_at_least", "within_years",
]  # fmt: skip


def _form_of_region(value: Any) -> str:
    return "own figures" if isinstance(value, (dict, OwnFigures)) else "code"


def _form_of_where(value: Any) -> str:
    return "list" if isinstance(value, (list, tuple)) else "name"


Place = Annotated[
    Annotated[str, Tag("code")] | Annotated[OwnFigures, Tag("own figures")], Discriminator(_form_of_region)
]
Names = Annotated[tuple[Words, ...], Described(strict=False, min_length=1, max_length=500)]
Where = Annotated[
    Annotated[Words, Tag("name")] | Annotated[Names, Tag("list")], Discriminator(_form_of_where)
]


def _form_of_value(value: Any) -> str:
    return "pair" if isinstance(value, (list, tuple)) else "number"


Pair = Annotated[tuple[float, float], Described(strict=False)]
Amount = Annotated[
    Annotated[float, Tag("number")] | Annotated[Pair, Tag("pair")], Discriminator(_form_of_value)
]


class MeasureText(Part):
    """One measure of policy as written; ``measure_text`` adds the further keys of the levers there are."""

    name: Slug
    """Unique name, used by mixes and results."""
    title: Bilingual | None = None
    """What reports and charts call the measure; in Chinese its lever beside its name if left out."""
    lever: str
    """What is done: a lever's name (`urbsim policy` explains them)."""
    clause: str | None = None
    """Clause this measure stands for, as ``document/clause``."""
    value: Reference
    """Where the strength comes from."""
    part: Reference | None = None
    """Share of the amount that goes here, where one figure is split over several measures."""
    because: Saying | None = None
    """Why it is read so: these years, this service, or an input though the document words a target."""
    mode: Literal["absolute", "growth"] = "absolute"
    """absolute: an amount; growth: a yearly rate of growth over business as usual of the base year."""
    adds: Literal["extra", "usual"] = "extra"
    """extra: on top of what is done as usual; usual: a part of it, so that without it less is done."""
    start: Year
    """First year in force."""
    end: Year | None = None
    """Last year in force; the scenario's last year if left out."""
    ramp: Annotated[int, Described(ge=0, le=60)] = 0
    """Years from the start to full strength."""
    where: Where = "all"
    """all, towns, seats, cities, or names of areas and towns."""
    unusual: Saying | None = None
    """Why an implausible amount, or a name nearly that of an inherited measure, is meant so."""

    def given(self, key: str) -> Any:
        """What a further key of the lever holds, None where the file has none."""
        return getattr(self, key, None)


class TargetText(Part):
    """One target as written: a clause, or a statement of one's own with ``because:``."""

    clause: str | None = None
    """Clause that states the target, as ``document/clause``."""
    name: Slug | None = None
    """Name of an own target, or of a second reading of one clause."""
    variable: str | None = None
    """Output variable that is scored."""
    comparator: Comparator | None = None
    """How the outcome is compared with the value."""
    value: Amount | None = None
    """Value in the variable's unit (shares 0-1); a pair for a range."""
    year: Year | None = None
    """Year in which it is due, at 31 December."""
    base: Year | None = None
    """Year from which an increase is counted; the scenario's base year if left out."""
    scope: Where | None = None
    """Areas or towns meant: names, or towns, key-towns, seats, cities; the whole region if left out."""
    each: bool = False
    """Whether each of them has to meet it; all together if left out."""
    basis: Literal["resident", "hukou"] = "resident"
    """Whether residents or people with local hukou are counted; runs count residents."""
    not_modelled: Saying | None = None
    """Why no run can score it; the target is kept and reported so."""
    because: Saying | None = None
    """Why this reading; needed for own targets and for everything that departs from the clause."""
    unusual: Saying | None = None
    """Why an implausible value is meant so."""

    @model_validator(mode="after")
    def _complete(self) -> TargetText:
        needed = ("name", "variable", "comparator", "value", "year")
        missing = [key for key in needed if getattr(self, key) is None]
        if self.clause is None and missing:
            remedy = say("scenario.target_clause_name_variable")
            raise fault("own_target", say("scenario.target_without", missings=", ".join(missing)), remedy)
        own_words = any(getattr(self, key) is not None for key in (*needed[1:], "base", "scope"))
        if self.because is None and own_words and self.not_modelled is None:
            problem = say("scenario.target_without_because_no")
            raise fault("no_because", problem, say("scenario.say_because_why_reads"))
        return self

    @property
    def key(self) -> str:
        """What tells the target apart: its name, else its clause."""
        return self.name or self.clause or ""


class AssumptionText(Part):
    """A number of the scenario's own, with its reason."""

    value: float
    """The number."""
    unit: Words
    """Its unit, for example yuan/yr, share, m2, units/yr."""
    because: Saying
    """Why this number."""
    low: float | None = None
    """Lower bound of what is plausible."""
    high: float | None = None
    """Upper bound of what is plausible."""
    unusual: Saying | None = None
    """Why an implausible value is meant so."""

    @model_validator(mode="after")
    def _ordered(self) -> AssumptionText:
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        if not low <= self.value <= high:
            raise fault(
                "bounds",
                say("scenario.value_outside_its_bounds", value=self.value),
                say("scenario.keep_low_value_high"),
            )
        return self


class MixText(Part):
    """Another choice among the measures of this file."""

    title: Bilingual | None = None
    """What reports and charts call the mix; its name if left out."""
    measures: Annotated[tuple[str, ...], Described(strict=False)] | None = None
    """Only these measures; all of them if left out."""
    without: Annotated[tuple[str, ...], Described(strict=False)] = ()
    """All but these."""
    set: dict[str, Any] = Described(default_factory=dict)
    """Changed fields, ``measure.field: value``."""

    @model_validator(mode="after")
    def _one_choice(self) -> MixText:
        if self.measures is not None and self.without:
            raise fault(
                "two_choices", say("scenario.mix_both_measures_without"), say("analysis.keep_one_them")
            )
        return self


class RunsText(Part):
    """How the scenario is run unless the command says otherwise."""

    draws: Annotated[int, Described(ge=1, le=100_000)] = 50
    """Full runs, each with its own draw of the uncertain parameters."""
    seed: Annotated[int, Described(ge=0, le=2**63 - 1)] = 1
    """Seed of all random numbers."""
    weight: Annotated[int, Described(ge=1, le=100_000)] = 1
    """Real households that one simulated household stands for."""
    vary: Literal["all", "seed"] = "all"
    """What differs between draws: parameters, shocks and chance, or chance alone."""


class ScenarioText(Part):
    """A whole scenario file."""

    schema_: Literal["urbsim/2"] = Described(alias="schema")
    """Version of this format."""
    name: FolderName
    """Name of the scenario and of its output folder."""
    title: Bilingual
    """Title shown to people."""
    region: Place
    """Code or name of a known region, or own figures with a source."""
    from_: Year = Described(alias="from")
    """Base year: the state at 31 December; the next year is the first that is simulated."""
    until: Year
    """Last simulated year."""
    drivers: Literal["extrapolated", "observed"] = "extrapolated"
    """Prices, incomes and births after the base year: extrapolated from before it, or as observed."""
    funding: Literal["reported", "binding"] = "reported"
    """reported: a funding gap is told and stops nothing; binding: measures wait until paid for."""
    measures: Annotated[tuple[MeasureText, ...], Described(strict=False, max_length=500)] = ()
    """What governments do."""
    targets: Annotated[tuple[TargetText, ...], Described(strict=False, max_length=500)] = ()
    """What they want to reach; scored, never steering."""
    observed: Annotated[tuple[ObservedText, ...], Described(strict=False, max_length=500)] = ()
    """What was seen of the region after the base year; shown beside the forecast, never steering."""
    assumptions: dict[AssumptionName, AssumptionText] = Described(default_factory=dict)
    """Every number that no document and no statistic gives."""
    mixes: dict[Slug, MixText] = Described(default_factory=dict)
    """Other choices among the measures."""
    runs: RunsText = RunsText()
    """Draws, seed and weight."""
    draft: DraftText | None = None
    """What was read from a policy text, where the file was drafted from one; not simulated, not scored."""
    review: Annotated[tuple[ReviewText, ...], Described(strict=False, max_length=3000)] = ()
    """What a person should decide before a drafted file is relied on."""


def measure_text() -> type[MeasureText]:
    """A measure as written, with every further key of a lever."""
    return _measure_text(tuple(further_keys()))


@cache
def _measure_text(names: tuple[str, ...]) -> type[MeasureText]:
    keys = [further_keys()[name] for name in names]
    further: dict[str, Any] = {
        key.name: (_type_of(key) | None, Described(default=None, description=key.purpose)) for key in keys
    }
    return create_model("MeasureText", __base__=MeasureText, __doc__=MeasureText.__doc__, **further)


def _type_of(key: Field) -> Any:
    return Reference if key.is_number else Literal[key.choices]


def scenario_text() -> type[ScenarioText]:
    """A whole scenario file, with measures of every lever there is."""
    return _scenario_text(measure_text())


@cache
def _scenario_text(measure: type[MeasureText]) -> type[ScenarioText]:
    listed = Annotated[tuple[measure, ...], Described(strict=False, max_length=500)]  # type: ignore[valid-type]
    purpose = ScenarioText.model_fields["measures"].description
    measures: Any = (listed, Described(default=(), description=purpose))
    return create_model(
        "ScenarioText", __base__=ScenarioText, __doc__=ScenarioText.__doc__, measures=measures
    )


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a scenario file, ``extends`` included, for editors."""
    schema = scenario_text().model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "urbsim scenario"
    schema["properties"]["extends"] = {
        "type": "string",
        "description": "Another scenario file, relative to this one, or the name of a shipped scenario.",
    }
    schema["properties"]["without"] = {
        "type": "array", "items": {"type": "string"},
        "description": "Names of measures, targets, mixes and assumptions of the extended file to leave out.",
    }  # fmt: skip
    return schema
