#!/usr/bin/env bash
# Makes sure of Python, uv, the packages of uv.lock and the system's libraries; does nothing when all is there.
# Arguments: the make goals, which decide what is needed (the browser only for `test`).
set -euo pipefail
cd "$(dirname "$0")/.."
goals=" $* "
stamp=.venv/.packages

say() { printf '%s\n' "$*"; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }

# --- Python ---------------------------------------------------------------------------------------

supported() { # 3.12 to 3.14; a pyenv shim without its version fails here, as it should
    "$1" -c 'import sys; sys.exit(not (3, 12) <= sys.version_info[:2] < (3, 15))' 2>/dev/null
}

find_python() { # prints nothing when there is none
    local candidate
    for candidate in python3.14 python3.13 python3.12 python3; do
        candidate=$(command -v "$candidate") && supported "$candidate" && { printf '%s' "$candidate"; return; }
    done
    for candidate in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/{3.14,3.13,3.12}.*/bin/python; do
        [ -x "$candidate" ] && supported "$candidate" && { printf '%s' "$candidate"; return; }
    done
    return 0
}

# --- uv -------------------------------------------------------------------------------------------

tools_directory=.venv-tools # a place of our own for uv: many systems forbid pip to install beside their packages

find_uv() { # prints nothing when there is none
    local candidate
    for candidate in uv "$HOME/.local/bin/uv" "$tools_directory/bin/uv"; do
        "$candidate" --version >/dev/null 2>&1 && { command -v "$candidate"; return; }
    done
    return 0
}

install_uv() {
    local any
    any=${1:-$(command -v python3 || true)}
    [ -n "$any" ] || fail "There is no Python on this machine. Install Python 3.12 or newer (Debian, Ubuntu:
apt install python3 python3-venv) or uv (https://docs.astral.sh/uv/), and run make again."
    say "Installing uv, which manages the packages, into $tools_directory ..."
    if ! "$any" -m venv "$tools_directory" >/dev/null 2>&1; then
        rm -rf "$tools_directory" # without the system's python3-venv: pip can still install into a directory
        "$any" -m pip install --quiet --disable-pip-version-check --target "$tools_directory" uv ||
            fail "uv could not be installed. Install it (pipx install uv, or see https://docs.astral.sh/uv/) and run make again."
        return
    fi
    "$tools_directory/bin/python" -m pip install --quiet --disable-pip-version-check uv ||
        fail "uv could not be downloaded: is there a way to the package index? Install uv by hand and run make again."
}

# --- Packages -------------------------------------------------------------------------------------

wanted() { cat uv.lock pyproject.toml tools/ensure_environment.sh | cksum; }

sync_packages() {
    [ -L .venv ] && return # somebody else's environment, shared with this checkout: theirs to change
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(wanted)" ] && [ -x .venv/bin/python ] && return
    local python uv
    if supported .venv/bin/python; then python=.venv/bin/python; else python=$(find_python); fi
    uv=$(find_uv)
    if [ -z "$uv" ]; then
        install_uv "$python"
        uv=$(find_uv)
        [ -n "$uv" ] || fail "uv was installed and cannot be run. Install it by hand and run make again."
    fi
    if [ -z "$python" ]; then
        say "No Python 3.12, 3.13 or 3.14 was found on PATH or in pyenv: uv downloads one."
        "$uv" python install 3.13 || fail "Python 3.13 could not be downloaded. Install Python 3.12 or newer and run make again."
        python=3.13
    fi
    say "Installing the packages of uv.lock ..."
    "$uv" sync --frozen --compile-bytecode --python "$python" ${CI:+--quiet} || fail "The packages could not be installed; see above."
    wanted > "$stamp"
}

# --- The system's libraries -----------------------------------------------------------------------

has_pango() {
    .venv/bin/python -c 'import ctypes.util, sys; sys.exit(not all(map(ctypes.util.find_library, ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"))))'
}
has_gettext() { command -v msgfmt >/dev/null && command -v xgettext >/dev/null; }
has_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }
can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
# Debian's Chromium without windows draws the same pages with a third less work; only Debian has it.
has_headless_shell() { command -v chromium-headless-shell >/dev/null; }
offers_headless_shell() { apt-cache show chromium-headless-shell >/dev/null 2>&1; }

install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }

prefer_headless_shell() { # beside another Chromium, which does when this cannot be had
    [[ "$goals" == *" test "* ]] && ! has_headless_shell && has_chromium && can_install && offers_headless_shell || return 0
    say "Installing Chromium without windows (quicker browser tests) with apt ..."
    { DEBIAN_FRONTEND=noninteractive apt-get update -qq && install chromium-headless-shell; } >/dev/null 2>&1 ||
        say "It could not be installed; the tests take the Chromium that is there."
}

ensure_system_packages() {
    local missing=() purposes=()
    if ! has_pango; then
        missing+=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
        purposes+=("Pango (sets the PDFs)")
    fi
    has_gettext || { missing+=(gettext); purposes+=("gettext (translations)"); }
    if [[ "$goals" == *" test "* ]] && ! has_headless_shell && ! has_chromium; then
        missing+=(chromium)
        purposes+=("Chromium (browser tests)")
    fi
    if [[ "$goals" == *" test "* ]] && ! command -v pdftotext >/dev/null; then
        missing+=(poppler-utils)
        purposes+=("Poppler (reads the PDFs back in tests)")
    fi
    [ ${#missing[@]} -eq 0 ] && return
    local names
    names=$(printf '%s, ' "${purposes[@]}")
    if can_install; then
        say "Installing ${names%, } with apt ..."
        DEBIAN_FRONTEND=noninteractive apt-get update -qq
        # Known only now, where there was no list of packages before.
        offers_headless_shell && missing=("${missing[@]/%chromium/chromium-headless-shell}")
        install "${missing[@]}" ||
            fail "apt could not install ${missing[*]}; see above."
    elif command -v apt-get >/dev/null; then
        fail "Missing: ${names%, }. Install with:
    sudo apt-get install ${missing[*]}"
    elif command -v brew >/dev/null; then
        fail "Missing: ${names%, }. Install with:
    brew install pango gettext poppler && brew install --cask chromium"
    else
        fail "Missing: ${names%, }. Install the packages that hold them (Fedora: dnf install pango gettext chromium poppler-utils)."
    fi
}

sync_packages
ensure_system_packages
prefer_headless_shell
