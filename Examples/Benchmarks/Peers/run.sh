#!/usr/bin/env bash
# Compares the library with peers from PyPI in one run: the same inputs, answers checked for equality, nanoseconds of one
# operation side by side. `Examples/Benchmarks/Peers/run.sh`; needs Python 3.11 or newer and PyPI.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

python3 -m venv "$scratch/python"
"$scratch/python/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
swift build --package-path "$here/.." -c release --product figures
figures=$(swift build --package-path "$here/.." -c release --show-bin-path)/figures
mkdir "$scratch/files"
"$figures" export "$scratch/files"
"$scratch/python/bin/python" "$here/peers.py" "$scratch/files"
