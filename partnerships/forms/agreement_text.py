"""The whole text of an agreement in one form: every article, new ones, and those to take out."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.domain.articles import ArticleError, TextEdits
from partnerships.forms.agreements import ArticleForm, languages_of
from partnerships.models import Agreement, Article
from portal.core.versions import Difference, VersionedForm, differences, posted, same, unchanged

MOST_NEW = 30  # new articles in one save; more come in the next one


class TextArticleForm(ArticleForm):
    """One article among the others."""

    remove = forms.BooleanField(label=gettext_lazy("Take this article out"), required=False)
    # Set on the conflict page, when somebody else has taken the article out meanwhile.
    gone = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["remove"]
            self.fields["texts"].required = False
        self.fields.pop("version", None)

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody has written anything here (a new article's number alone says nothing)."""
        return not self.cleaned_data.get("texts") and not self.cleaned_data.get("headings")

    @property
    def is_taken_out(self) -> bool:
        """Tell whether the person wants the article out."""
        return bool(self.cleaned_data.get("remove"))

    def clean(self) -> dict[str, Any]:
        """An article on its way out needs no text."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("remove"):
            self.errors.clear()
        return cleaned


class AgreementTextForm:
    """All articles of one version of an agreement.

    Posted names: ``version``; ``articles``, the primary keys on the page; ``a<pk>-…`` for each of them; ``n<place>-…``
    for new ones.
    """

    def __init__(self, agreement: Agreement, data: QueryDict | None = None) -> None:
        self.agreement, self.data = agreement, data
        self.refusals: list[str] = []  # what the domain says about the whole text
        self.languages = languages_of(agreement)
        self.version = agreement.version
        self.known = {article.pk: article for article in agreement.articles.all()}
        for article in self.known.values():
            article.agreement = agreement
        if data is None:
            self.keys = list(self.known)
            self.places = [0]
        else:
            self.version = _number(data.get("version"))
            self.keys = [key for key in map(_number, data.getlist("articles")) if key]
            self.places = sorted({_number(name[1:].partition("-")[0]) for name in data if _is_new(name)})[
                :MOST_NEW
            ]

    @cached_property
    def forms(self) -> list[TextArticleForm]:
        """The forms of the articles that the page had, in its order; one that is gone gets a form of its own."""
        return [
            self._form(f"a{key}", self.known.get(key) or Article(agreement=self.agreement))
            for key in self.keys
        ]

    @cached_property
    def new_forms(self) -> list[TextArticleForm]:
        """The forms of articles to be added."""
        return [self._form(f"n{place}", Article(agreement=self.agreement)) for place in self.places]

    def _form(self, prefix: str, article: Article) -> TextArticleForm:
        return TextArticleForm(self.data, instance=article, prefix=prefix, languages=self.languages)

    def __iter__(self) -> Iterator[TextArticleForm]:
        yield from self.forms
        yield from self.new_forms

    def is_valid(self) -> bool:
        """Tell whether every article can be read."""
        valid = [form.is_valid() for form in self]  # each of them: all sentences at once
        return all(valid)

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """What is wrong, for the summary: the field's id, its article's name and label, the sentence."""
        return [("", "", sentence) for sentence in self.refusals] + [
            (
                form[name].id_for_label if name in form.fields else "",
                f"{heading(form)}: {label}",
                str(sentence),
            )
            for form in self
            if form.is_bound
            for name, sentences in form.errors.items()
            for label in [form[name].label if name in form.fields else ""]
            for sentence in sentences
        ]

    def edits(self) -> TextEdits:
        """Return what this person changed, took out and added, for the domain."""
        changed, removed, added = {}, [], []
        for key, form in zip(self.keys, self.forms, strict=True):
            if key not in self.known:
                if not form.cleaned_data.get("gone") and not form.is_empty:
                    added.append(_said(form))  # put back
            elif form.is_taken_out:
                removed.append(key)
            elif changes := {name: value for name, value in form.changes().items() if name in _TEXTS}:
                changed[key] = changes
        added += [_said(form) for form in self.new_forms if not form.is_empty]
        return TextEdits(changed=changed, added=added, removed=removed)

    def form_of(self, error: ArticleError) -> TextArticleForm:
        """Return the form of the article that a domain error is about."""
        if error.article is not None:
            return self.forms[self.keys.index(error.article)]
        written = [
            *(form for key, form in zip(self.keys, self.forms, strict=True) if key not in self.known),
            *self.new_forms,
        ]
        return [form for form in written if not form.is_empty][error.added or 0]

    def against_what_stands_now(self) -> tuple[list[Difference], list[tuple[str, str]]]:
        """Compare article by article with what stands now.

        Returns the differences, and the names and values on which both sides agree. An article that somebody took out
        meanwhile is one difference (put it back, or leave it out); one that somebody added stays without a question.
        """
        found: list[Difference] = []
        kept: list[tuple[str, str]] = [("articles", str(key)) for key in self.keys]
        stands = {article.pk: article for article in self.agreement.articles.all()}
        for key, form in zip(self.keys, self.forms, strict=True):
            article = stands.get(key)
            if article is None:
                found.append(_gone(key, form))
                kept += _everything(form)
                continue
            article.agreement = self.agreement
            mine = [_named(one, form) for one in differences(form, article) if not one.name.endswith("-gone")]
            found += mine
            kept += unchanged(form, mine)
        for form in self.new_forms:
            if not form.is_empty:
                kept += _everything(form)
        return found, kept


_TEXTS = frozenset({"number", "headings", "texts"})


def heading(form: TextArticleForm) -> str:
    """Return what the article of a form is called on the page."""
    article = form.instance
    return f"§ {article.number}" if article.pk else _("New article")


def _named(difference: Difference, form: VersionedForm) -> Difference:
    """Say in the label which article a difference is in."""
    return Difference(**{**vars(difference), "label": f"{heading(form)}: {difference.label}"})  # type: ignore[arg-type]


def _gone(key: int, form: TextArticleForm) -> Difference:
    number = form.data.get(form.add_prefix("number"), "")
    texts = form["texts"].data or {}
    return Difference(
        name=f"a{key}",
        label=_("§ %(number)s was taken out while you were editing") % {"number": number},
        theirs=_("(taken out)"),
        mine="\n\n".join(text for text in texts.values() if text),
        theirs_data={f"a{key}-gone": ["1"]},
        mine_data={f"a{key}-gone": [""]},
        preferred="" if _touched(form) else "theirs",
    )


def _touched(form: TextArticleForm) -> bool:
    """Tell whether the person had changed the article that is gone now."""
    base = form.base_data()
    return base is None or not all(same(form[name], base, form.data) for name in _TEXTS)


def _everything(form: TextArticleForm) -> list[tuple[str, str]]:
    """Return all that was posted for an article's text."""
    return [
        (name, value)
        for field in _TEXTS
        for name, values in posted(form[field], form[field].data).items()
        for value in values
    ]


def _said(form: TextArticleForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in _TEXTS}


def _number(text: Any) -> int:
    text = str(text or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _is_new(name: str) -> bool:
    return name.startswith("n") and name[1:].partition("-")[0].isdigit() and "-" in name
