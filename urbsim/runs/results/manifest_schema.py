"""What a manifest must hold before anything in it is used: the schema that every reader applies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from urbsim.runs.results.manifest import FORMAT
from urbsim.runs.results.target import COMPARATORS
from urbsim.text import block, say
from urbsim.vocabulary.errors import Fault, InputError
from urbsim.vocabulary.user_files import MANIFEST, json_of

MOST_NAMED: Final = 20
"""Faults of one manifest named one by one."""

COMPARED: Final = ("comparison.csv", "mixes.csv", "chances.csv", "chances_by_year.csv", "costs.csv")
"""Tables of every comparison."""

Words = Annotated[str, Field(max_length=10_000)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^/\\]+$")]
FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,80}\.[a-z]{2,8}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Year = Annotated[int, Field(ge=1900, le=2200)]
Both = Annotated[dict[Literal["en", "zh"], Words], Field(min_length=2)]


class _Entry(BaseModel):
    """A strict mapping that may hold more than is named here."""

    model_config = ConfigDict(strict=True, frozen=True, extra="allow", allow_inf_nan=False)


class _Failure(_Entry):
    mix: Name
    number: Annotated[int, Field(ge=0, le=10_000_000)]
    seed: int
    message: Words


class _Note(_Entry):
    english: Words
    chinese: Words


class _Constraint(_Entry):
    measure: Words
    constraint: Literal[
        "", "demand", "willing", "villages", "firms", "contracts", "workers", "land", "money", "gap"
    ]
    part: Annotated[float, Field(ge=0, le=1)]


class _Target(_Entry):
    name: Words
    clause: Words | None
    variable: Words
    comparator: Words
    value: float | Annotated[list[float], Field(min_length=2, max_length=2)]
    unit: Words
    scope: Words
    year: Year
    baseline_year: Year | None
    because: Words | None
    not_modelled: Words | None

    @model_validator(mode="after")
    def _fits(self) -> _Target:
        """A known comparator, and a pair of numbers where it takes one."""
        if self.comparator not in COMPARATORS:
            raise ValueError("the comparator is none that is known")
        if self.comparator != "within_years" and (self.comparator == "range") != isinstance(self.value, list):
            raise ValueError("the comparator does not fit the value")
        return self


def _panel(name: str) -> str:
    if name not in block("panels"):
        raise ValueError("the panel is none that is known")
    return name


class _Standing(_Entry):
    """What `evidence.scoreboard.Standing` holds, and nothing else."""

    model_config = ConfigDict(extra="forbid")

    panel: Annotated[str, AfterValidator(_panel)]
    origin: Year
    until: Year
    regions: Annotated[int, Field(ge=1)]
    own: float
    error: float
    crps: float
    cover90: Annotated[float, Field(ge=0, le=1)]
    free: float
    rule: float
    name: Words
    posterior: Digest


class _Scored(_Standing):
    miss: Words


class _Discrepancy(_Entry):
    origin: Year
    rise: float
    free: float
    share: float | None


class _Input(_Entry):
    path: Words
    value: float | int | bool | Words | None
    unit: Words | None
    kind: Literal["clause", "assumption", "source", "series", "coefficient"]
    name: Words
    because: Words | None


class _Rule(_Entry):
    record: Words
    names: Both
    rates: Annotated[dict[Annotated[str, Field(pattern=r"^\d{4}$")], float], Field(min_length=1)]


class _Titled(_Entry):
    title: Both | None = None


class _Measure(_Titled):
    name: Words
    lever: Words
    service: Words | None = None


class _Written(_Entry):
    """What is read of a scenario by its name in the file: what its measures and mixes are called."""

    measures: list[_Measure] = []
    mixes: dict[str, _Titled] = {}


class _Contributions(_Entry):
    draws: int
    exact: bool


class _Comparison(_Entry):
    scenarios: list[Name]
    written: dict[str, _Written]
    baseline: Name
    measures: dict[str, list[Words]]
    discount: float
    contributions: _Contributions | None


class ManifestText(_Entry):
    """A whole manifest, as `runs.results.manifest` writes it."""

    format: Literal["urbsim-manifest/1"]
    name: Name
    title: Both
    region: Words
    regions: dict[str, Both]
    base_year: Year
    until: Year
    mixes: Annotated[list[Name], Field(min_length=1, max_length=10_000)]
    draws: Annotated[int, Field(ge=1, le=100_000)]
    draws_at_floor: Annotated[int, Field(ge=0, le=100_000)] = 0
    failures: list[_Failure]
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)]
    weight: Annotated[int, Field(ge=1, le=1_000_000)]
    reference: bool = False
    lang: Literal["en", "zh"]
    calibrated: bool
    notes: list[_Note]
    warnings: list[_Note] = []
    precedents: list[_Note] = []
    beside: list[_Note] = []
    constraints: list[_Constraint] = []
    scenario: _Written
    clauses: list[Words]
    assumptions: list[dict[str, Any]]
    targets: list[_Target]
    census: dict[str, list[Year]]
    simple_rule: _Rule | None
    discrepancy: _Discrepancy | None = None
    scored: _Scored | None = None
    scoreboard: list[_Standing] = []
    inputs: list[_Input]
    data: dict[str, Digest]
    versions: dict[str, Words]
    files: Annotated[dict[FileName, Digest], Field(min_length=1)]
    comparison: _Comparison | None = None

    @model_validator(mode="after")
    def _agrees(self) -> ManifestText:
        """What was compared is about the mixes of the manifest, and has its tables."""
        about = self.comparison
        if about is not None and not {about.baseline, *self.mixes} <= set(about.measures):
            raise ValueError("the comparison is of other mixes")
        if about is not None and not set(COMPARED) <= set(self.files):
            raise ValueError(f"a comparison has {', '.join(COMPARED)}")
        return self


def read_manifest(path: Path) -> Mapping[str, Any]:
    """The content of a manifest file. Raises InputError with everything in it that is not as it must be."""
    content = json_of(path, MANIFEST)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise InputError(
            [
                Fault(
                    str(path), None, say("runs.no_manifest_form", format=FORMAT), say("files.manifest_remedy")
                )
            ]
        )
    try:
        ManifestText.model_validate(content)
    except ValidationError as caught:
        errors = caught.errors(include_url=False, include_context=False)[:MOST_NAMED]
        raise InputError(_fault(path, error["loc"], error["msg"]) for error in errors) from caught
    return content


def _fault(path: Path, place: tuple[str | int, ...], message: str) -> Fault:
    where = ".".join(" ".join(str(step).split())[:60] for step in place)
    return Fault(
        str(path),
        None,
        say("runs.manifest_part", where=where, message=message[:350]),
        say("files.manifest_remedy"),
    )
