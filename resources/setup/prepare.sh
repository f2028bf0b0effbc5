#!/usr/bin/env bash
# Makes a bare machine ready: system packages (only what is missing) and a .venv with the locked versions.
#
#   prepare.sh run     what the station needs: Qt's system libraries, fonts, the second reader of barcodes
#   prepare.sh test    that, and what the tests need (PostgreSQL, a display without a screen, keys pressed from outside,
#                      Node with judges that know nothing of ours)
#   prepare.sh package what the station needs, and what its build reads: Python's own library, objdump, all its fonts
#
# A stamp holds the hash of the locks, the Python and the place of the checkout. While it holds, nothing is asked of pip,
# npm or apt, so a second start needs no network. Exit 3: the environment is not fit; the words say which command mends it.
set -euo pipefail

purpose=${1:-run}
cd "$(dirname "$0")/../.."
stamps=.stamps

say() { printf 'regrade set-up: %s\n' "$*" >&2; }
fail() { say "$*"; exit 3; }

find_python() {
    local name
    for name in ${PYTHON:-} python3 python3.11 python3.12 python3.13 python3.14; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

has_postgres() { compgen -G "${DEBIAN_POSTGRES:-/usr/lib/postgresql}/*/bin/initdb" >/dev/null || command -v initdb >/dev/null; }
has_venv() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }
# The build takes Python along as a library. Debian keeps it apart, under the name of the version.
python_library() { "$python" -c 'import sys; print("libpython%d.%d" % sys.version_info[:2])'; }
has_python_library() {
    has_library "$1.so.1.0" || [ -e "$("$python" -c 'import sysconfig; print(sysconfig.get_config_var("LIBDIR"))')/$1.so.1.0" ]
}

missing_packages() {
    if ! has_venv; then
        # Debian keeps venv apart, under the name of the version; python3-venv is the one of the default python3.
        if [ "$(readlink -f "$python")" = "$(readlink -f /usr/bin/python3)" ]; then
            echo python3-venv
        else
            "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
        fi
    fi
    local wanted
    for wanted in "${libraries[@]}"; do has_library "${wanted%%=*}" || echo "${wanted#*=}"; done
    for wanted in "${fonts[@]}"; do has_font "${wanted%%=*}" || echo "${wanted#*=}"; done
    if [ "$purpose" = test ]; then
        has_postgres || echo postgresql
        for wanted in "${programs[@]}"; do command -v "${wanted%%=*}" >/dev/null || echo "${wanted#*=}"; done
    fi
    if [ "$purpose" = package ]; then
        wanted=$(python_library)
        has_python_library "$wanted" || echo "$wanted"
        command -v objdump >/dev/null || echo binutils
        has_font NotoSansMono-Regular || echo fonts-noto-mono
    fi
}

# What is looked for, and the Debian package that brings it. Qt asks for these libraries when its first window opens (the
# ones whose names begin with libxcb, only where there is a display); without libpulse0 it cannot even play a tone.
libraries=(
    libglib-2.0.so.0=libglib2.0-0 libGL.so.1=libgl1 libEGL.so.1=libegl1 libdbus-1.so.3=libdbus-1-3
    libfontconfig.so.1=libfontconfig1 libxkbcommon.so.0=libxkbcommon0 libxkbcommon-x11.so.0=libxkbcommon-x11-0
    libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4 libxcb-keysyms.so.1=libxcb-keysyms1
    libxcb-shape.so.0=libxcb-shape0 libxcb-image.so.0=libxcb-image0 libxcb-render-util.so.0=libxcb-render-util0
    libpulse.so.0=libpulse0 libXrandr.so.2=libxrandr2 libzbar.so.0=libzbar0
    libfribidi.so.0=libfribidi0
)
fonts=(Inter-Regular=fonts-inter NotoSans-Regular=fonts-noto-core NotoSansCJK-Regular=fonts-noto-cjk
    DroidSansFallbackFull=fonts-droid-fallback)
programs=(Xvfb=xvfb xauth=xauth xdotool=xdotool node=nodejs npm=npm)

