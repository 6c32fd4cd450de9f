from __future__ import annotations


class TestLogin:
    def test_leads_from_the_one_time_password_to_the_page_of_today(self, office):
        _, issued = office.add("王敏", "officer")
        browser = office.browser()
        assert browser.get("/", status=303).headers["Location"].startswith("/login")
        answer = browser.log_in(issued.login, issued.password)
        assert answer.headers["Location"] == "/password/first"
        new = {"password": "my own words 12", "again": "my own words 12"}
        answer = browser.send("/password/first", new)
        assert answer.headers["Location"] == "/"
        page = browser.get("/").text
        assert "王敏（经办）" in page
