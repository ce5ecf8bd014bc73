"""The draft of a letter that takes a sleeping relation up again, in the partner's language.

The sentences are ours, one set for each language in which counterparts are named (domain.md X08). Names stand beside
the sentences, never inside them, so that no language has to bend them. Nothing is sent: an officer edits the draft.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from partnerships.models import Agreement, Partnership
from portal.core.registry import Happening
from portal.core.uncertain import UncertainDate

RECALLED = 5  # exchanges named in the letter

# The language in which a partner in this country is written to; Belgium's and Switzerland's is one of several.
LANGUAGE_OF_COUNTRY = {
    "AR": "es", "AT": "de", "BE": "nl", "CH": "de", "CL": "es", "CO": "es", "DE": "de", "DK": "da", "ES": "es",
    "FR": "fr", "LI": "de", "LT": "lt", "LU": "fr", "MC": "fr", "MD": "ro", "MX": "es", "NL": "nl", "PE": "es",
    "RO": "ro", "SE": "sv", "SN": "fr", "UY": "es",
}  # fmt: skip


@dataclass(frozen=True)
class Words:
    """The sentences of the letter in one language; ``agreement`` has places for the title and the years."""

    subject: str
    greeting: str
    opening: str
    agreement: str
    exchanges: str
    question: str
    regards: str


WORDS = {
    "sv": Words(
        "Kultursamarbetet",
        "Bästa kollegor,",
        "Det har gått en tid sedan vi senast arbetade tillsammans, och vi skulle gärna ta upp kontakten igen.",
        "Grunden för vårt samarbete var ”{title}”{years}.",
        "Av det vi har gjort tillsammans minns vi här fortfarande:",
        "Vi vill gärna höra hur ni ser på det i dag: vad är värt att ta upp igen, och vad har blivit viktigt för er "
        "sedan dess? Kan vi ses under de kommande månaderna, digitalt eller på plats?",
        "Med vänliga hälsningar",
    ),
    "da": Words(
        "Kultursamarbejdet",
        "Kære kolleger",
        "Det er efterhånden noget tid siden, vi sidst arbejdede sammen, og vi vil gerne genoptage kontakten.",
        "Grundlaget for vores samarbejde var »{title}«{years}.",
        "Af det, vi har gjort sammen, husker vi her stadig:",
        "Vi vil gerne høre, hvordan I ser på det i dag: Hvad er værd at tage op igen, og hvad er blevet vigtigt for "
        "jer siden? Kan vi mødes i de kommende måneder, digitalt eller på stedet?",
        "Med venlig hilsen",
    ),
    "nl": Words(
        "Onze culturele samenwerking",
        "Beste collega's,",
        "Het is al enige tijd geleden dat we voor het laatst samenwerkten, en we zouden het contact graag hernieuwen.",
        "De basis van onze samenwerking was ‘{title}’{years}.",
        "Van wat we samen hebben gedaan, herinneren we ons hier nog altijd:",
        "We horen graag hoe u daar vandaag naar kijkt: wat is het waard om weer op te pakken, en wat is sindsdien "
        "belangrijk voor u geworden? Kunnen we elkaar de komende maanden ontmoeten, online of ter plaatse?",
        "Met vriendelijke groet,",
    ),
    "en": Words(
        "Our cooperation in culture",
        "Dear colleagues,",
        "It has been some time since we last worked together, and we would like to take up the contact again.",
        "Our cooperation rested on “{title}”{years}.",
        "Of what we did together, this is still remembered here:",
        "We would like to hear how you see it today: what would be worth taking up again, and what has become "
        "important to you since then? Could we meet in the coming months, online or in person?",
        "With kind regards,",
    ),
    "fr": Words(
        "Notre coopération culturelle",
        "Chères collègues, chers collègues,",
        "Voilà un certain temps que nous n’avons pas travaillé ensemble, et nous aimerions renouer le contact.",
        "Notre coopération reposait sur « {title} »{years}.",
        "De ce que nous avons fait ensemble, nous gardons ici le souvenir :",
        "Nous serions heureux de savoir quel regard vous portez aujourd’hui sur cette coopération : que faudrait-il "
        "reprendre, et qu’est-ce qui est devenu important pour vous depuis lors ? Pourrions-nous nous rencontrer dans "
        "les prochains mois, en ligne ou sur place ?",
        "Avec nos salutations les meilleures,",
    ),
    "de": Words(
        "Unsere kulturelle Zusammenarbeit",
        "Liebe Kolleginnen und Kollegen,",
        "seit unserer letzten gemeinsamen Arbeit ist einige Zeit vergangen, und wir würden den Kontakt gern wieder "
        "aufnehmen.",
        "Grundlage unserer Zusammenarbeit war „{title}“{years}.",
        "Von dem, was wir gemeinsam gemacht haben, ist uns hier in Erinnerung geblieben:",
        "Uns interessiert, wie Sie das heute sehen: Was wäre es wert, wieder aufgenommen zu werden, und was ist Ihnen "
        "seither wichtig geworden? Könnten wir uns in den nächsten Monaten treffen, digital oder vor Ort?",
        "Mit freundlichen Grüßen",
    ),
    "es": Words(
        "Nuestra cooperación cultural",
        "Estimadas y estimados colegas:",
        "Ha pasado algún tiempo desde que trabajamos juntos por última vez y nos gustaría retomar el contacto.",
        "Nuestra cooperación se apoyaba en «{title}»{years}.",
        "De lo que hicimos juntos, aquí seguimos recordando:",
        "Nos gustaría saber cómo lo ven ustedes hoy: qué valdría la pena retomar y qué ha cobrado importancia para "
        "ustedes desde entonces. ¿Podríamos reunirnos en los próximos meses, en línea o en persona?",
        "Reciban un cordial saludo,",
    ),
    "lt": Words(
        "Mūsų bendradarbiavimas kultūros srityje",
        "Gerbiami kolegos,",
        "praėjo jau nemažai laiko nuo tada, kai paskutinį kartą dirbome kartu, ir norėtume atnaujinti ryšį.",
        "Mūsų bendradarbiavimo pagrindas buvo „{title}“{years}.",
        "Iš to, ką nuveikėme kartu, čia iki šiol prisimename:",
        "Mums būtų svarbu išgirsti, kaip į tai žiūrite šiandien: ką verta tęsti ir kas jums tapo svarbu nuo to laiko? "
        "Gal artimiausiais mėnesiais galėtume susitikti – nuotoliniu būdu arba gyvai?",
        "Pagarbiai",
    ),
    "ro": Words(
        "Cooperarea noastră în domeniul culturii",
        "Stimate colege, stimați colegi,",
        "A trecut ceva timp de când am lucrat ultima dată împreună și am dori să reluăm legătura.",
        "Cooperarea noastră s-a bazat pe „{title}”{years}.",
        "Din ceea ce am făcut împreună, aici ne amintim și astăzi:",
        "Am dori să aflăm cum vedeți lucrurile astăzi: ce ar merita reluat și ce a devenit important pentru "
        "dumneavoastră între timp? Ne-am putea întâlni în lunile următoare, online sau la fața locului?",
        "Cu deosebită considerație,",
    ),
}


@dataclass(frozen=True)
class Letter:
    """A draft: its language, what it is about, and its text in paragraphs divided by empty lines."""

    language: str
    subject: str
    body: str


def language_for(partnership: Partnership) -> str:
    """Return the language in which the partner is written to: its country's, or English."""
    bodies = [partnership.counterpart.region if partnership.counterpart else None, partnership.region]
    for region in bodies:
        if region is not None and region.country:
            return LANGUAGE_OF_COUNTRY.get(region.country, "en")
    return "en"


