"""A fingerprint of what a scenario says, whatever the file looks like."""

from __future__ import annotations

import hashlib
import json

from urbsim.scenario.values import Scenario


def scenario_digest(scenario: Scenario) -> str:
    """SHA-256 of the scenario's content with every ``extends`` resolved: 64 hexadecimal digits.

    Layout, comments, order of keys, the file's name and how the content is spread over files do not enter.
    """
    content = json.dumps(json.loads(scenario.written), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()
