"""Lists of fictitious persons, groups and ships as the European Union and the United Kingdom publish theirs."""

from __future__ import annotations

import csv
import io

_EU = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-10-01T12:00:00.000+02:00" globalFileId="9">
{entities}</export>"""
_EU_ENTITY = """<sanctionEntity designationDetails="" unitedNationId="QDi.901" euReferenceNumber="EU.77.{n}"
 logicalId="{n}">
<remark>Aide of the Lantern Front.</remark>
<regulation regulationType="amendment" publicationDate="2014-03-02" entryIntoForceDate="2014-03-01"
 numberTitle="77/2014 (OJ L77)" programme="TAQA" logicalId="5"><publicationUrl>https://example.org/77</publicationUrl>
</regulation>
<subjectType code="{kind}" classificationCode="{letter}"/>
{inner}</sanctionEntity>"""
EU_PERSON = """<nameAlias firstName="Zubayr" middleName="" lastName="Alkhatibi" wholeName="Zubayr Alkhatibi"
 function="Treasurer" gender="M" title="Hajji" nameLanguage="EN" strong="true" logicalId="1"/>
<nameAlias wholeName="زبير الخطيبي" nameLanguage="AR" strong="true" logicalId="2"/>
<nameAlias wholeName="Zoubeir El Khatibi" nameLanguage="FR" strong="true" logicalId="3"/>
<nameAlias wholeName="Abu Fanous" strong="false" logicalId="4"/>
<citizenship countryIso2Code="JO" countryDescription="JORDAN" logicalId="6"/>
<birthdate circa="true" calendarType="GREGORIAN" city="Qasr" birthdate="1964-02-11" dayOfMonth="11" monthOfYear="2"
 year="1964" countryIso2Code="JO" countryDescription="JORDAN" logicalId="7"/>
<birthdate circa="false" calendarType="GREGORIAN" yearRangeFrom="1962" yearRangeTo="1966" countryIso2Code="00"
 countryDescription="UNKNOWN" logicalId="8"/>
<birthdate circa="false" calendarType="ISLAMIC" birthdate="1383-09-27" logicalId="9"/>
<identification number="K 12-34" latinNumber="K1234" identificationTypeCode="passport" countryIso2Code="JO"
 identificationTypeDescription="National passport" knownFalse="false" issuedBy="Civil Registry" logicalId="10"/>
