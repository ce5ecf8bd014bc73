"""What holds for every model of ours, now and for those to come."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from portal.core.models.moves import Move

APPS = ("partnerships", "exchanges", "grants", "accounts", "core", "reports", "imports", "site")
MODELS = [model for label in APPS for model in apps.get_app_config(label).get_models()]
VIEWS = [
    path
    for app in ("partnerships", "exchanges", "grants", "portal")
    for path in sorted((settings.BASE_DIR / app).rglob("*.py"))
    if "views" in path.relative_to(settings.BASE_DIR).parts[:-1]
]
# Everybody reads all of them.
PUBLIC = {"FrameworkElement", "Network", "NetworkMembership", "Organisation", "Region"}
# Methods of querysets that are told the person, or a record that the person has been found to see.
LOOKS_FIRST = {
    "visible_to",
    "visible_of",
    "own",
    "shared_with",
    "paid_to",
    "drafted_by",
    "submitted_to",
    "of",
    "of_all",
}
# Calls about a part of a record that was found through visible_to just before.
PARTS_OF_WHAT_WAS_FOUND = {"Outcome.objects.filter": "the outcomes of one exchange, on its page"}
HISTORIES = [model for model in MODELS if hasattr(model, "pgh_obj")]
OURS = [model for model in MODELS if model not in HISTORIES]

# Times that record no act of a person, or whose person stands elsewhere: field -> why.
WITHOUT_PERSON = {
    "closes_at": "a term, not an act",
    "expires_at": "a term, not an act",
    "opens_at": "a term, not an act",
    "created_at": "the history says who; invitations say it here too",
    "edited_at": "the history says who",
    "removed_at": "a question leaves the form of a call; the history says who",
    "saved_at": "only the owner writes",
    "updated_at": "the history says who",
    "finished_at": "the worker's act",
    "joined_at": "the person's own act",
    "last_beat_at": "the worker's act",
    "loaded_at": "the command's act",
    "next_at": "a term, not an act",
    "sent_at": "the worker's act",
    "started_at": "the worker's act",
    "starts_at": "a term, not an act",
    "told_at": "the portal's own act",
}


def named(model: type[models.Model]) -> str:
    return model._meta.label


def field_names(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.get_fields()}


@pytest.mark.parametrize("model", OURS, ids=named)
def test_every_act_says_who(model: type[models.Model]) -> None:
    acts = {name for name in field_names(model) if name.endswith("_at")} - WITHOUT_PERSON.keys()

    without = {act for act in acts if f"{act.removesuffix('_at')}_by" not in field_names(model)}

    assert without == set(), "add …_by, or say in WITHOUT_PERSON why there is no person"


@pytest.mark.parametrize("model", OURS, ids=named)
def test_every_period_has_its_order(model: type[models.Model]) -> None:
    names = field_names(model)
    pairs = [
        (first, last)
        for first, last in [
            ("opens_at", "closes_at"),
            ("starts", "ends"),
            ("starts_on", "ends_on"),
            ("valid_from", "valid_until"),
            ("begins", "ends"),
            ("since", "until"),
        ]
        if {first, last} <= names
    ]
    checks = " ".join(str(c.condition) for c in model._meta.constraints if hasattr(c, "condition"))

    without = [pair for pair in pairs if not all(name in checks for name in pair)]

    assert without == [], "add a named CheckConstraint: the end is not before the start"


@pytest.mark.parametrize("model", OURS, ids=named)
def test_every_constraint_has_a_name_and_those_of_forms_a_sentence(model: type[models.Model]) -> None:
    said = {constraint.name: sentence_of(constraint) for constraint in model._meta.constraints}

    assert "" not in said
    assert {name for name, sentence in said.items() if not sentence} - WITHOUT_SENTENCE.keys() == set()


def sentence_of(constraint: Any) -> str:
    """Return what a person reads when the constraint says no, or nothing where it is Django's own."""
    message = constraint.violation_error_message
    return "" if message == constraint.default_violation_error_message else str(message)


