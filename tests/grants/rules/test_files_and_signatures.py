"""Rules about files and signatures."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.rules.base import Outcome, RuleError
from grants.rules.facts import Attached, Facts, Party, Signed
from grants.rules.kinds.documents import FileAttached, FilesAtMost, FileTypes, PagesAtMost, SignedBy

NAME = {"en": "The contract"}
CONTRACT = Attached("contract", "contract", "contract.pdf", 1000, pages=3)
SIDES = (
    Party(name="A", side="nl", is_lead=True),
    Party(name="B", side="fr", is_lead=True),
)
APPLICANT, LEAD = Signed("applicant", side="nl"), Signed("lead", side="fr")


def _files(number: int) -> Facts:
    return Facts(files=(CONTRACT,) * number)


def test_file_attached_says_what_is_missing() -> None:
    rule = FileAttached.read({"question": "contract", "words": NAME})

    assert rule.sentence() == "The contract is attached."
    assert rule.check(_files(1)).is_met
    assert (rule.check(_files(0)).why, rule.check(_files(0)).about) == (
        "The contract is missing.",
        "question:contract",
    )


def test_file_attached_looks_at_its_own_question() -> None:
    rule = FileAttached.read({"question": "cv", "words": NAME})

    assert rule.check(_files(1)).is_broken


@given(st.integers(min_value=1, max_value=20))
def test_file_attached_counts_one_more_and_one_less(count: int) -> None:
    rule = FileAttached.read({"question": "contract", "least": count, "most": count, "words": NAME})

    assert [rule.check(_files(number)).is_met for number in (count - 1, count, count + 1)] == [
        False,
        True,
        False,
    ]


def test_file_attached_refuses_bounds_out_of_order() -> None:
    with pytest.raises(RuleError) as refused:
        FileAttached.read({"question": "contract", "least": 2, "most": 1, "words": NAME})

    assert refused.value.sentences == {"": "The upper bound lies below the lower one."}


@given(st.integers(min_value=1, max_value=1000))
def test_files_at_most_breaks_a_byte_above(megabytes: int) -> None:
    rule = FilesAtMost.read({"megabytes": megabytes})
    limit = megabytes * 1_000_000
    half = replace(CONTRACT, bytes=limit // 2)

    assert rule.check(Facts(files=(half, replace(half, bytes=limit - half.bytes)))).is_met
    assert rule.check(Facts(files=(half, replace(half, bytes=limit - half.bytes + 1)))).is_broken


def test_file_types_refused_looks_at_the_end_of_the_name() -> None:
    rule = FileTypes.read({"types": ["ZIP", "rar"]})

    assert rule.check(Facts(files=(replace(CONTRACT, filename="zip"),))).is_met
    assert rule.check(Facts(files=(replace(CONTRACT, filename="All.Zip"),))).why == (
        "Files of these types are not taken: ZIP and rar. Not this: All.Zip."
    )


@given(st.integers(min_value=1, max_value=500))
def test_pages_at_most_breaks_a_page_above(most: int) -> None:
    rule = PagesAtMost.read({"question": "contract", "most": most})
    right, wrong = replace(CONTRACT, pages=most), replace(CONTRACT, pages=most + 1)

    assert rule.check(Facts(files=(right, right))).is_met
    assert rule.check(Facts(files=(right, wrong))).is_broken


@pytest.mark.parametrize("files", [(), (replace(CONTRACT, pages=None),)])
def test_pages_at_most_waits_for_pages(files: tuple[Attached, ...]) -> None:
    rule = PagesAtMost.read({"question": "contract", "most": 2})

    assert rule.check(Facts(files=files)).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(("signatures", "met"), [((APPLICANT,), True), ((LEAD,), False), ((), False)])
def test_signed_by_the_applicant(signatures: tuple[Signed, ...], met: bool) -> None:
    rule = SignedBy.read({"by": "applicant"})

    assert rule.check(Facts(signatures=signatures)).is_met is met


@pytest.mark.parametrize(
    ("signatures", "why"),
    [
        ((APPLICANT, LEAD), ""),
        ((APPLICANT,), "A signature is still missing: fr."),
        ((), "A signature is still missing: fr and nl."),
        ((APPLICANT, Signed("partner", side="fr")), "A signature is still missing: fr."),
    ],
)
def test_signed_by_the_lead_of_every_side(signatures: tuple[Signed, ...], why: str) -> None:
    rule = SignedBy.read({"by": "both_leads"})

    assert rule.check(Facts(partners=SIDES, signatures=signatures)).why == why


def test_signed_by_every_partner_takes_a_partner_of_each_side() -> None:
    rule = SignedBy.read({"by": "all_partners"})
    partner = Signed("partner", side="fr")

    assert rule.check(Facts(partners=SIDES, signatures=(APPLICANT, partner))).is_met
    assert rule.check(Facts(partners=SIDES, signatures=(partner,))).is_broken


def test_signed_by_waits_for_partners() -> None:
    assert SignedBy.read({"by": "both_leads"}).check(Facts()).outcome is Outcome.UNKNOWN


def test_signed_by_wants_the_document_itself() -> None:
    rule = SignedBy.read({"by": "applicant", "question": "contract"})
    other = Signed("applicant", document="budget")

    assert rule.check(Facts(signatures=(APPLICANT,))).why == "The document that has to be signed is missing."
    assert rule.check(Facts(files=(CONTRACT,), signatures=(APPLICANT,))).is_met
    assert rule.check(Facts(files=(CONTRACT,), signatures=(replace(other, document="contract"),))).is_met
    assert rule.check(Facts(files=(CONTRACT,), signatures=(other,))).is_broken
