"""ИНН, ОГРН, КПП: real numbers pass, and one wrong or swapped digit does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.channels.model.registers import bare, inn_is_right, kpp_is_right, ogrn_is_right, registers_refusal

DIGIT = st.sampled_from("0123456789")


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text(DIGIT, min_size=count, max_size=count).filter(lambda text: int(text) > 0)


def check(number: str, weights: list[int]) -> str:
    return str(sum(int(one) * weight for one, weight in zip(number, weights, strict=True)) % 11 % 10)


def with_inn_digits(number: str) -> str:
    """The number with its check digits, by the published rule, written once more in another way."""
    if len(number) == 9:
        return number + check(number, [2, 4, 10, 3, 5, 9, 4, 6, 8])
    first = number + check(number, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8])
    return first + check(first, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8])


def with_ogrn_digit(number: str) -> str:
    return number + str(int(number) % (11 if len(number) == 12 else 13) % 10)


@pytest.mark.parametrize("inn", ["7707083893", "7710030411", "500100732259"])
def test_real_inns(inn: str) -> None:
    assert inn_is_right(inn)


@pytest.mark.parametrize("ogrn", ["1027700132195", "1037700013020", "304500116000157"])
def test_real_ogrns(ogrn: str) -> None:
    assert ogrn_is_right(ogrn)


@given(st.one_of(digits(9), digits(10)))
def test_every_inn_with_its_digits_is_right(number: str) -> None:
    assert inn_is_right(with_inn_digits(number))


@given(digits(9), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_of_an_inn_is_found_unless_its_check_allows_both(number: str, place: int, step: int) -> None:
    right = with_inn_digits(number)
    wrong = right[:place] + str((int(right[place]) + step) % 10) + right[place + 1 :]
    # The remainder ten is written as zero, so a few pairs share a digit: the rule itself says which.
    assert inn_is_right(wrong) == (int(wrong) > 0 and with_inn_digits(wrong[:9]) == wrong)


@given(st.one_of(digits(12), digits(14)), st.integers(1, 9))
def test_the_last_digit_of_an_ogrn_is_the_only_one(number: str, step: int) -> None:
    right = with_ogrn_digit(number)
    assert ogrn_is_right(right)
    assert not ogrn_is_right(right[:-1] + str((int(right[-1]) + step) % 10))


@given(st.text(max_size=16))
def test_whatever_is_typed_has_an_answer(text: str) -> None:
    for right in (inn_is_right, ogrn_is_right, kpp_is_right):
        assert right(text) in (True, False)
    assert bare(bare(text)) == bare(text)


@pytest.mark.parametrize(
    "text", ["", "0000000000", "770708389", "77070838930", "７７０７０８３８９３", "770708389x", "000000000000"]
)
def test_what_is_no_inn(text: str) -> None:
    assert not inn_is_right(text)


def test_the_pair_must_fit() -> None:
    fine = {"inn": "7707083893", "ogrn": "1027700132195", "kpp": "773601001"}

    def code(**other: str) -> str | None:
        refusal = registers_refusal(**{**fine, **other})
        return None if refusal is None else refusal.code

    assert code() is None
    assert code(kpp="") is None
    assert code(inn="7707083894") == "inn_wrong"
    assert code(ogrn="1027700132196") == "ogrn_wrong"
    assert code(kpp="77360100") == "kpp_wrong"
    assert code(ogrn="304500116000157") == "registers_differ"
    assert code(inn="500100732259", ogrn="304500116000157") == "kpp_wrong", "entrepreneurs have none"
    assert bare("7707 083-893") == "7707083893"
