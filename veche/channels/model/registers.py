"""Numbers of the state's registers: ИНН, ОГРН and КПП as their format and check digits have it. Pure rules.

That a number is well formed says nothing about whose it is; that is what documents and the body above are for.
"""

from __future__ import annotations

import re
from typing import Final

from veche.ground.errors import BadInput, VecheError

_INN: Final = re.compile(r"[0-9]{10}|[0-9]{12}")
_OGRN: Final = re.compile(r"[0-9]{13}|[0-9]{15}")
# Two digits of the region and two of the office, the reason for registration (letters are allowed there), a number.
_KPP: Final = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}")
_TEN: Final = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_ELEVEN: Final = (7, *_TEN)
_TWELVE: Final = (3, *_ELEVEN)


def inn_is_right(inn: str) -> bool:
    """Ten digits of an organisation or twelve of a person, with the check digits that belong to them."""
    if not _INN.fullmatch(inn) or not int(inn):
        return False
    if len(inn) == 10:
        return inn[9] == _check(inn, _TEN)
    return inn[10] == _check(inn, _ELEVEN) and inn[11] == _check(inn, _TWELVE)


def ogrn_is_right(ogrn: str) -> bool:
    """Thirteen digits of an organisation or fifteen of an entrepreneur; the last one is the rest of a division."""
    if not _OGRN.fullmatch(ogrn) or not int(ogrn):
        return False
    return int(ogrn[:-1]) % (len(ogrn) - 2) % 10 == int(ogrn[-1])


def kpp_is_right(kpp: str) -> bool:
    return _KPP.fullmatch(kpp) is not None


def registers_refusal(*, inn: str, ogrn: str, kpp: str) -> VecheError | None:
    """What is wrong with the numbers of an institution; `kpp` may be absent."""
    if not inn_is_right(inn):
        return BadInput("inn_wrong")
    if not ogrn_is_right(ogrn):
        return BadInput("ogrn_wrong")
    if (len(inn) == 12) != (len(ogrn) == 15):
        return BadInput("registers_differ")
    if kpp and (len(inn) == 12 or not kpp_is_right(kpp)):
        return BadInput("kpp_wrong")
    return None


def bare(number: str) -> str:
    """As it is kept: without the blanks and dashes that people put into long numbers."""
    return re.sub(r"[\s-]", "", number).upper()


def _check(digits: str, weights: tuple[int, ...]) -> str:
    return str(sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11 % 10)
