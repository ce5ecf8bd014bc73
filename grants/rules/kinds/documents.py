"""Rules about files and signatures."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants.enums import RuleSubject, Stage
from grants.rules import parameters
from grants.rules.base import MET, Rule, Verdict, broken, unknown
from grants.rules.facts import Facts
from grants.rules.kinds.applicants import bounds_in_words, within, wrong_bounds
from grants.rules.parameters import choice, count, sentence_of, texts
from grants.rules.words import all_of, said
from portal.core.multilingual import Multilingual

BOTH_LEADS, APPLICANT, ALL_PARTNERS = "both_leads", "applicant", "all_partners"
SIGNERS = [
    (BOTH_LEADS, gettext_lazy("the lead of every side")),
    (APPLICANT, gettext_lazy("the applicant")),
    (ALL_PARTNERS, gettext_lazy("every partner")),
]


@dataclass(frozen=True, kw_only=True)
class FileAttached(Rule):
    """A file lies with a question."""

    kind = "file_attached"
    title = gettext_lazy("A file is attached")
    subject = RuleSubject.DOCUMENTS
    question: str = parameters.question(gettext_lazy("Question"))
    least: int | None = count(gettext_lazy("Fewest files"), optional=True)
    most: int | None = count(gettext_lazy("Most files"), optional=True)
    words: tuple[tuple[str, str], ...] = sentence_of(gettext_lazy("Name of the document"))

    def sentence(self) -> str:
        """State the rule."""
        name = str(Multilingual(dict(self.words)))
        if self.least in (None, 1) and self.most is None:
            return _("%(document)s is attached.") % {"document": name}
        return bounds_in_words(name, self.least, self.most)

    def contradiction(self) -> str:
        """Ask for bounds in order."""
        return wrong_bounds(self.least, self.most) if self.most is not None else ""

    def check(self, facts: Facts) -> Verdict:
        """Count the files."""
        found = sum(1 for one in facts.files if one.question == self.question)
        least = self.least if self.least is not None else 1
        if least <= found and (self.most is None or found <= self.most):
            return MET
        if found or self.most is not None or least > 1:
            return within(found, least, self.most, self.sentence, f"question:{self.question}")
        name = str(Multilingual(dict(self.words)))
        return broken(_("%(document)s is missing.") % {"document": name}, f"question:{self.question}")


@dataclass(frozen=True, kw_only=True)
class FilesAtMost(Rule):
    """All files together are not larger than a limit."""

    kind = "files_at_most"
    title = gettext_lazy("Size of all files")
    subject = RuleSubject.DOCUMENTS
    about = "files"
    megabytes: int = count(gettext_lazy("Megabytes"), least=1)

    def sentence(self) -> str:
        """State the rule."""
        return _("All files together have at most %(size)s MB.") % {"size": self.megabytes}

    def check(self, facts: Facts) -> Verdict:
        """Add up the sizes."""
        found = sum(one.bytes for one in facts.files)
        return MET if found <= self.megabytes * 1_000_000 else broken(self.sentence(), self.about)


@dataclass(frozen=True, kw_only=True)
class FileTypes(Rule):
    """Files of some types are not taken."""

    kind = "file_types_refused"
    title = gettext_lazy("Types of files")
    subject = RuleSubject.DOCUMENTS
    about = "files"
    types: tuple[str, ...] = texts(
        gettext_lazy("Types that are not taken"), help_text=gettext_lazy("Such as zip.")
    )

    def sentence(self) -> str:
        """State the rule."""
        return _("Files of these types are not taken: %(types)s.") % {"types": all_of(self.types)}

    def check(self, facts: Facts) -> Verdict:
        """Look at the ends of the names."""
        wrong = [one.filename for one in facts.files if one.suffix in {kind.lower() for kind in self.types}]
        if not wrong:
            return MET
        return broken(
            _("%(rule)s Not this: %(files)s.") % {"rule": self.sentence(), "files": all_of(wrong)}, self.about
        )


@dataclass(frozen=True, kw_only=True)
class PagesAtMost(Rule):
    """A file has at most some pages."""

    kind = "pages_at_most"
    title = gettext_lazy("Pages of a file")
    subject = RuleSubject.DOCUMENTS
    question: str = parameters.question(gettext_lazy("Question"))
    most: int = count(gettext_lazy("Most pages"), least=1)

    def sentence(self) -> str:
        """State the rule."""
        return _("The file has at most this many pages: %(count)s.") % {"count": self.most}

    def check(self, facts: Facts) -> Verdict:
        """Compare the pages of every file of the question."""
        files = [one for one in facts.files if one.question == self.question]
        if not files or any(one.pages is None for one in files):
            return unknown(f"question:{self.question}")
        right = all(one.pages is not None and one.pages <= self.most for one in files)
        return MET if right else broken(self.sentence(), f"question:{self.question}")


@dataclass(frozen=True, kw_only=True)
class SignedBy(Rule):
    """The form, or a document, is signed."""

    kind = "signed_by"
    title = gettext_lazy("Signatures")
    subject = RuleSubject.DOCUMENTS
    stages = (Stage.SUBMISSION, Stage.SCREENING)
    about = "signatures"
    by: str = choice(gettext_lazy("Signed by"), SIGNERS)
    question: str | None = parameters.question(gettext_lazy("Document; empty: the form"), optional=True)

    def sentence(self) -> str:
        """State the rule."""
        values = {"who": dict(SIGNERS)[self.by]}
        if self.question:
            return _("The document is signed by %(who)s.") % values
        return _("The application is signed by %(who)s.") % values

    def check(self, facts: Facts) -> Verdict:
        """Look for every signature that is wanted; one of the whole application covers its documents."""
        if self.question and not any(one.question == self.question for one in facts.files):
            return broken(_("The document that has to be signed is missing."), f"question:{self.question}")
        signed = [one for one in facts.signatures if one.document in {"", self.question or ""}]
        if self.by == APPLICANT:
            return (
                MET if any(one.role == "applicant" for one in signed) else broken(self.sentence(), self.about)
            )
        if not facts.partners:
            return unknown("partners")
        wanted = set(facts.sides)
        if self.by == BOTH_LEADS:
            found = {one.side for one in signed if one.role in {"applicant", "lead"} and one.side}
        else:
            found = {one.side for one in signed if one.side}
        lacking = wanted - found
        if wanted and not lacking:
            return MET
        sentence = _("A signature is still missing: %(sides)s.") % {
            "sides": all_of(said(one) for one in sorted(lacking))
        }
        return broken(sentence if lacking else self.sentence(), self.about)


@dataclass(frozen=True, kw_only=True)
class FilesOnTime(Rule):
    """No file was added after the deadline."""

    kind = "files_on_time"
    title = gettext_lazy("No files after the deadline")
    subject = RuleSubject.DOCUMENTS
    stages = (Stage.SCREENING,)
    about = "files"

    def sentence(self) -> str:
        """State the rule."""
        return _("No file is added after the deadline.")

    def check(self, facts: Facts) -> Verdict:
        """Compare the moment each file came with the moment of closing, which itself is late."""
        closes = facts.call.closes_at
        if closes is None or any(one.added_at is None for one in facts.files):
            return unknown(self.about)
        late = [one.filename for one in facts.files if one.added_at is not None and one.added_at >= closes]
        if not late:
            return MET
        values = {"rule": self.sentence(), "files": all_of(late)}
        return broken(_("%(rule)s Not this: %(files)s.") % values, self.about)


KINDS: tuple[type[Rule], ...] = (FileAttached, FilesAtMost, FileTypes, PagesAtMost, SignedBy, FilesOnTime)
