#!/bin/sh
# Makes .venv from the pinned requirements and installs the packages of this repository into it.
# Called by `make setup`; quick when nothing it depends on has changed. PYTHON=… chooses the interpreter.
set -eu
cd "$(dirname "$0")/.."

VENV=.venv
STAMP=$VENV/.banfa-setup

say() { printf '%s\n' "setup: $*"; }
fail() { printf '%s\n' "setup: $*" >&2; exit 1; }

# What the environment is made from; it is made anew when this changes.
inputs() { cat requirements.txt core/pyproject.toml plugins/*/pyproject.toml deploy/setup.sh; pwd; }
wanted=$(inputs | cksum)
if [ -x $VENV/bin/banfa ] && [ "$(cat $STAMP 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

find_python() {
    for candidate in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$candidate"
            return
        fi
    done
    fail "needs Python 3.11 or newer, and none is on PATH: install one, or say where it is with PYTHON=/path/to/python3"
}

if ! $VENV/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$(find_python)
    say "making $VENV with $("$python" --version 2>&1)"
    rm -rf $VENV
    "$python" -m venv $VENV 2>/dev/null ||
        fail "$python cannot make $VENV: install its venv module (Debian: python3-venv), or free some disk space"
fi

pip() { $VENV/bin/python -m pip --disable-pip-version-check --quiet "$@"; }

say "installing the pinned requirements (a minute or two the first time)"
pip install --require-hashes -r requirements.txt ||
    fail "pip could not install requirements.txt (see above): check the network and the disk, then run make setup again"
say "installing the packages of this repository"
set --
for package in core plugins/*/; do
    set -- "$@" -e "./$package"
done
pip install --no-deps --no-build-isolation "$@" ||
    fail "pip could not install the packages of this repository (see above)"
pip check >/dev/null ||
    fail "requirements.txt does not go with the packages of this repository: run make lock (details: $VENV/bin/python -m pip check)"
printf '%s' "$wanted" > $STAMP
say "done"
