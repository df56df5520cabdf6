"""``--set PATH=VALUE``: single values of a scenario changed from the command line."""

from __future__ import annotations

from typing import Any, Final

from urbsim.evidence import yaml_lines
from urbsim.scenario.file.draft import NAMED_LISTS, Draft, KeyPath, Origin
from urbsim.scenario.file.schema_wording import did_you_mean
from urbsim.text import say
from urbsim.vocabulary.errors import Fault

FILES: Final = ("extends", "without")
"""What one file says of another, before settings change the outcome."""
OPTIONAL: Final = ("runs", "assumptions", "mixes")
"""Sections that a setting may open where the file has none."""


def apply_setting(draft: Draft, setting: str) -> None:
    """Write the value of one ``PATH=VALUE`` into the draft, or record why it cannot be written.

    A path names keys with dots between, entries of measures and targets by name: ``until=2020``,
    ``measures.roads.end=2015``, ``assumptions.budget.value=3000000``. The value is read as YAML.
    """
    origin = Origin(f"--set {setting}", None)
    path_text, equals, value_text = setting.partition("=")
    if not equals or not path_text.strip():
        fault = Fault(
            origin.file, None, say("scenario.not_path_value"), say("scenario.write_for_example_set")
        )
        draft.faults.append(fault)
        return
    if path_text.strip() in FILES:
        problem = say("scenario.said_by_files_alone", name=path_text.strip())
        draft.faults.append(Fault(origin.file, None, problem, say("scenario.write_it_in_file")))
        return
    content = yaml_lines.load(f"value: {value_text}", origin.file)
    draft.faults.extend(Fault(origin.file, None, fault.problem, fault.remedy) for fault in content.faults)
    if isinstance(content.data, dict) and isinstance(draft.data, dict):
        _write(draft, path_text.strip(), content.data.get("value"), origin)


def _write(draft: Draft, path_text: str, value: Any, origin: Origin) -> None:
    here: Any = draft.data
    path: KeyPath = ()
    rest = path_text
    while True:
        key, rest = _next_step(here, path, rest)
        if key is None:
            known = _names(here, path)
            problem = say("scenario.path_leads_nowhere_at", rest=rest)
            draft.faults.append(Fault(origin.file, None, problem, did_you_mean(rest, known)))
            return
        path = (*path, key)
        if not rest:
            break
        here = here[key]
    here[key] = value
    for old in [old for old in draft.origins if old[: len(path)] == path]:
        del draft.origins[old]
    draft.origins[path] = origin


def _next_step(here: Any, path: KeyPath, rest: str) -> tuple[str | int | None, str]:
    """The longest known name that ``rest`` begins with, and what follows its dot."""
    if not path and rest.startswith(tuple(f"{name}." for name in OPTIONAL)):
        here.setdefault(rest.split(".", maxsplit=1)[0], {})
    names = _names(here, path)
    fits = [name for name in names if rest == name or rest.startswith(f"{name}.")]
    if fits:
        name = max(fits, key=len)
        index = names.index(name) if isinstance(here, list) else name
        return index, rest[len(name) + 1 :]
    is_new_key = isinstance(here, dict) and "." not in rest
    return (rest, "") if is_new_key else (None, rest)


def _names(here: Any, path: KeyPath) -> list[str]:
    if isinstance(here, dict):
        return list(here)
    keys = NAMED_LISTS.get(str(path[-1])) if path else None
    if not isinstance(here, list) or keys is None:
        return []
    return [_name_of(entry, keys) for entry in here]


def _name_of(entry: Any, keys: tuple[str, ...]) -> str:
    if not isinstance(entry, dict):
        return ""
    return next((str(entry[key]) for key in keys if key in entry), "")
