"""Applying: what saving one field costs against a view that updates one row, and what all rules of a call cost."""

import re
import statistics
import time
from functools import partial

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from bench import calls, data
from bench.asking import Asker
from bench.measuring import cpu_of
from grants.domain import call_rules
from grants.domain.content import answered_sections
from grants.domain.ruling import facts_for
from grants.enums import Stage
from grants.models import Application

APPLICATIONS = 200_000
MOST_QUERIES = 6
MOST_TIMES_BARE = 4.0
MOST_MILLISECONDS = 20.0
ROUNDS = 40


def run() -> bool:
    """Print every figure; returns whether all are within their bounds."""
    data.grow_to(APPLICATIONS)
    draft = calls.prepare()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"\nApplying, with {calls.CALLS} calls of {calls.QUESTIONS} questions and {calls.RULES} rules and")
    print(f"{Application.objects.count():,} applications (CPU of one process, medians)\n")
    fine = [_saving(draft), _ruling(draft)]
    calls.forget()
    return all(fine)


def _saving(draft: Application) -> bool:
    """Save one field of a section, as its page does, against a bare view that updates one row."""
    applicant = Asker(draft.applicant)
    page = reverse("grants:applicant:application_section", args=[draft.reference, 2])
    drawn = applicant.get(page).decode()
    name = next(iter(re.findall(r'name="(q-text-\d+)"', drawn)))
    began = dict(re.findall(r'name="(began-[\w-]+)"[^>]*value="(\w*)"', drawn))
    counter = iter(range(1_000_000))

    def save() -> None:
        text = f"Ord {next(counter)}"
        fields = {"page": "bench", **began, name: text}
        applicant.post(f"{page}save/", fields, htmx=True)

    def bare() -> None:
        applicant.post(f"/bench/update/{draft.reference}/", {})

    save()
    with CaptureQueriesContext(connection) as seen:
        save()
    queries = [query for query in seen.captured_queries if query["sql"] not in {"BEGIN", "COMMIT"}]
    costs = cpu_of({"save": save, "bare": bare})
    times = costs["save"] / costs["bare"]
    within = len(queries) <= MOST_QUERIES and times <= MOST_TIMES_BARE
    print(f"saving one field: {len(queries)} queries (bound {MOST_QUERIES}), {costs['save']:.2f} ms,")
    print(f"  {times:.2f} × a view that updates one row ({costs['bare']:.2f} ms; bound {MOST_TIMES_BARE})")
    print("" if within else "  over its bound")
    return within


def _ruling(draft: Application) -> bool:
    """Ask all rules of the call, from the answers on; reading the database is not part of it."""
    rows = list(draft.call.rules.all())
    rules = call_rules.tree_of(rows)
    with override("sv"):
        sections = answered_sections(draft)
        facts = facts_for(draft, sections, rules, now=timezone.now())
        ask = partial(call_rules.findings, rules, facts, Stage.SUBMISSION)
        ask()
        times = []
        for _round in range(ROUNDS):
            start = time.process_time()
            call_rules.tree_of(rows)
            ask()
            times.append((time.process_time() - start) * 1000)
    milliseconds = statistics.median(times)
    within = milliseconds < MOST_MILLISECONDS
    print(
        f"all {len(rules)} rules of an application: {milliseconds:.2f} ms of CPU (bound {MOST_MILLISECONDS})"
    )
    print("" if within else "  over its bound")
    return within