<identification number="AA 9" identificationTypeCode="id" knownFalse="true" countryIso2Code="00" logicalId="11"/>
<address city="Qasr" street="3 Well Street" zipCode="100" countryIso2Code="JO" countryDescription="JORDAN"/>"""
EU_GROUP = """<nameAlias wholeName="Lantern Front" strong="true" logicalId="20"/>
<nameAlias wholeName="Jabhat al-Fanous" strong="true" logicalId="21"/>
<identification number="RC-55" identificationTypeCode="regnumber" logicalId="22"/>"""


def eu(*entities: str) -> bytes:
    """The file of these entities."""
    return _EU.format(entities="".join(entities)).encode()


def eu_entity(number: object, inner: str, kind: str = "person") -> str:
    """One entity."""
    return _EU_ENTITY.format(n=number, inner=inner, kind=kind, letter="P" if kind == "person" else "E")


UK_PERSON = """<Designation><LastUpdated>02/03/2025</LastUpdated><DateDesignated>01/03/2014</DateDesignated>
<UniqueID>LAN0001</UniqueID><OFSIGroupID>700</OFSIGroupID><UNReferenceNumber>QDi.901</UNReferenceNumber>
<Names><Name><Name1>Zubayr</Name1><Name2>Omar</Name2><Name6>ALKHATIBI</Name6><NameType>Primary Name</NameType></Name>
<Name><Name6>Abu Fanous</Name6><NameType>Alias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name>
<Name><Name1>Zoubeir</Name1><Name6>EL KHATIBI</Name6><NameType>alias</NameType></Name></Names>
<NonLatinNames><NonLatinName><NameNonLatinScript>زبير الخطيبي</NameNonLatinScript>
<NonLatinScriptLanguage>Arabic</NonLatinScriptLanguage></NonLatinName></NonLatinNames>
<Titles><Title>Hajji</Title></Titles><RegimeName>The Lanterns (Sanctions) Regulations</RegimeName>
<IndividualEntityShip>Individual</IndividualEntityShip><DesignationSource>UN and UK</DesignationSource>
<SanctionsImposed>Asset freeze|Travel Ban</SanctionsImposed><OtherInformation>Aide.</OtherInformation>
<UKStatementofReasons>He kept the till of the front.</UKStatementofReasons>
<Addresses><Address><AddressLine1>3 Well Street</AddressLine1><AddressLine6>Qasr</AddressLine6>
<AddressCountry>Jordan</AddressCountry></Address></Addresses>
<IndividualDetails><Individual><DOBs><DOB>11/02/1964</DOB><DOB>dd/mm/1966</DOB><DOB>31/02/1964</DOB></DOBs>
<Nationalities><Nationality>Jordan</Nationality></Nationalities>
<PassportDetails><Passport><PassportNumber>K1234</PassportNumber>
<PassportAdditionalInformation>Jordan</PassportAdditionalInformation></Passport></PassportDetails>
<Positions><Position>Treasurer</Position></Positions><Genders><Gender>Male</Gender></Genders>
<BirthDetails><Location><TownOfBirth>Qasr</TownOfBirth><CountryOfBirth>Jordan</CountryOfBirth></Location></BirthDetails>
</Individual></IndividualDetails></Designation>"""
UK_SHIP = """<Designation><LastUpdated>02/03/2025</LastUpdated><DateDesignated>05/06/2020</DateDesignated>
<UniqueID>LAN0002</UniqueID><Names><Name><Name6>MV LANTERN</Name6><NameType>Primary Name</NameType></Name></Names>
<RegimeName>The Lanterns (Sanctions) Regulations</RegimeName><IndividualEntityShip>Ship</IndividualEntityShip>
<ShipDetails><Ship><IMONumbers><IMONumber>9999993</IMONumber></IMONumbers><TypeOfShipDetails>
<TypeOfShip>Tanker</TypeOfShip></TypeOfShipDetails></Ship></ShipDetails></Designation>"""


def uk(*designations: str) -> bytes:
    """The file of these designations."""
    inner = "".join(designations)
    return f"<Designations><DateGenerated>01/10/2026</DateGenerated>{inner}</Designations>".encode()


_UK_ROW = {
    "Last Updated": "02/03/2025", "Unique ID": "LAN0001", "UN Reference Number": "QDi.901",
    "Regime Name": "The Lanterns (Sanctions) Regulations", "Designation Type": "Individual",
    "Designation source": "UN and UK", "Sanctions Imposed": "Asset freeze|Travel Ban", "Other Information": "Aide.",
    "UK Statement of Reasons": "He kept the till of the front.", "Date Designated": "01/03/2014", "Title": "Hajji",
    "Gender": "Male", "Position": "Treasurer",
}  # fmt: skip


def uk_csv() -> bytes:
    """The person of `UK_PERSON` as CSV: one line for each name, with what else there is on one of them."""
    lines = [
        {"Name 1": "Zubayr", "Name 2": "Omar", "Name 6": "ALKHATIBI", "Name type": "Primary Name",
         "Name non-latin script": "زبير الخطيبي", "Non-latin script language": "Arabic", "D.O.B": "11/02/1964",
         "Nationality(/ies)": "Jordan", "Passport number": "K1234", "Passport additional information": "Jordan",
         "Town of birth": "Qasr", "Country of birth": "Jordan", "Address Line 1": "3 Well Street",
         "Address Line 6": "Qasr", "Address Country": "Jordan"},
        {"Name 6": "Abu Fanous", "Name type": "Alias", "Alias strength": "Low quality a.k.a", "D.O.B": "dd/mm/1966"},
        {"Name 1": "Zoubeir", "Name 6": "EL KHATIBI", "Name type": "alias", "D.O.B": "31/02/1964"},
    ]  # fmt: skip
    columns = list(dict.fromkeys(name for line in lines for name in {**_UK_ROW, **line}))
    out = io.StringIO()
    out.write("Report Date: 01-Oct-2026\n")
    table = csv.DictWriter(out, columns)
    table.writeheader()
    table.writerows({**_UK_ROW, **line} for line in lines)
    return out.getvalue().encode()
