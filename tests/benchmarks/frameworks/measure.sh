#!/usr/bin/env bash
# Lives the table's rule in Mesa, AgentPy and mesa-frames, each in an environment of its own in a folder that is
# removed at the end, and the whole model beside it. PYTHON, 3.11 or later, makes the environments; BENCH_PYTHON
# is one that has urbsim installed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
python=${PYTHON:-python3}
own=${BENCH_PYTHON:-$root/.venv/bin/python}
export PYTHONPATH=$root${PYTHONPATH:+:$PYTHONPATH}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

measure() {
    local package=$1 script=$2 households=$3 years=$4 name=${1%%[=[]*}
    if [ ! -d "$folder/$name" ]; then
        "$python" -m venv "$folder/$name"
        "$folder/$name/bin/pip" install --quiet --disable-pip-version-check "$package" numpy
        "$folder/$name/bin/pip" list --format=freeze --disable-pip-version-check |
            grep -iE '^(mesa|mesa.frames|agentpy|polars|numpy)=' | tr '\n' ' '
        echo
    fi
    echo "$name, $households households: $("$folder/$name/bin/python" "$here/$script" "$households" "$years")"
}

"$python" --version
ours() {
    echo "the rule in urbsim's way, $1 households: $("$own" "$here/urbsim_table.py" "$1" 20)"
    echo "urbsim, the whole model, $1 households: $(cd "$root" && "$own" -m tests.benchmarks.one_region "$1" 2 "$2")"
}

for households in 100000 1000000; do
    measure 'mesa[network]==3.3.1' mesa_table.py "$households" 4
    measure agentpy==0.1.5 agentpy_table.py "$households" 4
    measure mesa-frames==0.1.0a0 frames_table.py "$households" 20
    ours "$households" 14
done
measure mesa-frames==0.1.0a0 frames_table.py 10000000 8
ours 10000000 8
