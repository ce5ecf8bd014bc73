"""Rules about single answers, fields of art and languages, and what only an officer can judge."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.enums import RuleSubject, Stage
from grants.rules import parameters
from grants.rules.base import MET, WHEN_FILED, Outcome, Rule, Verdict, broken, unknown
from grants.rules.days import add_months
from grants.rules.facts import Facts
from grants.rules.kinds.applicants import bounds_in_words, within, wrong_bounds
from grants.rules.kinds.periods import local_day
from grants.rules.parameters import count, number, sentence_of, texts, yes_no
from grants.rules.words import all_of, any_of, languages_in_words, said
from portal.core.multilingual import Multilingual


def _of(code: str) -> str:
    return f"question:{code}"


def _as_codes(value: object) -> list[str]:
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, list | tuple):
        return [str(one) for one in value]
    return [str(value)]


@dataclass(frozen=True, kw_only=True)
class AnswerIs(Rule):
    """A question is answered in one of some ways, or in none of them."""

    kind = "answer_is"
    title = gettext_lazy("Answer to a question")
    subject = RuleSubject.CONTENT
    question: str = parameters.question(gettext_lazy("Question"))
    answers: tuple[str, ...] = texts(
        gettext_lazy("Answers"),
        help_text=gettext_lazy("Codes of the options; yes and no for a yes-no question."),
    )
    excluded: bool = yes_no(gettext_lazy("None of these answers"))
    words: tuple[tuple[str, str], ...] = sentence_of(gettext_lazy("The rule in words"))

    def sentence(self) -> str:
        """State the rule in the officer's words."""
        return str(Multilingual(dict(self.words)))

    def check(self, facts: Facts) -> Verdict:
        """Compare the answer; of several, each has to fit."""
        value = facts.answers.get(self.question)
        if value is None or value == []:
            return unknown(_of(self.question))
        right = all((code in self.answers) is not self.excluded for code in _as_codes(value))
        return MET if right else broken(self.sentence(), _of(self.question))


@dataclass(frozen=True, kw_only=True)
class Answered(Rule):
    """A question is answered."""

    kind = "answered"
    title = gettext_lazy("A question is answered")
    subject = RuleSubject.CONTENT
    question: str = parameters.question(gettext_lazy("Question"))
    words: tuple[tuple[str, str], ...] = sentence_of(gettext_lazy("The rule in words"))

    def sentence(self) -> str:
        """State the rule in the officer's words."""
        return str(Multilingual(dict(self.words)))

    def check(self, facts: Facts) -> Verdict:
        """Look for an answer or a file."""
        value = facts.answers.get(self.question)
        there = value not in (None, "", [], {}) or any(one.question == self.question for one in facts.files)
        return MET if there else broken(self.sentence(), _of(self.question))


@dataclass(frozen=True, kw_only=True)
class AnswerNumber(Rule):
    """A number in an answer lies within bounds."""

    kind = "answer_number"
    title = gettext_lazy("Number in an answer")
    subject = RuleSubject.CONTENT
    question: str = parameters.question(gettext_lazy("Question"))
    least: Decimal | None = number(gettext_lazy("Smallest"), optional=True)
    most: Decimal | None = number(gettext_lazy("Largest"), optional=True)
    words: tuple[tuple[str, str], ...] = sentence_of(gettext_lazy("What is counted"))

    def sentence(self) -> str:
        """State the rule."""
        return bounds_in_words(str(Multilingual(dict(self.words))), self.least, self.most)

    def contradiction(self) -> str:
        """Ask for one bound at least, in order."""
        return wrong_bounds(self.least, self.most)

    def check(self, facts: Facts) -> Verdict:
        """Compare the number."""
        try:
            found = Decimal(str(facts.answers.get(self.question)))
        except InvalidOperation:
            return unknown(_of(self.question))
        return within(found, self.least, self.most, self.sentence, _of(self.question))


