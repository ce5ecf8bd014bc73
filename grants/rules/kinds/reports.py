"""Rules about reports and accounts."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from grants.enums import RuleSubject, Stage
from grants.rules.base import MET, Rule, Verdict, broken, unknown
from grants.rules.days import add_days, add_months
from grants.rules.facts import ZERO, Facts
from grants.rules.kinds.periods import local_day
from grants.rules.parameters import choice, count
from grants.rules.words import day_in_words

AT_REPORT = (Stage.REPORT,)


@dataclass(frozen=True, kw_only=True)
class ReportDue(Rule):
    """The report is due some time after the project's end or the return home."""

    kind = "report_due"
    title = gettext_lazy("Report due")
    subject = RuleSubject.REPORT
    stages = AT_REPORT
    months: int | None = count(gettext_lazy("Months"), optional=True)
    days: int | None = count(gettext_lazy("Days"), optional=True)
    after: str = choice(
        gettext_lazy("After"),
        [("end", gettext_lazy("the stated end of the project")), ("return", gettext_lazy("the return home"))],
    )

    def sentence(self) -> str:
        """State the rule."""
        parts = []
        if self.months is not None:
            parts.append(
                ngettext("%(count)s month", "%(count)s months", self.months) % {"count": self.months}
            )
        if self.days is not None:
            parts.append(ngettext("%(count)s day", "%(count)s days", self.days) % {"count": self.days})
        what = _("the stated end of the project") if self.after == "end" else _("the return home")
        return _("The report is due %(time)s after %(what)s.") % {"time": " ".join(parts), "what": what}

    def contradiction(self) -> str:
        """Ask for a time."""
        return _("Fill in months or days.") if self.months is None and self.days is None else ""

    def due(self, facts: Facts) -> date | None:
        """Return the last day for the report; None while the end is not known."""
        anchor = facts.end if self.after == "end" else facts.returned_on or facts.end
        if anchor is None:
            return None
        return add_days(add_months(anchor, self.months or 0), self.days or 0)

    def check(self, facts: Facts) -> Verdict:
        """Compare the day of the report, or today while there is none."""
        due = self.due(facts)
        filed = facts.report_filed_on or local_day(facts.now, facts)
        if due is None or filed is None:
            return unknown()
        if filed <= due:
            return MET
        return broken(_("%(rule)s That was %(day)s.") % {"rule": self.sentence(), "day": day_in_words(due)})


@dataclass(frozen=True, kw_only=True)
class VouchersReferenced(Rule):
    """Every line of the accounts names its invoice."""

    kind = "vouchers_referenced"
    title = gettext_lazy("Accounts refer to invoices")
    subject = RuleSubject.REPORT
    stages = AT_REPORT

    def sentence(self) -> str:
        """State the rule."""
        return _("Each line of the accounts refers to an invoice.")

    def check(self, facts: Facts) -> Verdict:
        """Count the lines without one."""
        if facts.spent_without_voucher is None:
            return unknown()
        return MET if not facts.spent_without_voucher else broken(self.sentence())


@dataclass(frozen=True, kw_only=True)
class SpentAll(Rule):
    """What was not spent is paid back."""

    kind = "unspent_returned"
    title = gettext_lazy("Money that was not spent")
    subject = RuleSubject.REPORT
    stages = AT_REPORT

    def sentence(self) -> str:
        """State the rule."""
        return _("Money that was not spent is paid back.")

    def check(self, facts: Facts) -> Verdict:
        """Compare what was spent with what was granted."""
        if facts.spent is None or facts.awarded is None:
            return unknown()
        return MET if facts.awarded - facts.spent <= ZERO else broken(self.sentence())


KINDS: tuple[type[Rule], ...] = (ReportDue, VouchersReferenced, SpentAll)
