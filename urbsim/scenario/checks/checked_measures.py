"""From measures as written to measures that can be asked for their strength."""

from __future__ import annotations

from urbsim.policy.lever import Field, Lever, in_lever_unit
from urbsim.policy.levers import find_lever, further_keys, levers
from urbsim.policy.measures import Measure
from urbsim.policy.units import GROWTH, SHARE
from urbsim.scenario.checks.chinese_words import units_listed
from urbsim.scenario.checks.inspection import Inspection, Number, StrengthScale
from urbsim.scenario.checks.places import checked_places
from urbsim.scenario.file.draft import KeyPath
from urbsim.scenario.file.schema import MeasureText
from urbsim.scenario.file.schema_wording import did_you_mean
from urbsim.text import Message, either, in_register, say

PART = Field("part", "Share of the amount that goes here.", accepted=SHARE)


def checked_measures(inspection: Inspection) -> tuple[Measure, ...]:
    """Every measure of the file whose parts fit together; faults of the others are recorded."""
    built = []
    names: set[str] = set()
    for index, text in enumerate(inspection.text.measures):
        path = ("measures", index)
        if text.name in names:
            inspection.add(
                (*path, "name"),
                say("scenario.measure_stands_twice", text=text.name),
                say("scenario.give_another_name"),
            )
        names.add(text.name)
        built.append(build(inspection, text, path))
    return tuple(measure for measure in built if measure is not None)


def build(
    inspection: Inspection, text: MeasureText, path: KeyPath, years: int | None = None, trace: str = ""
) -> Measure | None:
    """One measure, or None with its faults recorded.

    A total is spread over ``years`` (default: the years in force). ``trace`` replaces the measure's place
    in the provenance of its numbers, for a measure that a mix changes.
    """
    before = inspection.faults
    lever = find_lever(text.lever)
    if lever is None:
        remedy = did_you_mean(text.lever, levers())
        inspection.add((*path, "lever"), say("scenario.lever_does_not_exist", lever=text.lever), remedy)
        return None
    _check_fields(inspection, lever, text, path)
    _check_years(inspection, lever, text, path)
    if text.clause is not None:
        inspection.clause(text.clause, (*path, "clause"))
    numbers = _Numbers(inspection, lever, text, path, trace or f"measures.{text.name}")
    amount, number = numbers.amount(years)
    where = checked_places(inspection, text.where, (*path, "where"))
    measure = Measure(
        name=text.name, lever=lever.name, value=amount, unit=numbers.unit(number), mode=text.mode,
        start=text.start, end=last_year(inspection, lever, text), ramp=text.ramp, where=where,
        clause=text.clause, provenance=str(text.value), per=None if number is None else number.per,
        fields=numbers.kept(), adds=text.adds,
    )  # fmt: skip
    return measure if inspection.faults == before else None


def last_year(inspection: Inspection, lever: Lever, text: MeasureText) -> int:
    """Last year in force: as written, else the start for what happens once and the scenario's end."""
    if text.end is not None:
        return text.end
    return text.start if lever.duration == "once" else inspection.text.until


def _check_fields(inspection: Inspection, lever: Lever, text: MeasureText, path: KeyPath) -> None:
    for name in further_keys():
        given = text.given(name) is not None
        if given and lever.field(name) is None:
            fits = [each.name for each in levers().values() if each.field(name) is not None]
            problem = say("scenario.does_not_belong_lever", name=name, lever=lever.name)
            inspection.add((*path, name), problem, say("scenario.remove_belongs", fits=", ".join(fits)))
        elif given:
            _check_word(inspection, lever, text, (*path, name))
            _check_belonging(inspection, lever.field(name), text, (*path, name))
        if not given and name in lever.required:
            problem = say("scenario.lever_needs", lever=lever.name, name=name)
            inspection.add(
                path,
                problem,
                say(
                    "scenario.add",
                    name=name,
                    purpose=_purpose(name),
                ),
            )
    if text.mode == "growth" and not lever.grows:
        grows = [each.name for each in levers().values() if each.grows]
        problem = say("scenario.lever_no_mode_growth", lever=lever.name)
        inspection.add(
            (*path, "mode"), problem, say("scenario.use_absolute_growth_for", grows=", ".join(grows))
        )
    if text.adds == "usual" and (not lever.usual or text.mode == "growth"):
        usual = [each.name for each in levers().values() if each.usual]
        inspection.add(
            (*path, "adds"),
            say("scenario.no_part_of_the_usual", lever=lever.name, mode=text.mode),
            say("scenario.use_extra", usual=", ".join(usual)),
        )
    if text.ramp and (text.mode == "growth" or lever.duration == "once"):
        problem = say("scenario.ramp_no_meaning_for")
        inspection.add((*path, "ramp"), problem, say("scenario.remove_ramp"))


