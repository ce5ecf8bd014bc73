"""Whether a case meets the conditions, and what it still lacks."""

from datetime import date, timedelta

from tests.journeys.acts.person import At, case, look
from tests.journeys.browsing import expect_heading

NOTES = {"en": "Seen in the papers.", "sv": "Framgår av handlingarna."}


def ask_for_completion(officer: At, reference: str, *, asked: str, question: str) -> None:
    """An officer asks for something that is missing, and lets the applicant answer a question again."""
    officer.go(case(reference))
    officer.follow("Ask for a completion")
    officer.fill("text", asked)
    officer.pick("question_codes", question)
    day = date.today() + timedelta(days=20)
    officer.fill("closes_at", f"{day}T12:00")
    look(officer, "completion-asked")
    officer.press("Send the request")
    officer.told("The request is with the case, and the applicant has been told.")


def answer_completion(applicant: At, reference: str, *, asked: str, question: str, answer: str) -> None:
    """The applicant finds the request, and answers it."""
    applicant.go(f"/my/applications/{reference}/")
    look(applicant, "completion-found")
    applicant.main.get_by_role("link", name=asked).click()
    expect_heading(applicant.page, applicant.say("Request for completion"))
    applicant.fill(f"q-{question}", answer)
    look(applicant, "completion-answer")
    applicant.press("Send the answer")


def accept_completion(officer: At, reference: str) -> None:
    """The officer accepts what was answered."""
    officer.go(case(reference))
    officer.press("Accept", exact=False)
    officer.told("The completion is accepted.")


def screen(officer: At, reference: str, name: str = "screening") -> None:
    """An officer finds that a case meets the conditions: each point, and each rule that people judge."""
    officer.go(case(reference, "screen/"))
    expect_heading(officer.page, officer.say("Screen the application"))
    for point in officer.main.get_by_role("checkbox").all():
        point.check()
    for met in officer.main.locator('input[type=radio][name^="rule-"][value="yes"]').all():
        met.check()
    for note in officer.main.locator('[name^="rule-"][name$="-note"]').all():
        note.fill(NOTES[officer.language])
    officer.pick("eligible", "yes")
    look(officer, name)
    officer.press("Record the screening")
    officer.told("The screening is recorded.")
