"""What the journal says of a deed leads to a page that there is."""

import re

from tests.support.driver import Client, whose


def test_each_deed_leads_to_a_page_that_there_is(client: Client) -> None:
    token = client.register()
    [slot, *_] = client.open_day("2027-03-03T09:00:00-05:00", "2027-03-03T10:00:00-05:00")
    client.book(token, slot)
    client.drain()
    admin, person = client.staff("equipe@example.org"), f"/api/v1/staff/people/{whose(token)}"
    corrected = client.call("PATCH", person, {"municipality": "Saint-Jérôme"}, admin)
    assert corrected.status_code == 200, corrected.text
    mails = client.call("GET", f"/api/v1/staff/messages?person={whose(token)}", token=admin)
    [mail] = [each for each in mails.get_json()["messages"] if each["kind"] == "booking_confirmed"]
    client.advance("PT2H")
    again = client.call("POST", f"/api/v1/staff/messages/{mail['id']}/resend", {}, admin)
    assert again.status_code < 300, again.text
    client.http.set_cookie("brigade_equipe", admin, domain="localhost")
    journal = client.http.get("/equipe/journal").text
    led = re.findall(r'<li><a href="([^"]+)">([^<]+)', journal)
    assert {"Profil corrigé", "Courriel renvoyé"} <= {said for _, said in led}, led
    for page, said in led:
        assert client.http.get(page).status_code == 200, said