# Constraints that nobody can break through a form: what they guard is written by the portal alone.
WITHOUT_SENTENCE = {
    "award_accepted_at_with_by": "the portal writes both",
    "bank_account_refused_at_with_by": "the portal writes both",
    "bank_account_replaced_at_with_by": "the portal writes both",
    "bank_account_verified_at_with_by": "the portal writes both",
    "payment_prepared_at_with_by": "the portal writes both",
    "screening_ended_at_with_by": "the portal writes both",
    "payment_released_at_with_by": "the portal writes both",
    "answer_once": "the portal updates the answer that is there",
    "application_diary_number_once": "the portal counts",
    "calendar_link_revoked_at_with_by": "the portal writes both",
    "diary_counter_once": "the portal counts",
    "disclosure_request_diary_number_once": "the portal counts",
    "invitation_accepted_at_with_by": "the portal writes both",
    "invitation_revoked_at_with_by": "the portal writes both",
    "agenda_item_paragraph_of_a_year": "the portal counts",
    "agenda_item_paragraph_once": "the portal counts",
    "decision_basis_one": "the portal writes it",
    "envelope_spending_once": "the portal counts",
    "minutes_adjuster_adjusted_at_with_by": "the portal writes both",
    "paragraph_counter_once": "the portal counts",
    "job_finished_at_with_end_state": "the worker writes both",
    "job_once_per_task_and_key": "the portal takes the job that is there",
    "job_steps_within_total": "the worker counts",
    "case_task_done_at_with_by": "the portal writes both",
    "message_template_retired_at_with_by": "the portal writes both",
    "case_entry_kind_in_its_direction": "the portal writes both",
    "case_entry_of_a_request_names_it": "the portal writes both",
    "completion_request_accepted_at_with_by": "the portal writes both",
    "completion_request_answered_at_with_by": "the portal writes both",
    "completion_request_withdrawn_at_with_by": "the portal writes both",
    "agreed_terms_once": "the portal counts",
    "change_decided_at_with_by": "the portal writes both",
    "report_handed_in_at_with_by": "the portal writes both",
    "report_part_once": "the portal updates the part that is there",
    "report_reviewed_at_with_by": "the portal writes both",
    "report_submission_once": "the portal counts",
    "report_submission_with_fingerprint": "the portal counts",
    "destruction_finished_at_with_end": "the worker writes both",
    "destruction_item_carried_out_once": "the portal takes a case away once",
    "destruction_item_once": "the portal takes each case once",
    "award_revoked_at_with_by": "the portal writes both",
    "appeal_number_once": "the portal counts",
    "decision_act_number_once": "the portal counts",
    "decision_condition_number_once": "the portal counts",
    "decision_letter_opened_at_with_by": "the portal writes both",
    "decision_letter_sent_when_made": "the portal writes both",
    "decision_revoked_at_with_by": "the portal writes both",
    "envelope_draw_once": "the portal takes each envelope once",
    "register_entry_key_once": "the portal takes the entry that is there",
    "register_entry_number_from_one": "the portal counts",
    "register_entry_number_once": "the portal counts",
    "submission_numbered_with_content": "the portal counts",
    "submission_once": "the portal counts",
    "mandate_accepted_at_with_by": "the portal writes both",
    "mandate_revoked_at_with_by": "the portal writes both",
    "nomination_accepted_at_with_by": "the portal writes both",
    "nomination_withdrawn_at_with_by": "the portal writes both",
    "participant_accepted_at_with_by": "the portal writes both",
    "participant_removed_at_with_by": "the portal writes both",
    "signature_of_an_account_or_a_link": "the portal writes both",
    "signature_of_something": "the portal writes it",
    "message_sent_at_with_sent": "the worker writes both",
}


@pytest.mark.parametrize("model", HISTORIES, ids=named)
def test_every_history_is_written_by_triggers_and_never_rewritten(model: Any) -> None:
    tracked = model._meta.get_field("pgh_obj").related_model

    assert {trigger.name for trigger in tracked._meta.triggers} >= {
        "insert_insert",
        "update_update",
        "delete_delete",
    }
    assert [trigger.name for trigger in model._meta.triggers] == ["append_only"]


@pytest.mark.parametrize("model", [model for model in OURS if issubclass(model, Move)], ids=named)
def test_every_move_is_append_only(model: Any) -> None:
    assert [trigger.name for trigger in model._meta.triggers] == ["append_only"]


@pytest.mark.parametrize("model", OURS, ids=named)
def test_default_manager_is_never_filtered(model: type[models.Model]) -> None:
    assert not model._default_manager.all().query.where


@pytest.mark.parametrize("view", VIEWS, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_views_read_only_what_the_person_may_see(view: Path) -> None:
    asked = re.findall(r"\b([A-Z]\w+)\.objects\s*\.(\w+)", view.read_text())
    guarded = {model.__name__ for model in OURS if hasattr(model._default_manager, "visible_to")}

    past = {f"{model}.objects.{method}" for model, method in asked if model in guarded - PUBLIC}
    past = {call for call in past if call.rpartition(".")[2] not in LOOKS_FIRST}
    assert past - PARTS_OF_WHAT_WAS_FOUND.keys() == set()
