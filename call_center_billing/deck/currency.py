"""Signs and codes of currencies around an amount: "€ 0.12", "0,12 kr", "USD 0.0100"."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

ALL_CODES: Final = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
    "CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK "
    "HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL "
    "MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON "
    "RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX "
    "USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL "
)
CODES: Final = frozenset(ALL_CODES.split())
LOCAL: Final = frozenset({"KR", "KR.", ":-", "RS", "RS.", "FT", "KČ", "ZŁ"})
"""Words that stand for a currency, but not for one certain currency."""

EDGES: Final = re.compile(r"^([^\d.,+\-(−'’\s]*)\s*(.*?)\s*([^\d.,)'’\s]*|kr\.|:-)$", re.IGNORECASE | re.DOTALL)


def strip_currency(text: str) -> tuple[str, str]:
    """An amount without the currency before or after it, and that currency ("" for none).

    A word that is no currency stays where it is, so that the amount is refused.

    >>> strip_currency("€0.12"), strip_currency("0,12 SEK"), strip_currency("0.12 apples")
    (('0.12', '€'), ('0,12', 'SEK'), ('0.12 apples', ''))
    """
    if text[:1].isdigit() and text[-1:].isdigit():
        return text, ""
    match = EDGES.match(text)
    if match is None:
        return text, ""
    before, amount, after = match.groups()
    if (before and not is_currency(before)) or (after and not is_currency(after)):
        return text, ""
    return amount, before or after


def is_currency(word: str) -> bool:
    """Whether a word is a currency's code or sign."""
    upper = word.upper()
    return upper in CODES or upper in LOCAL or all(unicodedata.category(letter) == "Sc" for letter in word)
