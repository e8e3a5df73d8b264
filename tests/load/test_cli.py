"""Wrong arguments are one line and code 2; nobody home is one line and code 1."""

import pytest

from madang_load.cli import run


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["not an address"],
        ["http://example.org"],
        ["http://127.0.0.1:1", "--citizens", "none"],
        ["http://127.0.0.1:1", "--citizens", "0"],
        ["http://127.0.0.1:1", "--scenario", "war"],
        ["http://127.0.0.1:1", "--require", "speed<=3"],
        ["http://127.0.0.1:1", "--require", "seen_p99_ms"],
        ["http://127.0.0.1:1", "--officers", "2"],
        ["http://127.0.0.1:1", "--officers", "2", "--sign-ins", "nowhere.json"],
        ["http://127.0.0.1:1", "--colour"],
        ["http://127.0.0.1:1", "--data", "data"],
    ],
)
def test_wrong_arguments_are_one_line_and_code_2(arguments, capsys):
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("madang load: ")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    "url", ["http://me:secret@127.0.0.1:1", "http://127.0.0.1:1/?secret", "http://127.0.0.1:1/#secret", "http://127.0.0.1:secret"]
)
def test_an_address_that_is_more_than_one_is_rejected_and_not_repeated(url, capsys):
    assert run([url]) == 2
    assert capsys.readouterr().err == "madang load: not an address of an office, such as http://127.0.0.1:8080\n"


@pytest.mark.parametrize("rows", ["[]", "[3]", "{", '[{"token": "x"}]'])
def test_sign_ins_that_are_none_are_rejected(rows, tmp_path, capsys):
    file = tmp_path / "sign-ins.json"
    file.write_text(rows, "utf-8")
    assert run(["http://127.0.0.1:1", "--officers", "1", "--sign-ins", str(file)]) == 2
    assert str(file) in capsys.readouterr().err


def test_an_office_that_is_not_there_is_one_line_and_code_1(capfd):
    assert run(["http://127.0.0.1:9", "--citizens", "2", "--seconds", "1"]) == 1
    assert capfd.readouterr().err == "madang load: nobody got in at http://127.0.0.1:9: is the office open there?\n"


def test_a_server_process_that_is_gone_is_named(capfd):
    assert run(["http://127.0.0.1:9", "--citizens", "2", "--seconds", "1", "--server-pid", "4194305"]) == 1
    assert "no process 4194305" in capfd.readouterr().err
