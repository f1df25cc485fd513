from . import call_card_agree
