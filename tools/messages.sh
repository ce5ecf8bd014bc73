#!/usr/bin/env bash
# Collects the texts to translate into locale/sv and says what is untranslated.
# With --check nothing is changed, and it fails where texts are missing, untranslated, fuzzy or malformed.
set -euo pipefail
cd "$(dirname "$0")/.."
export DEMO=1
mode=${1:-}
po=locale/sv/LC_MESSAGES/django.po
mkdir -p "$(dirname "$po")"
kept=$(mktemp)
[ ! -f "$po" ] || cp "$po" "$kept"
finish() {
    [ "$mode" != --check ] || cp "$kept" "$po"
    rm -f "$kept"
}
trap finish EXIT

.venv/bin/python manage.py makemessages --verbosity 0 --locale sv --no-location --no-wrap --no-obsolete \
    --ignore '.venv*' --ignore .data --ignore static --ignore staticfiles --ignore tests
# A guess from a similar text is dropped: what is new is to be translated, not to be corrected.
msgattrib --clear-fuzzy --empty --sort-output --no-wrap --no-location -o "$po" "$po"
# The time of collecting would change the file each time.
sed -i '/^"POT-Creation-Date: /d' "$po"

ids() { msgattrib --no-wrap --no-obsolete --clear-fuzzy "$1" | sed -n '/^msgid/,/^msgstr/{/^msgstr/!p}'; }
problems=0
if [ "$mode" = --check ]; then
    if ! diff <(ids "$kept") <(ids "$po") >/dev/null; then
        echo "The texts in the code and in $po differ: run make messages and translate what is new."
        { diff <(ids "$kept") <(ids "$po") || true; } | grep '^[<>] msgid' | head -20 || true
        problems=1
    fi
fi
msgfmt --check-format --check-domain --output-file=/dev/null "$po" || problems=1
for kind in untranslated fuzzy; do
    option=--$kind; [ $kind = fuzzy ] && option=--only-fuzzy
    list=$(msgattrib --no-wrap --no-obsolete $option "$po" | grep '^msgid "' | grep -v '^msgid ""$' || true)
    if [ -n "$list" ]; then
        echo "$(wc -l <<< "$list") $kind in $po:"
        sed 's/^msgid /  /' <<< "$list"
        problems=1
    fi
done
[ "$mode" != --check ] || exit $problems
[ $problems = 0 ] && echo "Every text is translated."
exit 0
