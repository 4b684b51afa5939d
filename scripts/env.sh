#!/usr/bin/env bash
# Makes sure that uv, Python 3.10 and the locked packages are there, and says where uv is (last line of output).
# Works on a bare machine, on one with pyenv and another global Python, and where uv is already there.
# `scripts/env.sh encoder` also installs that group of pyproject.toml, which running the assistant does not need.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

find_uv() {
    local candidate
    for candidate in "${UV:-}" "$(command -v uv || true)" "$HOME/.local/bin/uv" "$HOME/.cargo/bin/uv" \
        .tools/bin/uv; do
        # A pyenv shim is there even when the version it would run has no uv: only one that runs counts.
        if [ -n "$candidate" ] && "$candidate" --version >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

fetch_uv() {
    say "uv is not on this machine: fetching it into .tools/ ..."
    local python
    export PIP_ROOT_USER_ACTION=ignore
    for python in python3 python3.10 python3.11 /usr/bin/python3; do
        if "$python" -m pip --version >/dev/null 2>&1 &&
            "$python" -m pip install --quiet --disable-pip-version-check --target .tools uv >&2; then
            return 0
        fi
    done
    if command -v curl >/dev/null; then
        curl -LsSf https://astral.sh/uv/install.sh | env UV_UNMANAGED_INSTALL="$PWD/.tools/bin" sh >&2 && return 0
    elif command -v wget >/dev/null; then
        wget -qO- https://astral.sh/uv/install.sh | env UV_UNMANAGED_INSTALL="$PWD/.tools/bin" sh >&2 && return 0
    fi
    say "error: uv could not be fetched. Install it (https://docs.astral.sh/uv/) and start again."
    return 1
}

uv=$(find_uv) || { fetch_uv && uv=$(find_uv); }

# The lock file has changed, or nothing is installed yet: install. Else start at once.
group=${1:-}
stamp=.venv/.installed${group:+-$group}
lock=$(cat uv.lock .python-version | cksum)
if [ ! -x .venv/bin/python ] || [ "$(cat "$stamp" 2>/dev/null)" != "$lock" ]; then
    say "Installing Python 3.10 and the locked packages${group:+, also those of \"$group\",} into .venv (first time: a minute or two) ..."
    quiet=(); [ -t 2 ] || quiet=(--quiet)
    # Compiled once here, or the first start would spend ten seconds on it.
    if ! "$uv" sync --frozen --compile-bytecode ${group:+--group "$group"} ${quiet[@]+"${quiet[@]}"} >&2; then
        say "error: the environment could not be installed; what uv says stands above."
        say "If Python 3.10 is what is missing: install it (pyenv install 3.10, or your system's package) and start again."
        exit 1
    fi
    printf '%s' "$lock" > "$stamp"
fi
printf '%s\n' "$uv"
