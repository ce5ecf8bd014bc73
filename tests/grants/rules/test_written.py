"""Kinds of rules whatever their parameters are: written and read again, put into words, asked while nothing is known."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from grants.rules import Facts, Rule
from grants.rules.kinds import amounts, applicants, costs, decisions, financing, partners
from grants.rules.kinds.applicants import NoOverdueReport
from tests.grants.rules.making import UNKNOWN, outcome, parameters_of

KINDS = [
    kind for module in (applicants, partners, amounts, financing, costs, decisions) for kind in module.KINDS
]
# Of who has no history it is known that nothing is overdue.
WAITING = [kind for kind in KINDS if kind is not NoOverdueReport]


def _named(kind: type[Rule]) -> str:
    return kind.kind


@pytest.mark.parametrize("kind", KINDS, ids=_named)
@given(data=st.data())
def test_read_of_what_is_written_is_the_same_rule(kind: type[Rule], data: st.DataObject) -> None:
    rule = kind.read(data.draw(parameters_of(kind)))

    assert kind.read(rule.written()) == rule


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("kind", KINDS, ids=_named)
@given(data=st.data())
def test_sentence_is_a_sentence_in_each_language(
    kind: type[Rule], language: str, data: st.DataObject
) -> None:
    rule = kind.read(data.draw(parameters_of(kind)))

    with translation.override(language):
        sentence = rule.sentence()

    assert (sentence.strip(), sentence[-1:], "%(" in sentence) == (sentence, ".", False)


@pytest.mark.parametrize("kind", WAITING, ids=_named)
@given(data=st.data())
def test_check_of_nothing_known_waits(kind: type[Rule], data: st.DataObject) -> None:
    rule = kind.read(data.draw(parameters_of(kind)))

    assert outcome(rule, Facts()) is UNKNOWN