known_libraries=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true)
has_library() { [[ "$known_libraries" == *$'\t'"$1 "* ]]; }
has_font() { [ -n "$(find -L /usr/share/fonts /usr/local/share/fonts "${HOME:-/nonexistent}/.local/share/fonts" -name "$1.*" -print -quit 2>/dev/null)" ]; }

apt_install() {
    local as_root=$1
    shift
    say "installing system packages: $*"
    # Known lists first; they are fetched anew only where they do not lead to the package.
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2 </dev/null && return
    say "fetching the package lists"
    $as_root apt-get update -qq >&2 </dev/null &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2 </dev/null
}

install_packages() {
    local packages=("$@") command_line="apt-get update && apt-get install -y --no-install-recommends $*"
    command -v apt-get >/dev/null || fail "these are missing: $*. This machine has no apt; install them by its own means, then start again."
    if [ "$(id -u)" = 0 ]; then
        apt_install "" "${packages[@]}" || fail "apt could not install them. Nothing else was changed. See its words above, or run: $command_line"
    elif sudo -n true 2>/dev/null; then
        apt_install "sudo -n" "${packages[@]}" || fail "apt could not install them. Nothing else was changed. See its words above, or run: sudo sh -c '$command_line'"
    else
        fail "system packages are missing, and only an administrator may install them. Run this, then start again:
    sudo sh -c '$command_line'"
    fi
}

build_venv() {
    say "making .venv from the locked versions"
    rm -rf .venv
    "$python" -m venv .venv || fail "Python could not make a virtual environment with $python. See its words above."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt </dev/null >&2 ||
        fail "pip could not fetch the locked versions. Nothing is half-used: the next start begins anew. Check the network, then start again."
    # The checkout itself, editable: setuptools comes from the lock, so this asks nobody.
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation -e . </dev/null >&2 ||
        fail "the program itself could not be installed into .venv. See the words above."
}

# Programs of Node that judge what we make and know nothing of ours: a renderer of labels always; what judges by a
# marketplace's own models only where those lie beside the checkout, for without them there is nothing to judge by.
judges=(tests/zpl)
if [ -d ../shared/data/channels/sp-api ]; then judges+=(tests/judges); fi

fetch_judge() {
    say "fetching the locked programs of $1 for the tests"
    # What npm fetches runs nothing of its own while it is installed.
    npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error </dev/null >&2 ||
        fail "npm could not fetch the locked programs of $1. Nothing is half-used: the next start begins anew. Check the network, then start again."
}

python=$(find_python) || fail "no Python 3.11 or newer was found. Install it (Debian 12: apt-get install python3), or name one with PYTHON=/path/to/python3."

mapfile -t missing < <(missing_packages)
if [ "${#missing[@]}" -gt 0 ]; then install_packages "${missing[@]}"; fi

# Of pyproject only the names of the commands count: new lint rules are no reason to ask pip.
wanted=$({ cat requirements/dev.txt; sed -n '/^\[project\.scripts\]/,/^$/p' pyproject.toml; pwd; "$python" -c 'import sys; print(sys.version, sys.executable)'; } | sha256sum | cut -d' ' -f1)
mkdir -p "$stamps"
# Two makes at once share one .venv: the second waits, then finds the stamp.
exec 9>"$stamps/lock"
command -v flock >/dev/null && flock 9
if [ "$(cat "$stamps/venv" 2>/dev/null)" != "$wanted" ] || ! .venv/bin/python -c '' 2>/dev/null; then
    rm -f "$stamps/venv"
    build_venv
    printf '%s\n' "$wanted" >"$stamps/venv"
fi

if [ "$purpose" = test ]; then
    for judge in "${judges[@]}"; do
        wanted=$({ cat "$judge/package.json" "$judge/package-lock.json"; pwd; } | sha256sum | cut -d' ' -f1)
        stamp=$stamps/${judge##*/}
        if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || ! [ -d "$judge/node_modules" ]; then
            rm -f "$stamp"
            fetch_judge "$judge"
            printf '%s\n' "$wanted" >"$stamp"
        fi
    done
fi
