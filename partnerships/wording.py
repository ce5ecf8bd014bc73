"""What an agreement says: its articles as a version keeps them, and the checksum that tells two texts apart."""

import hashlib
import json
from typing import Any

from partnerships.models import Agreement

type Text = list[dict[str, Any]]


def text_of(agreement: Agreement) -> Text:
    """Return the working text as a version keeps it: each article's key, number, headings and texts, in order."""
    return [
        {
            "article": article.pk,
            "number": article.number,
            "headings": article.headings.as_dict(),
            "texts": article.texts.as_dict(),
        }
        for article in agreement.articles.all()
    ]


def hash_of(text: Text) -> str:
    """Return the checksum of what is said: numbers, headings and texts in their order, not who is stored where."""
    said = [[one["number"], one["headings"], one["texts"]] for one in text]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
