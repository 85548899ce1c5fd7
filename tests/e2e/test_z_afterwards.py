"""When all journeys are over: the data hold together and the logs are clean."""

import json


def entries(site, name: str):
    for line in site.log(name).splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def test_all_data_hold_together(site, people):
    assert "Semua data saling cocok." in site.manage("check_data")
    assert "Log utuh" in site.manage("verify_audit")


def test_nothing_failed_behind_the_pages(site, people):
    failed = [
        entry
        for name in ("web", "worker")
        for entry in entries(site, name)
        if entry["level"] in {"ERROR", "CRITICAL"} and not is_mail_waiting(entry)
    ]

    assert failed == []


def is_mail_waiting(entry: dict) -> bool:
    """While the mail server was down, each failed try is logged."""
    return "send_email" in json.dumps(entry)


def test_no_log_names_anybody(site, people):
    logs = site.log("web") + site.log("worker")

    named = [person.name for person in people.people.values() if person.name in logs]

    assert named == []
    assert not any(person.number in logs for person in people.people.values())


def test_a_sample_of_each_kind_of_paper_was_left(site, people, eventually):
    names = {
        "surat-pernyataan-bebas.pdf",
        "surat-pernyataan-potensi.pdf",
        "hasil-penelaahan.pdf",
        "pemberitahuan-kegagalan-pelindungan-data.pdf",
    }

    eventually(
        lambda: {file.name for file in (site.var_dir / "contoh").glob("*")} >= names
    )
