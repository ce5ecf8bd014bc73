"""What registers call things, in Swedish, English, Danish and Dutch, beside the portal's own words."""

from partnerships.enums import OrganisationKind

NAME_WORDS = {
    "sv": ["namn", "benämning", "organisation", "namn svenska", "namn / svenska", "svenskt namn", "svenska", "aktör"],
    "en": ["name", "english name", "name english", "namn engelska", "namn / engelska", "engelskt namn", "engelska",
           "name / english", "english", "organisation name", "navn engelsk", "naam engels", "engelsk", "engels"],
    "da": ["navn", "dansk navn", "navn dansk", "navn / dansk", "betegnelse", "dansk"],
    "nl": ["naam", "nederlandse naam", "naam nederlands", "naam / nederlands", "benaming", "nederlands"],
}  # fmt: skip
TITLE_WORDS = {
    "sv": [*NAME_WORDS["sv"], "titel", "rubrik", "avtal", "aktivitet", "utbyte", "samarbete", "projekt"],
    "en": [*NAME_WORDS["en"], "title", "agreement", "exchange", "activity", "partnership", "project"],
    "da": [*NAME_WORDS["da"], "overskrift", "aftale", "udveksling", "samarbejde"],
    "nl": [*NAME_WORDS["nl"], "overeenkomst", "uitwisseling", "samenwerking"],
}
TEXT_WORDS = {
    "sv": ["beskrivning", "presentation", "om", "beskrivning svenska"],
    "en": ["description", "about", "beskrivning engelska"],
    "da": ["beskrivelse"],
    "nl": ["beschrijving", "omschrijving"],
}
SUMMARY_WORDS = {
    "sv": ["sammanfattning", "innehåll", "beskrivning", "kommentar"],
    "en": ["summary", "description"],
    "da": ["sammenfatning", "resumé", "beskrivelse"],
    "nl": ["samenvatting", "omschrijving"],
}
KIND_WORDS = {
    "kommun": OrganisationKind.MUNICIPALITY,
    "kommune": OrganisationKind.MUNICIPALITY,
    "gemeente": OrganisationKind.MUNICIPALITY,
    "teater": OrganisationKind.THEATRE,
    "teatern": OrganisationKind.THEATRE,
    "museet": OrganisationKind.MUSEUM,
    "orkester": OrganisationKind.ORCHESTRA,
    "kör": OrganisationKind.CHOIR,
    "kor": OrganisationKind.CHOIR,
    "koor": OrganisationKind.CHOIR,
    "festival": OrganisationKind.FESTIVAL,
    "mässa": OrganisationKind.FESTIVAL,
    "universitet": OrganisationKind.UNIVERSITY,
    "högskola": OrganisationKind.UNIVERSITY,
    "universiteit": OrganisationKind.UNIVERSITY,
    "studieförbund": OrganisationKind.STUDY_ASSOCIATION,
    "förening": OrganisationKind.ASSOCIATION,
    "forening": OrganisationKind.ASSOCIATION,
    "vereniging": OrganisationKind.ASSOCIATION,
    "stiftelse": OrganisationKind.FOUNDATION,
    "fond": OrganisationKind.FOUNDATION,
    "stichting": OrganisationKind.FOUNDATION,
    "företag": OrganisationKind.COMPANY,
    "bolag": OrganisationKind.COMPANY,
    "ab": OrganisationKind.COMPANY,
    "virksomhed": OrganisationKind.COMPANY,
    "bedrijf": OrganisationKind.COMPANY,
    "nämnd": OrganisationKind.COMMITTEE,
    "förvaltning": OrganisationKind.ADMINISTRATION,
    "region": OrganisationKind.REGIONAL_AUTHORITY,
    "konsthall": OrganisationKind.ARTS_HOUSE,
    "kulturhus": OrganisationKind.ARTS_HOUSE,
    "ateljé": OrganisationKind.STUDIO,
    "annan": OrganisationKind.OTHER,
    "övrigt": OrganisationKind.OTHER,
    "andet": OrganisationKind.OTHER,
    "overig": OrganisationKind.OTHER,
}
