"""Tables of fictitious acts, in the columns of UCDP, of ACLED and of GTD's shape."""

from __future__ import annotations

import csv
import io

UCDP = {
    "id": "501", "year": "2021", "type_of_violence": "3", "side_a": "Lantern Front", "side_b": "Civilians",
    "where_prec": "2", "where_coordinates": "Qasr village", "adm_1": "North", "adm_2": "", "latitude": "31.5",
    "longitude": "-7.25", "country": "Jordan (Hashemite Kingdom)", "event_clarity": "1", "date_prec": "1",
    "date_start": "2021-05-06 00:00:00.000", "date_end": "2021-05-07 00:00:00.000", "deaths_a": "1", "best": "4",
    "high": "9", "low": "3", "gwnoa": "", "source_article": "The Daily Lamp, 2021-05-08", "source_original": "police",
    "source_headline": "Four die at Qasr",
}  # fmt: skip
ACLED = {
    "event_id_cnty": "JOR77", "event_date": "14 March 2023", "time_precision": "2",
    "event_type": "Explosions/Remote violence", "sub_event_type": "Remote explosive/landmine/IED",
    "actor1": "Lantern Front", "inter1": "Rebel group", "actor2": "Civilians (Jordan)",
    "assoc_actor_2": "Some Creed Group", "civilian_targeting": "Civilian targeting", "country": "Jordan",
    "admin1": "North", "admin2": "", "location": "Qasr", "latitude": "31.5", "longitude": "35.25",
    "geo_precision": "1", "source": "Daily Lamp", "notes": "A device went off.", "fatalities": "2",
}  # fmt: skip
GTD = {
    "eventid": "202105060001", "iyear": "2021", "imonth": "5", "iday": "0", "country_txt": "Jordan",
    "provstate": "North", "city": "Qasr", "latitude": "31.5", "longitude": "35.25", "specificity": "1.0",
    "summary": "A market was attacked.", "doubtterr": "0", "success": "1", "suicide": "1",
    "attacktype1_txt": "Bombing/Explosion", "targtype1_txt": "Transportation", "target1": "A bus", "gname":
    "Lantern Front", "guncertain1": "1", "claimed": "1", "gname2": "Lamp Brigade", "guncertain2": "0", "claim2": "0",
    "weaptype1_txt": "Explosives", "nkill": "5", "nkillter": "1", "nwound": "12", "nwoundte": "", "scite1": "Lamp 7",
}  # fmt: skip


def table(*rows: dict[str, str]) -> bytes:
    """The CSV of these rows."""
    out = io.StringIO()
    made = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)), restval="")
    made.writeheader()
    made.writerows(rows)
    return out.getvalue().encode()