def _check_word(inspection: Inspection, lever: Lever, text: MeasureText, path: KeyPath) -> None:
    """A word that another lever knows may be none of this one's."""
    name, field = str(path[-1]), lever.field(str(path[-1]))
    word = text.given(name)
    if field is None or not field.choices or word in field.choices:
        return
    problem = say("scenario.word_does_not_belong", name=name, word=word, lever=lever.name)
    inspection.add(path, problem, say("scenario.give_one_of", words=", ".join(field.choices)))


def _check_belonging(inspection: Inspection, field: Field | None, text: MeasureText, path: KeyPath) -> None:
    """A key of one service says nothing of another, nor of growth over what is spent as usual."""
    if field is None or field.belongs_to is None:
        return
    if text.given("service") == field.belongs_to and text.mode == "absolute":
        return
    inspection.add(
        path,
        say("scenario.of_another_service", name=field.name, service=field.belongs_to),
        say("scenario.remove_key", name=field.name),
    )


def _check_years(inspection: Inspection, lever: Lever, text: MeasureText, path: KeyPath) -> None:
    if inspection.is_broken("until"):
        return
    first, last = inspection.text.from_ + 1, inspection.text.until
    end = last_year(inspection, lever, text)
    if not first <= text.start <= last:
        problem = say("scenario.measure_starts", text=text.name, start=text.start)
        inspection.add((*path, "start"), problem, say("scenario.simulated_years", first=first, last=last))
    elif text.end is not None and not text.start <= end <= last:
        problem = say("scenario.measure_ends_its_start", text=text.name, end=end, start=text.start)
        inspection.add((*path, "end"), problem, say("scenario.give_end_from", start=text.start, last=last))
    elif lever.duration == "once" and end != text.start:
        remedy = say("scenario.remove_end_write_one")
        inspection.add(
            (*path, "end"), say("scenario.happens_once", lever=lever.name, start=text.start), remedy
        )