@dataclass(frozen=True, kw_only=True)
class AnswersChosen(Rule):
    """So many answers are chosen, of all or of some."""

    kind = "answers_chosen"
    title = gettext_lazy("Number of answers chosen")
    subject = RuleSubject.CONTENT
    question: str = parameters.question(gettext_lazy("Question"))
    least: int | None = count(gettext_lazy("Fewest"), optional=True)
    most: int | None = count(gettext_lazy("Most"), optional=True)
    words: tuple[tuple[str, str], ...] = sentence_of(gettext_lazy("What is chosen"))

    def sentence(self) -> str:
        """State the rule."""
        return bounds_in_words(str(Multilingual(dict(self.words))), self.least, self.most)

    def contradiction(self) -> str:
        """Ask for one bound at least, in order."""
        return wrong_bounds(self.least, self.most)

    def check(self, facts: Facts) -> Verdict:
        """Count what is chosen, or the rows of a list."""
        value = facts.answers.get(self.question)
        found = len(value) if isinstance(value, list | tuple) else 0 if value is None else 1
        return within(found, self.least, self.most, self.sentence, _of(self.question))


@dataclass(frozen=True, kw_only=True)
class DateAfter(Rule):
    """The day in one answer, or the start of the project, comes after the day in another answer."""

    kind = "date_after"
    title = gettext_lazy("One day after another")
    subject = RuleSubject.CONTENT
    question: str = parameters.question(gettext_lazy("Question with the earlier day"))
    later: str | None = parameters.question(
        gettext_lazy("Question with the later day; empty: the start of the project"), optional=True
    )
    before_filing: bool = yes_no(gettext_lazy("The earlier day comes before handing in"))
    words: tuple[tuple[str, str], ...] = sentence_of(gettext_lazy("The rule in words"))

    def sentence(self) -> str:
        """State the rule in the officer's words."""
        return str(Multilingual(dict(self.words)))

    def check(self, facts: Facts) -> Verdict:
        """Compare the two days."""
        earlier = _day(facts.answers.get(self.question))
        if self.before_filing:
            later = local_day(facts.filed_at or facts.now, facts)
        else:
            later = _day(facts.answers.get(self.later)) if self.later else facts.start
        if earlier is None or later is None:
            return unknown(_of(self.question))
        return MET if later > earlier else broken(self.sentence(), _of(self.question))


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


@dataclass(frozen=True, kw_only=True)
class FieldsWithin(Rule):
    """The project's fields are among those of the call, of the agreement behind it, or of a list."""

    kind = "fields_within"
    title = gettext_lazy("Fields of art")
    subject = RuleSubject.CONTENT
    about = "fields"
    fields: tuple[str, ...] = texts(
        gettext_lazy("Fields"), optional=True, help_text=gettext_lazy("Empty: the fields of the call.")
    )

    def sentence(self) -> str:
        """State the rule."""
        if self.fields:
            return _("The field is one of these: %(fields)s.") % {
                "fields": any_of(said(one) for one in self.fields)
            }
        return _("The field is one of those that the call is for.")

    def check(self, facts: Facts) -> Verdict:
        """Compare the fields."""
        allowed = frozenset(self.fields) or facts.call.fields
        if not facts.fields or not allowed:
            return unknown(self.about)
        outside = facts.fields - allowed
        if not outside:
            return MET
        names = all_of(said(one) for one in sorted(outside))
        return broken(
            _("%(rule)s Not these: %(wrong)s.") % {"rule": self.sentence(), "wrong": names}, self.about
        )


@dataclass(frozen=True, kw_only=True)
class CompleteIn(Rule):
    """The form is complete in some languages."""

    kind = "complete_in"
    title = gettext_lazy("Complete in languages")
    subject = RuleSubject.CONTENT
    # While one writes, it never is.
    stages = (Stage.SUBMISSION, Stage.SCREENING)
    languages: tuple[str, ...] = texts(gettext_lazy("Languages"))

    def sentence(self) -> str:
        """State the rule."""
        return _("The form is complete in %(languages)s.") % {"languages": languages_in_words(self.languages)}

    def check(self, facts: Facts) -> Verdict:
        """Look for languages in which something is missing."""
        lacking = [code for code in self.languages if code in facts.incomplete_languages]
        if not lacking:
            return MET
        return broken(
            _("The form is not complete in %(languages)s.") % {"languages": languages_in_words(lacking)}
        )


