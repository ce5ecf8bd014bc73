"""What the portal knows of an applicant already, filled in when a draft begins: from the account and the register alone."""

from collections.abc import Iterator, Mapping, Sequence

from grants.domain.answers import Typed, options_of
from grants.domain.countries import offered
from grants.domain.drafts import OpenDraft
from grants.domain.facts import KIND_OF
from grants.enums import Meaning, PartyKind, QuestionKind
from grants.models import Application, Question
from grants.models.calls import TEXT_KINDS
from partnerships.models import Organisation
from portal.core.multilingual import Multilingual

# In the place of the page from which an answer was saved: it stands so until somebody changes the answer.
PROFILE = "profile"


def fill_in(application: Application) -> None:
    """Answer what the profile knows, in a draft that has just begun, in the caller's transaction."""
    draft = OpenDraft(application)
    known = _known(application)
    typed = {
        question.code: answer
        for question in draft.questions
        if question.meaning in known and (answer := _answer(question, application, known[question.meaning]))
    }
    if typed:
        draft.save(typed, by=application.applicant, page=PROFILE)


def _known(application: Application) -> Mapping[str, Sequence[str | Multilingual]]:
    """Return what is known, by meaning: codes and words, what says most first."""
    person = application.applicant
    known: dict[str, Sequence[str | Multilingual]] = {
        Meaning.CONTACT_NAME: [person.name],
        Meaning.EMAIL: [person.email],
    }
    organisation = application.organisation
    if organisation is None:
        # Whoever applies as a person may be a group or a sole trader: said only where the call offers neither.
        return {**known, Meaning.APPLICANT_KIND: [PartyKind.PERSON], Meaning.LEGAL_FORM: [PartyKind.PERSON]}
    kind = [organisation.kind, KIND_OF[organisation.kind]] if organisation.kind in KIND_OF else []
    return {
        **known,
        Meaning.ORGANISATION_NAME: [organisation.names],
        Meaning.REGISTRATION_NUMBER: _numbers(organisation),
        Meaning.MUNICIPALITY: [organisation.municipality.names] if organisation.municipality else [],
        Meaning.WEBSITE: [organisation.website],
        Meaning.SEAT: list(_seat(organisation)),
        Meaning.APPLICANT_KIND: kind,
        Meaning.LEGAL_FORM: kind,
    }


def _numbers(organisation: Organisation) -> Sequence[str]:
    """Return the registration number, where there is one alone: which of several is meant is not known."""
    numbers = [one.number for one in organisation.registration_numbers.all()]
    return numbers if len(numbers) == 1 else []


def _seat(organisation: Organisation) -> Iterator[str]:
    """Yield the codes of where it has its seat, the narrow ones first; of several parts of a country none is it."""
    places = [place for place in (organisation.municipality, organisation.region) if place is not None]
    yield from (place.iso_3166_2[0] for place in places if len(place.iso_3166_2) == 1)
    yield from (place.nuts_code for place in places if place.nuts_code)
    yield from (place.country for place in places if place.country)


def _answer(question: Question, application: Application, known: Sequence[str | Multilingual]) -> Typed:
    """Return what to type; empty where the question does not take what is known."""
    if question.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES}:
        code = _option(question, known)
        return [code] if code and question.kind == QuestionKind.CHOICES else code
    if question.kind in {QuestionKind.COUNTRY, QuestionKind.COUNTRIES}:
        countries = {code for code, _name in offered(question)}
        code = next((str(one) for one in known if one in countries), "")
        return [code] if code and question.kind == QuestionKind.COUNTRIES else code
    if question.kind not in {*TEXT_KINDS, QuestionKind.LINK} or question.meaning in IN_CODES or not known:
        return ""
    if question.in_all_languages:
        return {code: _text(known[0], code) for code in question.call.languages if _text(known[0], code)}
    return _text(known[0], application.language)


# What is known of these is a code: a text asks for words.
IN_CODES = frozenset([Meaning.SEAT, Meaning.APPLICANT_KIND, Meaning.LEGAL_FORM])


def _text(known: str | Multilingual, language: str) -> str:
    return known.in_language(language) if isinstance(known, Multilingual) else known


def _option(question: Question, known: Sequence[str | Multilingual]) -> str:
    """Return the option that is known by its code, or by its words in any language."""
    codes = [code for code, _words in options_of(question)]
    if PartyKind.PERSON in known and {PartyKind.GROUP, PartyKind.SELF_EMPLOYED} & set(codes):
        return ""
    for one in known:
        if isinstance(one, str) and one in codes:
            return one
        if isinstance(one, Multilingual) and (found := _by_words(question, one)):
            return found
    return ""


def _by_words(question: Question, names: Multilingual) -> str:
    said = {name.casefold() for name in names.as_dict().values()}
    for option in question.options:
        words = option.get("names") if isinstance(option, dict) else None
        if isinstance(words, dict) and said & {str(text).casefold() for text in words.values()}:
            return str(option["code"])
    return ""
