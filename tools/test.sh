#!/usr/bin/env bash
# The whole test suite on both cores; leaves no server behind. Arguments go to pytest.
set -uo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
# The journeys start many processes of the portal: each would compile all modules again.
unset PYTHONDONTWRITEBYTECODE
DEMO=1 $python manage.py compilemessages --verbosity 0 --ignore .venv || exit 1
$python -m pytest -n "${TEST_PROCESSES:-auto}" --dist loadscope --no-loadscope-reorder "$@"
outcome=$?
$python -m portal.run --stop-servers
exit $outcome
