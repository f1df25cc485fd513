"""What each directory is asked, and what its answers mean."""

import hashlib
import json

import pytest
from directory import ADAPTERS, Answer, Listing, Question, TemplateFault, masked, shown, understand

ASKED = Question("+46701740605", login="me", secret="k&y", moment=1795317772, nonce="0123456789abcdef")
ANNA = {
    "displayName": "Anna Berg",
    "phone": [{"callTo": "+46701740605", "displayAs": "070-174 06 05"}],
    "address": [{"street": "Storgatan", "number": "3", "zipcode": "111 20", "city": "Stockholm"}],
}


def answer(document, status=200, **more):
    return Answer(status, json.dumps(document).encode(), **more)


def hitta(*persons, companies=()):
    return {"result": {"persons": {"person": list(persons)}, "companies": {"company": list(companies)}}}


def test_hitta_is_asked_with_a_signature_and_never_with_the_key():
    request = ADAPTERS["hitta"].request(ASKED)
    assert request.url == ("https://api.hitta.se/publicsearch/v1/combined?what=0701740605&page.number=1&page.size=3")
    headers = dict(request.headers)
    assert headers["X-Hitta-CallerId"] == "me"
    assert headers["X-Hitta-Hash"] == hashlib.sha1(b"me1795317772k&y0123456789abcdef").hexdigest()
    assert "k&y" not in str(request.headers) + request.url


def test_hitta_gives_a_person_s_whole_address():
    understood = understand("hitta", ASKED, answer(hitta(ANNA)))
    listing = Listing("Anna Berg", "Storgatan 3", "111 20", "Stockholm", kind="person")
    assert (understood.outcome, understood.listing, understood.reason) == ("found", listing, "")


def test_hitta_gives_a_company():
    company = {**ANNA, "displayName": "Bygg AB", "orgno": "559999-9991"}
    listing = understand("hitta", ASKED, answer(hitta(companies=[company]))).listing
    assert (listing.name, listing.kind, listing.org_number) == ("Bygg AB", "company", "559999-9991")


def test_a_hit_with_another_number_is_nobody():
    other = {**ANNA, "phone": [{"callTo": "+46701740606"}]}
    assert understand("hitta", ASKED, answer(hitta(other))).outcome == "none"


def test_a_household_is_one_subscriber_and_strangers_are_ambiguous():
    olle = {**ANNA, "displayName": "Olle Berg"}
    assert understand("hitta", ASKED, answer(hitta(ANNA, olle))).reason == ""
    olle = {**olle, "address": [{"street": "Lillgatan", "zipcode": "222 20", "city": "Lund"}]}
    understood = understand("hitta", ASKED, answer(hitta(ANNA, olle)))
    assert (understood.outcome, understood.reason, understood.listing.name) == ("found", "ambiguous", "Anna Berg")


def test_nobody_listed_is_no_error():
    assert understand("hitta", ASKED, answer({"result": {}})).outcome == "none"
    assert understand("eniro", ASKED, answer({"totalHits": 0, "adverts": []})).outcome == "none"


def test_eniro_is_asked_in_the_country_of_the_directory():
    request = ADAPTERS["eniro"].request(ASKED._replace(number="+4722334455", country="NO"))
    assert "country=no" in request.url and "search_word=22334455" in request.url
    assert "&key=k%26y&" in request.url and "&key=•••&" in masked(request.url, request.secrets)


def test_eniro_gives_companies():
    advert = {
        "companyInfo": {"companyName": "Kafé Öster AB", "orgNumber": "5599999991"},
        "address": {"streetName": "Österlånggatan 5", "postCode": "11131", "postArea": "Stockholm"},
        "phoneNumbers": [{"type": "std", "phoneNumber": "070-174 06 05"}],
    }
    understood = understand("eniro", ASKED, answer({"totalHits": 1, "adverts": [advert]}))
    assert understood.listing == Listing(
        "Kafé Öster AB", "Österlånggatan 5", "11131", "Stockholm", org_number="5599999991", kind="company"
    )


def test_opencnam_gives_a_name_and_its_price():
    request = ADAPTERS["opencnam"].request(ASKED._replace(number="+12015550123"))
    assert request.url.startswith("https://api.opencnam.com/v3/phone/%2B12015550123?format=json&account_sid=me")
    understood = understand("opencnam", ASKED, answer({"name": "ACME INC", "price": 0.0045, "number": "+12015550123"}))
    assert (understood.outcome, understood.listing.name, understood.price) == ("found", "ACME INC", 4500)


