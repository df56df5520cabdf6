"""What the checks share: the sound part of a file, its faults, and the numbers that references point at."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from typing import Final, Literal, NamedTuple

from urbsim.evidence.documents import Clause, document, documents
from urbsim.evidence.strengths import find_strength, strengths
from urbsim.policy.measures import Per
from urbsim.scenario.file.bilingual import english
from urbsim.scenario.file.draft import Draft, KeyPath
from urbsim.scenario.file.parts import Reference
from urbsim.scenario.file.schema import ScenarioText
from urbsim.scenario.file.schema_wording import did_you_mean
from urbsim.scenario.file.soundness import Sound
from urbsim.scenario.file.values import Assumption, Provenance
from urbsim.text import Message, say


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit and where it comes from; ``scaled`` ones are from the scale of strengths."""

    value: float
    unit: str
    kind: Literal["clause", "assumption"]
    name: str
    because: str
    scaled: bool = False
    per: Per | None = None


class StrengthScale(NamedTuple):
    """Where a strength in words stands on the scale of strengths: a lever, and its service or field."""

    lever: str
    part: str | None


NO_SCALE: Final = StrengthScale("", None)


@dataclass
class Inspection:
    """The file under inspection. Paths count the entries that the schema left standing."""

    draft: Draft
    sound: Sound
    provenance: list[Provenance] = field(default_factory=list)
    scaled: dict[str, Assumption] = field(default_factory=dict)

    @property
    def text(self) -> ScenarioText:
        """The part of the file that agrees with the schema."""
        return self.sound.text

    @property
    def faults(self) -> int:
        """Number of faults so far."""
        return len(self.draft.faults)

    def is_broken(self, name: str) -> bool:
        """Whether the entry or section of that name was left out, and complained about, before."""
        return name in self.sound.broken

    def leave_out(self, name: str) -> None:
        """Have nobody complain of what follows from a key that was complained about."""
        self.sound = replace(self.sound, broken=self.sound.broken | {name})

    def add(self, path: KeyPath, problem: Message, remedy: Message) -> None:
        """Record a fault at a path of the sound part."""
        if len(path) >= 2 and path[0] in self.sound.rows and isinstance(path[1], int):
            path = (path[0], self.sound.rows[str(path[0])][path[1]], *path[2:])
        self.draft.add(path, problem, remedy)

    def number(
        self, reference: Reference, path: KeyPath, trace: str, scale: StrengthScale = NO_SCALE
    ) -> Number | None:
        """The number a reference points at, noted in the provenance; None with a fault recorded.

        ``scale`` says what a strength in words is one of.
        """
        if reference.scale:
            found = self._scaled(reference, path, scale)
        else:
            found = self._assumed(reference, path) if reference.assumption else self._stated(reference, path)
        if found is not None:
            origin = Provenance(
                path=trace,
                value=found.value,
                unit=found.unit,
                kind=found.kind,
                name=found.name,
                because=found.because,
            )
            self.provenance.append(origin)
        return found

    def _assumed(self, reference: Reference, path: KeyPath) -> Number | None:
        name = str(reference.assumption)
        if name in self.text.assumptions:
            found = self.text.assumptions[name]
            return Number(found.value, found.unit, "assumption", name, english(found.because))
        if not self.is_broken(name):
            remedy = did_you_mean(name, self.text.assumptions)
            self.add(
                (*path, "assumption"), say("scenario.assumption_not_under_assumptions_2", name=name), remedy
            )
        return None

    def _scaled(self, reference: Reference, path: KeyPath, scale: StrengthScale) -> Number | None:
        entry, level = find_strength(scale.lever, scale.part), reference.scale
        if entry is None or level is None:
            wanted = ".".join(part for part in scale if part)
            problem, known = say("scenario.scale_strengths_no", wanted=wanted), ", ".join(strengths())
            self.add((*path, "scale"), problem, say("scenario.make_assumption_scale", known=known))
            return None
        name, value = f"scale.{entry.key}.{level}", entry.amounts[level]
        per: Per | None = None if entry.per == "nothing" else entry.per
        low, high = min(entry.amounts.values()), max(entry.amounts.values())
        self.scaled[name] = Assumption(
            name=name, value=value, unit=entry.unit, because=entry.because, low=low, high=high
        )
        return Number(
            value=value,
            unit=entry.unit,
            kind="assumption",
            name=name,
            because=entry.because,
            scaled=True,
            per=per,
        )

    def _stated(self, reference: Reference, path: KeyPath) -> Number | None:
        found = self.clause(str(reference.clause), (*path, "clause"))
        if found is None:
            return None
        if not isinstance(found.value, (int, float)) or found.unit is None:
            problem = say("scenario.clause_states_no_number", clause=reference.clause)
            self.add((*path, "clause"), problem, say("scenario.make_assumption_with_because"))
            return None
        return Number(float(found.value), found.unit, "clause", str(reference.clause), found.quote)

    def clause(self, name: str, path: KeyPath) -> Clause | None:
        """The clause of that name, or None with a fault recorded."""
        found = clauses(document_of(name)).get(name)
        if found is None:
            self.add(path, say("scenario.clause_does_not_exist_2", name=name), clause_remedy(name))
        return found


def document_of(name: str) -> str:
    """The document that a clause's full name begins with."""
    return name.partition("/")[0]


@cache
def clauses(owner: str) -> dict[str, Clause]:
    """Every clause of a document by its full name, ``document/clause``; none of an unknown document."""
    return {each.id: each for each in document(owner).clauses} if owner in documents() else {}


def clause_remedy(name: str) -> Message:
    """What to write instead of a clause that does not exist."""
    owner, _, short = name.partition("/")
    if owner not in documents():
        near = get_close_matches(owner, documents(), n=1)
        hint = (
            say("scenario.did_you_mean", near=near[0], short=short)
            if near and f"{near[0]}/{short}" in clauses(near[0])
            else ""
        )
        return say("scenario.documents", hint=hint, documents=", ".join(documents()))
    shorts = {each.id.partition("/")[2]: each.id for each in document(owner).clauses}
    close = get_close_matches(short, shorts, n=1)
    if close:
        return say("scenario.did_you_mean_4", shorts=shorts[close[0]])
    return say("scenario.clauses", owner=owner, shorts=", ".join(shorts))