def draft(
    partnership: Partnership,
    *,
    language: str,
    agreement: Agreement | None,
    happenings: Sequence[Happening],
    sender: str,
) -> Letter:
    """Return a draft that says only what is known: the agreement and its years, the exchanges by title and year.

    Parameters: ``language`` is a key of WORDS; ``agreement`` is the latest one, ``happenings`` the latest first;
    ``sender`` is the officer's name.
    """
    words = WORDS[language]
    authority = partnership.authority.organisation.names.in_language(language)
    paragraphs = [words.greeting, words.opening]
    if agreement is not None:
        title = agreement.names.in_language(language)
        years = years_of(agreement.valid_from or agreement.signed, agreement.valid_until)
        paragraphs.append(words.agreement.format(title=title, years=f" ({years})" if years else ""))
    exchanges = [one for one in happenings if one.group == "exchange"]
    # What had results is remembered first; the order of time stays within both.
    recalled = sorted(exchanges, key=lambda one: not one.results)[:RECALLED]
    if recalled:
        lines = [_line(one, language) for one in recalled]
        paragraphs.append("\n".join([words.exchanges, *lines]))
    paragraphs += [words.question, "\n".join([words.regards, sender, authority])]
    return Letter(
        language, f"{words.subject}: {authority} – {_partner(partnership, language)}", "\n\n".join(paragraphs)
    )


def years_of(start: UncertainDate | None, end: UncertainDate | None) -> str:
    """Return years as every language writes them: “2014–2017”, “2014–”, “2017”; empty where they are not certain."""
    first, last = _year(start, 0), _year(end, -1)
    if first and last:
        return first if first == last else f"{first}–{last}"
    if first:
        return f"{first}–"
    return f"–{last}" if last else ""


def _year(when: UncertainDate | None, place: int) -> str:
    part = when.reading.parts[place] if when is not None else None
    return part.year if part is not None and part.year.isdigit() and not part.qualifier else ""


def _line(happening: Happening, language: str) -> str:
    title = happening.title
    words = title.in_language(language) if hasattr(title, "in_language") else str(title)
    years = years_of(happening.when, happening.when)
    return f"– {words} ({years})" if years else f"– {words}"


def _partner(partnership: Partnership, language: str) -> str:
    partner = partnership.counterpart or partnership.region
    return partner.names.in_language(language) if partner else partnership.names.in_language(language)
