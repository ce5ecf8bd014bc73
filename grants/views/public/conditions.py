"""What a call's page says of its conditions: strands, deadlines, rules, criteria, who decides, payment, duties."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.domain import call_rules, call_words
from grants.domain.call_rules import Asked
from grants.enums import Effect, Stage
from grants.models import Call

# Asked of what is handed in; the others are asked of a grant.
OF_APPLICATIONS = frozenset({Stage.TYPING, Stage.SUBMISSION, Stage.SCREENING, Stage.ASSESSMENT})
REMARKS: dict[str, str | Promise] = {
    Effect.BLOCKING: "",
    Effect.WARNING: gettext_lazy("recommended"),
    Effect.JUDGED: gettext_lazy("judged by an officer"),
}


def conditions_of(call: Call) -> dict[str, Any]:
    """Return the conditions of a call in words, for ``grants/public/parts/call_conditions.html``; nine queries."""
    rules = call_rules.asked_in(call)
    lists = [
        (_("Strands"), [call_words.strand(row) for row in call.strands.select_related("call")]),
        (
            _("Rounds and deadlines"),
            [call_words.window(row) for row in call.windows.select_related("strand")],
        ),
    ]
    afterwards = [
        (
            _("What applications are assessed by"),
            [call_words.criterion(row) for row in call.scored_criteria.all()],
        ),
        (
            _("Who proposes and decides"),
            [call_words.body(row) for row in call.bodies.select_related("call", "organisation")],
        ),
        (
            _("How the grant is paid"),
            [call_words.instalment(row) for row in call.instalments.select_related("funder__organisation")],
        ),
        (_("What you owe afterwards"), [call_words.duty(row) for row in call.duties.all()]),
    ]
    return {
        "before": [(title, told) for title, told in lists if told],
        "rules": [_rule(asked) for asked in rules if OF_APPLICATIONS & set(asked.row.stages)],
        "later_rules": [_rule(asked) for asked in rules if not OF_APPLICATIONS & set(asked.row.stages)],
        "afterwards": [(title, told) for title, told in afterwards if told],
        "extensions": list(call.extensions.select_related("call")),
    }


def _rule(asked: Asked) -> dict[str, Any]:
    return {"sentence": asked.sentence(), "remark": REMARKS[asked.row.effect]}