@dataclass(frozen=True, kw_only=True)
class WrittenIn(Rule):
    """The application is written in one of some languages."""

    kind = "written_in"
    title = gettext_lazy("Language of the application")
    subject = RuleSubject.CONTENT
    languages: tuple[str, ...] = texts(gettext_lazy("Languages"))

    def sentence(self) -> str:
        """State the rule."""
        known = [languages_in_words([code]) for code in self.languages]
        return _("The application is written in %(languages)s.") % {"languages": any_of(known)}

    def check(self, facts: Facts) -> Verdict:
        """Compare the language."""
        if not facts.language:
            return unknown()
        return MET if facts.language in self.languages else broken(self.sentence())


@dataclass(frozen=True, kw_only=True)
class Judged(Rule):
    """What no machine can know: the officer's checklist has it with its words."""

    kind = "judged"
    title = gettext_lazy("For the officer to judge")
    subject = RuleSubject.CONTENT
    stages = (Stage.SCREENING, Stage.ASSESSMENT)
    words: tuple[tuple[str, str], ...] = sentence_of(gettext_lazy("The rule in words"))
    reason: tuple[tuple[str, str], ...] = sentence_of(gettext_lazy("Why a person has to judge it"))

    def sentence(self) -> str:
        """State the rule in the officer's words."""
        return str(Multilingual(dict(self.words)))

    def check(self, facts: Facts) -> Verdict:
        """Leave it to the officer."""
        return Verdict(Outcome.UNKNOWN, str(Multilingual(dict(self.reason))))


@dataclass(frozen=True, kw_only=True)
class Strand(Rule):
    """The application is for one of some strands."""

    kind = "strand_is"
    title = gettext_lazy("Strand of the call")
    subject = RuleSubject.CONTENT
    stages = WHEN_FILED
    about = "strand"
    strands: tuple[str, ...] = texts(gettext_lazy("Strands"))

    def sentence(self) -> str:
        """State the rule."""
        return _("The application is for %(strands)s.") % {
            "strands": any_of(said(one) for one in self.strands)
        }

    def check(self, facts: Facts) -> Verdict:
        """Compare the strand."""
        if not facts.strand:
            return unknown(self.about)
        return MET if facts.strand in self.strands else broken(self.sentence(), self.about)


@dataclass(frozen=True, kw_only=True)
class RowsSince(Rule):
    """So many rows of an answer have a day within the last years before handing in."""

    kind = "rows_since"
    title = gettext_lazy("Number of rows from the last years")
    subject = RuleSubject.CONTENT
    question: str = parameters.question(gettext_lazy("Question with the rows"))
    column: str = parameters.question(gettext_lazy("Column with the day"))
    years: int = count(gettext_lazy("Years"), least=1)
    least: int = count(gettext_lazy("Fewest"), least=1)
    words: tuple[tuple[str, str], ...] = sentence_of(gettext_lazy("What is counted"))

    def sentence(self) -> str:
        """State the rule."""
        return bounds_in_words(str(Multilingual(dict(self.words))), self.least, None)

    def check(self, facts: Facts) -> Verdict:
        """Count the rows whose day is not older; one without a day does not count."""
        rows, moment = facts.answers.get(self.question), facts.filed_at or facts.now
        if not isinstance(rows, list | tuple) or moment is None:
            return unknown(_of(self.question))
        days = [_day(row.get(self.column)) for row in rows if isinstance(row, dict)]
        filed = moment.date()
        earliest = add_months(filed, -12 * self.years)
        found = sum(1 for one in days if one is not None and earliest <= one <= filed)
        return within(found, self.least, None, self.sentence, _of(self.question))


KINDS: tuple[type[Rule], ...] = (
    AnswerIs,
    Answered,
    AnswerNumber,
    AnswersChosen,
    DateAfter,
    FieldsWithin,
    CompleteIn,
    WrittenIn,
    Strand,
    Judged,
    RowsSince,
)