@pytest.mark.parametrize(("name", "outcome"), [("UNAVAILABLE", "none"), ("PRIVATE", "secret"), ("", "none")])
def test_some_names_are_none(name, outcome):
    assert understand("opencnam", ASKED, answer({"name": name})).outcome == outcome


def test_twilio_gives_a_name_and_hides_its_token():
    request = ADAPTERS["twilio"].request(ASKED)
    assert request.url == "https://lookups.twilio.com/v2/PhoneNumbers/%2B46701740605?Fields=caller_name"
    assert "bWU6ayZ5" in dict(request.headers)["Authorization"] and "bWU6ayZ5" in request.secrets
    known = {"phone_number": "+1", "valid": True, "caller_name": {"caller_name": "ACME", "caller_type": "BUSINESS"}}
    assert understand("twilio", ASKED, answer(known)).listing == Listing("ACME", kind="company")
    abroad = {**known, "caller_name": {"caller_name": None, "caller_type": None, "error_code": 60600}}
    assert understand("twilio", ASKED, answer(abroad)).outcome == "none"
    assert understand("twilio", ASKED, answer({**known, "valid": False})).outcome == "none"


GENERIC = ASKED._replace(
    url="https://dir.example/{country}/{digits}?key={secret}",
    country="SE",
    headers="Authorization: Basic {basic}\nX-Asked: {national}",
    paths=(
        ("name", "hits[0].company | hits[0].who"),
        ("street", "hits[0].street + hits[0].no"),
        ("zip", "hits[0].zip"),
        ("city", "hits[0].city"),
        ("secret", "hits[0].hidden"),
    ),
)


def test_any_directory_can_be_described():
    request = ADAPTERS["json"].request(GENERIC)
    assert request.url == "https://dir.example/se/46701740605?key=k%26y"
    assert dict(request.headers)["X-Asked"] == "0701740605"
    hits = {"hits": [{"who": "Anna", "street": "Storgatan", "no": 3, "zip": 11120, "city": "Stockholm"}]}
    understood = understand("json", GENERIC, answer(hits))
    assert understood.listing == Listing("Anna", "Storgatan 3", "11120", "Stockholm", kind="person")
    assert understand("json", GENERIC, answer({"hits": [{"hidden": "ja"}]})).outcome == "secret"
    assert understand("json", GENERIC, answer({"hits": []})).outcome == "none"
    assert understand("json", GENERIC, answer("nobody")).reason == "shape"


@pytest.mark.parametrize(
    "change",
    [
        {"url": "ftp://dir.example/{number}"},
        {"url": "https://dir.example/{__class__}"},
        {"url": "https://dir.example/{digits}\r\nX: y"},
        {"url": ""},
        {"headers": "no colon"},
        {"headers": "X-A: {unknown}"},
        {"headers": "X: y\x00z"},
    ],
)
def test_a_template_that_cannot_be_used_is_refused(change):
    with pytest.raises(TemplateFault):
        ADAPTERS["json"].request(GENERIC._replace(**change))


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        ("https://x.example/{digits}?id={login}&k={secret}", "https://x.example/46701740605?id=•••&k=•••"),
        ("https://x.example/{digits}?apiKey=typed&b=1", "https://x.example/46701740605?apiKey=•••&b=1"),
        ("https://u:p@x.example/{basic}", "https://•••@x.example/4oCi4oCi4oCiOuKAouKAouKAog%3D%3D"),
    ],
)
def test_what_was_asked_can_be_shown_to_anybody(url, seen):
    assert shown("json", GENERIC._replace(url=url)) == seen
    for kind in ("hitta", "eniro", "opencnam", "twilio"):
        assert "k%26y" not in shown(kind, ASKED)
        assert "me" not in shown(kind, ASKED).replace("name", "").replace("me=", "")


def test_a_secret_cannot_begin_another_header():
    request = ADAPTERS["json"].request(GENERIC._replace(secret="a\r\nX-Evil: 1", headers="X-Key: {secret}"))
    assert dict(request.headers) == {"Accept": "application/json", "X-Key": "a X-Evil: 1"}
