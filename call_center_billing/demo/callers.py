"""Unknown callers of the sample world: a register, a directory to look at, and a work list."""

import base64

from ..models.directory.deadline import Deadline

#: subscribers of the operator's own register; the numbers are those that Sweden keeps for films
REGISTER = """Telefonnummer;Namn;Gatuadress;Postnr;Ort;Land;Organisationsnummer;Typ;Hemligt
070-174 06 05;Anna Sjöberg;Björkvägen 12;752 20;Uppsala;SE;;person;nej
070-174 06 06;Lars Öberg;Hamngatan 3;831 30;Östersund;SE;;person;nej
070-174 06 07;Märta Dahl;;222 23;Lund;SE;;person;nej
070-174 06 08;;;;;SE;;person;ja
070-174 06 09;Kari Holm;Karl Johans gate 5;0154;Oslo;NO;;person;nej
070-174 06 11;Göran Falk;Skolgatan 7;;;SE;;person;nej
070-174 06 12;Elsa Lind;Ringvägen 44;118 67;Stockholm;SE;;person;nej
08-465 004 10;Åkeri Ström AB;Kungsgatan 8;972 31;Luleå;SE;559999-0021;företag;nej
08-465 004 11;Kafé Öster HB;Storgatan 2;111 20;Stockholm;SE;969999-0011;företag;nej
"""
#: who called, how often: two get an account, the others are sent to customer service
CALLS = {
    "+46701740605": 1,
    "+46846500410": 1,
    "+46701740607": 3,
    "+46701740608": 2,
    "+46701740609": 1,
    "+46701740611": 1,
    "+46701740690": 5,
    "+4722334455": 1,
    "+46701740691": 9,
}
ROBOT = "+46701740691"


def make_callers(env, source):
    """Fill the register, describe a directory, and let some unknown numbers call."""
    register = env["call.directory"].search(
        [("company_id", "=", source.company_id.id), ("kind", "=", "register")], limit=1
    )
    load = {"directory_id": register.id, "file": base64.b64encode(REGISTER.encode()), "filename": "register.csv"}
    env["call.directory.import"].create(load).action_import()
    _describe(env)
    for number, calls in CALLS.items():
        for _call in range(calls):
            env["call.directory"]._find_out(source, number, Deadline(10))
    robot = env["call.directory.task"].search([("number", "=", ROBOT)])
    robot._dismiss("Uppringningsautomat, ingen kund", 90)


def _describe(env):
    """A directory as one may be described on screen. Archived: there is none at this address."""
    env["call.directory"].create(
        {
            "name": "Nummerupplysningen",
            "active": False,
            "kind": "json",
            "sequence": 20,
            "country_id": env.ref("base.se").id,
            "currency_id": env.ref("base.SEK").id,
            "url": "https://directory.example/v1/number/{digits}?account={login}",
            "headers": "Authorization: Bearer {secret}",
            "login": "norrsken",
            "secret": "sample-key",
            "price": 490_000,
            "charged": "hit",
            "path_name": "hits[0].company | hits[0].firstName + hits[0].lastName",
            "path_street": "hits[0].address.street + hits[0].address.number",
            "path_zip": "hits[0].address.zip",
            "path_city": "hits[0].address.city",
            "path_country": "hits[0].address.country",
            "path_org_number": "hits[0].orgNumber",
            "path_secret": "hits[0].protected",
        }
    )
