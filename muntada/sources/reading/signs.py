"""The signs that stand for mentions in a template: one private-use character a kind."""

PARTY = "\ue000"  # a state, or the European Union
NATIONALITY = "\ue001"  # an adjective: Egyptian
BODY = "\ue002"  # a body or organisation with a key
INSTITUTION = "\ue003"  # an institution of a state: a ministry
OFFICIAL = "\ue004"  # a person in an office, with or without the name
MEETING = "\ue005"  # the noun of a kind of meeting
ROLE = "\ue006"  # an office
DATE = "\ue007"
NUMBER = "\ue008"
ORDINAL = "\ue009"
PLACE = "\ue00a"
TITLE = "\ue00b"  # what stands between quotation marks
INSTRUMENT = "\ue00c"  # an instrument with a key
INSTRUMENT_KIND = "\ue00d"  # the noun of a kind of instrument
LEVEL = "\ue00e"  # at ministerial level
BODY_KIND = "\ue00f"  # a noun for bodies: the forum, the committee
PERSON = "\ue010"
# Kinds that are gathered as mentions and do not stand in templates.
TOPIC, SECTOR, REGION, STAGE, GROUP = "\ue020", "\ue021", "\ue022", "\ue023", "\ue024"

BY_NAME = {
    "party": PARTY,
    "nationality": NATIONALITY,
    "body": BODY,
    "institution": INSTITUTION,
    "official": OFFICIAL,
    "meeting": MEETING,
    "role": ROLE,
    "date": DATE,
    "number": NUMBER,
    "ordinal": ORDINAL,
    "place": PLACE,
    "title": TITLE,
    "instrument": INSTRUMENT,
    "instrument_kind": INSTRUMENT_KIND,
    "level": LEVEL,
    "body_kind": BODY_KIND,
    "person": PERSON,
    "topic": TOPIC,
    "region": REGION,
    "group": GROUP,
}
# Nouns that did not come to stand for anything known stay words in a template.
IN_TEMPLATES = frozenset(BY_NAME.values()) - {TOPIC, REGION, GROUP, BODY_KIND, ROLE}
STRUCTURAL = IN_TEMPLATES | {BODY_KIND, ROLE}
OF_STATES = frozenset({PARTY, NATIONALITY})  # names of states and their adjectives
