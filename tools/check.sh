#!/usr/bin/env bash
# Every check that needs no running portal; all of them run, also when one fails, and the failed ones are named.
set -uo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=()

check() { # title, command...
    local title=$1 output
    shift
    printf '· %s ...' "$title"
    if output=$("$@" 2>&1); then
        echo " fine"
    else
        printf ' FAILED\n%s\n\n' "$output"
        failed+=("$title")
    fi
}

templates() { find templates -name '*.html' -o -name '*.txt' | sort; }
pages() { find templates -name '*.html' | sort; }

djade_check() { templates | xargs "$bin/djade" --check; }
djhtml_check() { pages | xargs "$bin/djhtml" --check --tabwidth 2; }
migrations() { DEMO=1 $bin/python manage.py makemigrations --check --dry-run; }
types() { DEMO=1 $bin/mypy; }

# The environment of a production that is set up right; only the database is asked, for its version.
production() {
    local database
    database=$(DEMO=1 $bin/python -c 'from portal.settings import DATABASE_URL; print(DATABASE_URL)') || return 1
    env -u DEBUG -u DEMO SECRET_KEY="$($bin/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
        ALLOWED_HOSTS=portal.example.org PORTAL_URL=https://portal.example.org \
        DATABASE_URL="$database" REDIS_URL=redis://valkey.example.org/0 \
        EMAIL_URL=smtp+tls://mail.example.org DEFAULT_FROM_EMAIL=portal@example.org \
        $bin/python manage.py check --deploy --fail-level WARNING
}

# The longest check by far runs beside the others, and is told in its turn.
typed=$(mktemp)
{ types >"$typed" 2>&1; echo $? >"$typed.outcome"; } &
types_told() {
    until [ -s "$typed.outcome" ]; do sleep 0.2; done
    cat "$typed"
    return "$(cat "$typed.outcome")"
}

check "lint (ruff check)" $bin/ruff check .
check "format (ruff format)" $bin/ruff format --check .
check "layers and rooms (import-linter)" $bin/lint-imports
check "missing migrations" migrations
check "untranslated strings" tools/messages.sh --check
check "templates (djade)" djade_check
check "templates' indentation (djhtml)" djhtml_check
check "production settings" production
check "types (mypy)" types_told
rm -f "$typed" "$typed.outcome"

if [ ${#failed[@]} -gt 0 ]; then
    printf '\nFailed: %s\n' "$(printf '%s, ' "${failed[@]}" | sed 's/, $//')"
    exit 1
fi
echo "All checks passed."
