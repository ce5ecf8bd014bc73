"""Making decision letters on both cores: sealed, stored, registered and mailed, against WeasyPrint and pyHanko alone."""

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from typing import Any

LETTERS = 1_000
PROCESSES = 2
LEAST_SHARE_OF_BARE = 0.7
SLUG = "bench-letters"


def run(count: int = LETTERS) -> bool:
    """Print both rates; returns whether ours is at least its share of the bare one."""
    from django.db import connection

    # One more for each process: its first one warms up fonts and keys.
    keys = _decided(count + PROCESSES)
    print(
        f"\nDecision letters ({count} in {PROCESSES} processes; bound: {LEAST_SHARE_OF_BARE:.0%} of the rate of"
    )
    print("WeasyPrint and pyHanko alone, with the same style sheets and fonts shared)\n")
    connection.close()
    parts = [keys[place::PROCESSES] for place in range(PROCESSES)]
    # A new process each: WeasyPrint's fonts are not safe to share with a fork.
    # One that dies or fails says so, where a Pool would wait for it for ever.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        told = list(pool.map(_measured, parts))
    bare, ours = (sum(one[place] for one in told) / PROCESSES for place in (0, 1))
    share = bare / ours
    print(
        f"alone: {count / bare:6.1f} letters a second; the portal's: {count / ours:6.1f}; share {share:.0%}"
    )
    _forget()
    within = share >= LEAST_SHARE_OF_BARE
    print("" if within else "over its bound")
    return within


def _decided(count: int) -> list[int]:
    """Make a call with so many decided cases; return the keys of their letters."""
    from django.utils import timezone

    from bench.calls import one_call
    from grants.models import Application, Decision, DecisionAct, DecisionLetter
    from portal.accounts.models import User

    _forget()
    call, person, now = one_call(SLUG), User.objects.get(email="artist@applicant.example"), timezone.now()
    cases = Application.objects.bulk_create(
        Application(
            call=call,
            authority=call.authority,
            applicant=person,
            applicant_name=person.name,
            reference=f"LETTER{number}",
            diary_number=f"{SLUG} {number}",
            title=f"Exchange {number}",
            language=("sv", "en", "da", "nl")[number % 4],
            requested=50_000,
            status="approved",
            content={"sections": []},
            content_sha256="0" * 64,
            submitted_at=now,
            submitted_by=person,
        )
        for number in range(count)
    )
    words = {"reasons": "It serves the aims of the call. " * 30, "appeal_notice": "Write to the court. " * 12}
    Decision.objects.bulk_create(
        Decision(application=case, outcome="approved", decided_by=person, **words) for case in cases
    )
    acts = DecisionAct.objects.bulk_create(
        DecisionAct(
            application=case,
            number=1,
            kind="original",
            outcome="approved",
            amount=50_000,
            requested=50_000,
            by=person,
            **words,
        )
        for case in cases
    )
    return [
        one.pk for one in DecisionLetter.objects.bulk_create(DecisionLetter(act=act, due=now) for act in acts)
    ]


def _measured(keys: list[int]) -> tuple[float, float]:
    """Make each letter alone and as the portal makes it, in turns; return the seconds of both."""
    import django

    django.setup()
    from grants import documents, periodic
    from grants.models import Decision, DecisionLetter

    bare, ours = 0.0, 0.0
    for place, key in enumerate(keys):
        letter = DecisionLetter.objects.select_related("act__application__call", "act__by").get(pk=key)
        markup, name = _markup(documents, letter.act)
        decision = Decision.objects.get(application=letter.act.application_id)
        start = time.perf_counter()
        _alone(markup, name)
        middle = time.perf_counter()
        periodic.send_decision.body(_silent, decision.pk)
        end = time.perf_counter()
        if place:
            bare, ours = bare + middle - start, ours + end - middle
    return bare, ours


def _silent(done: int, total: int, note: str = "") -> None:
    """Take the progress of a job."""


def _markup(documents: Any, act: Any) -> tuple[str, str]:
    """Return the HTML of a letter, rendered beforehand, and who sends it."""
    from django.template.loader import render_to_string
    from django.utils import timezone, translation

    language = act.application.language
    with translation.override(language):
        context = documents._decision_context(act, language)
        pdf = {
            "language": language,
            "title": "Decision",
            "author": context["authority"],
            "moment": timezone.now(),
        }
        return render_to_string("pdf/grants/decision_letter.html", {**context, "pdf": pdf}), context[
            "authority"
        ]


def _alone(markup: str, name: str) -> bytes:
    """Make and seal a PDF with the libraries and nothing else."""
    from weasyprint import HTML

    from portal.core.pdf import LETTER, variant
    from portal.core.pdf.fetcher import BASE_URL, static_path
    from portal.core.pdf.render import FONTS_CSS, _kit
    from portal.core.pdf.seal import seal

    written = HTML(string=markup, base_url=BASE_URL, url_fetcher=_kit.fetcher).write_pdf(
        stylesheets=[_kit.sheet(FONTS_CSS), *(_kit.sheet(static_path(one)) for one in LETTER)],
        font_config=_kit.fonts,
        color_profiles=dict(_kit.colours),
        presentational_hints=True,
        pdf_variant=variant.NAME,
    )
    return seal(bytes(written or b""), name=name)


def _forget() -> None:
    """Remove what an earlier run has left."""
    from bench.calls import forget_call

    forget_call(SLUG)
