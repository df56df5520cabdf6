"""A scenario as one line of JSON, and a fingerprint of what it says, whatever the file looks like."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from urbsim.scenario.file.values import Scenario


def as_json(value: Any) -> str:
    """JSON that the strict YAML reader accepts as well: numbers in digits, without exponents."""
    if isinstance(value, dict):
        pairs = (f"{as_json(str(key))}: {as_json(each)}" for key, each in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_json, value))}]"
    if isinstance(value, float):
        digits = format(Decimal(repr(value)), "f")
        return digits if "." in digits else f"{digits}.0"
    return json.dumps(value, ensure_ascii=False)


def scenario_digest(scenario: Scenario) -> str:
    """SHA-256 of the scenario's content with every ``extends`` resolved: 64 hexadecimal digits.

    Layout, comments, order of keys, the file's name and how the content is spread over files do not enter.
    """
    content = json.dumps(json.loads(scenario.written), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()