class _Numbers:
    """The numbers of one measure, fetched and brought into the lever's units."""

    def __init__(
        self, inspection: Inspection, lever: Lever, text: MeasureText, path: KeyPath, trace: str
    ) -> None:
        self.inspection, self.lever, self.text, self.path, self.trace = inspection, lever, text, path, trace

    def kept(self) -> tuple[tuple[str, float | str], ...]:
        """The lever's further keys that the measure keeps, numbers in the key's first unit."""
        values = [
            (field.name, self.field(field) if field.is_number else self.text.given(field.name))
            for field in self.lever.fields
            if not field.converts
        ]
        return tuple((name, value) for name, value in values if value is not None)

    def field(self, field: Field) -> float | None:
        """An optional number of the measure, converted by the key's units and compared with its bounds."""
        reference, table = self.text.given(field.name), field.accepted or {}
        if reference is None:
            return None
        here = (*self.path, field.name)
        number = self.inspection.number(
            reference, here, f"{self.trace}.{field.name}", StrengthScale(self.lever.name, field.name)
        )
        if number is None:
            return None
        if number.unit not in table:
            problem = say("scenario.is_in_2", field=field.name, unit=number.unit, reference=reference)
            self.inspection.add(here, problem, say("scenario.give_3", tables=either(table)))
            return None
        value = number.value * table[number.unit]
        if not field.low <= value <= field.high:
            problem = say("scenario.is", field=field.name, value=value, reference=reference)
            self.inspection.add(
                here, problem, say("scenario.give_value_from", low=field.low, high=field.high)
            )
        return value

    def amount(self, years: int | None) -> tuple[float, Number | None]:
        """Strength in the lever's unit (or per year in growth mode) and the number it was made from."""
        here = (*self.path, "value")
        sizes = [self.field(field) for field in self.lever.fields if field.converts]
        size = next(iter(sizes), None)
        scale = StrengthScale(self.lever.name, self.text.given("service"))
        number = self.inspection.number(self.text.value, here, f"{self.trace}.value", scale)
        if number is None:
            return 0.0, None
        self._check_reading(number, here)
        part = self.field(PART)
        if number.scaled:
            return self._by_scale(number, here), number
        value = self._converted(number, size, years)
        if value is None:
            return 0.0, number
        value *= 1.0 if part is None else part
        self._check_bounds(value, number.unit, here)
        return value, number

    def unit(self, number: Number | None) -> str:
        """Unit of the amount."""
        if self.text.mode == "growth":
            return "share/yr"
        if number is not None and number.scaled and number.per:
            return number.unit
        is_share = number is not None and number.unit in SHARE
        return "share" if is_share and self.lever.duration == "once" else self.lever.unit

    def _by_scale(self, number: Number, here: KeyPath) -> float:
        """A strength in words, which stays in the scale's unit."""
        if self.text.mode == "growth" or self.text.part is not None:
            problem = say("scenario.strength_words_amount_its")
            self.inspection.add(here, problem, say("scenario.remove_part_mode_growth"))
        return number.value

    def _converted(self, number: Number, size: float | None, years: int | None) -> float | None:
        here = (*self.path, "value")
        if self.text.mode == "growth":
            if number.unit in GROWTH:
                return number.value * GROWTH[number.unit]
            self._wrong_unit(number, tuple(GROWTH))
            return None
        total = number.unit not in self.lever.accepted and number.unit not in self.lever.floor_area
        if total and self.text.ramp and number.unit in self.lever.spellings():
            problem = say("scenario.total_cannot_spread_over", unit=number.unit)
            self.inspection.add(here, problem, say("scenario.give_yearly_amount", unit=self.lever.unit))
        spread = years or max(1, last_year(self.inspection, self.lever, self.text) - self.text.start + 1)
        try:
            return in_lever_unit(self.lever, number.value, number.unit, spread, size)
        except KeyError:
            self._wrong_unit(number, self.lever.spellings())
        except ValueError:
            remedy = say("scenario.add_dwelling_size_count")
            if self.text.given("dwelling_size") is None:
                self.inspection.add(
                    here, say("scenario.dwellings_without_their_size", unit=number.unit), remedy
                )
        return None

    def _wrong_unit(self, number: Number, accepted: tuple[str, ...]) -> None:
        problem = say(
            "scenario.which_does_not_fit", text=self.text.value, unit=number.unit, lever=self.lever.name
        )
        if self.text.mode == "growth":
            problem = say("scenario.in_mode_growth", problem=problem)
        self.inspection.add(
            (*self.path, "value"), problem, say("scenario.give_2", accepteds=units_listed(accepted))
        )

    def _check_bounds(self, value: float, unit: str, here: KeyPath) -> None:
        low, high = (self.lever.low, self.lever.high) if self.text.mode == "absolute" else (-1.0, 10.0)
        if self.lever.duration == "once" and unit in SHARE:
            high = 1.0
        inside = low <= value <= high if self.text.mode == "absolute" else low < value < high
        if not inside:
            problem = say("scenario.out_range", lever=self.lever.name, value=value, text=self.text.value)
            self.inspection.add(here, problem, say("scenario.give_value_from", low=low, high=high))
        elif unit == "villages" and value != int(value):
            self.inspection.add(
                here,
                say("scenario.villages_no_whole_number", value=value),
                say("scenario.count_whole_villages"),
            )

    def _check_reading(self, number: Number, here: KeyPath) -> None:
        """A figure worded as a target may be read as an input only with a reason, and is then not scored."""
        if number.kind != "clause":
            return
        kind = self.inspection.clause(number.name, here)
        if kind is None or kind.kind == "lever":
            return
        if self.text.because is None:
            problem = say("scenario.clause_worded_not_measure", number=number.name, kind=kind.kind)
            self.inspection.add(here, problem, say("scenario.say_because_why_read"))
        scored = {target.clause for target in self.inspection.text.targets}
        if number.name in scored:
            problem = say("scenario.clause_input_here_target", number=number.name)
            self.inspection.add(here, problem, say("scenario.what_put_cannot_scored"))


def _purpose(name: str) -> Message:
    """What a further key of a lever is for."""
    return in_register("purposes", further_keys()[name].purpose.rstrip("."))
