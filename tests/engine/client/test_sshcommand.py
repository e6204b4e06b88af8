"""How ssh is called, and what is said when it fails."""

from __future__ import annotations

import shlex
import subprocess

import pytest

from farfield_engine.client.sshcommand import PermissionDenied, SshCommand, control_path_of, script
from farfield_engine.client.target import SshTarget
from farfield_engine.errors import AttachError

TARGET = SshTarget("ann", "box", 2222)


@pytest.mark.parametrize(
    ("says", "told", "for_good"),
    [
        (
            "ssh: Could not resolve hostname box: Name or service not known",
            "not known here: box: Name or service not known",
            False,
        ),
        ("ssh: connect to host box port 22: Connection refused", "box refuses the connection", False),
        ("ssh: connect to host box port 22: Connection timed out", "box does not answer", False),
        ("Connection timed out during banner exchange", "box does not answer", False),
        ("Timeout, server box not responding.", "box does not answer", False),
        ("ssh: connect to host box port 22: No route to host", "box is out of reach", False),
        ("ssh: connect to host box port 22: Network is unreachable", "box is out of reach", False),
        ("kex_exchange_identification: Connection closed by remote host", "closes the connection", False),
        ("ann@box: Permission denied (publickey,password).", "box does not let you in", True),
        ("Received disconnect: Too many authentication failures", "box does not let you in", True),
        (
            "No ED25519 host key is known for box and you have requested strict checking.\n"
            "Host key verification failed.",
            "log in once with 'ssh -p 2222 ann@box' and compare it",
            True,
        ),
        (
            "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.",
            "is not the one that is known here",
            True,
        ),
        ("Bad owner or permissions on /home/ann/.ssh/config", "configuration: Bad owner or", True),
        ("Session open refused by peer\nBroken pipe", "MaxSessions", False),
        ("", "ssh says: nothing, and ends", False),
        ("first\nsomething new \n\n", "ssh says: something new;", False),
    ],
)
def test_what_ssh_says_becomes_one_line(says: str, told: str, for_good: bool) -> None:
    error = SshCommand(TARGET).failed(says, known=False)
    assert told in str(error) and "\n" not in str(error)
    assert error.for_good == for_good


def test_a_refusal_may_pass_where_one_was_let_in_before() -> None:
    error = SshCommand(TARGET).failed("ann@box: Permission denied (publickey).", known=True)
    assert isinstance(error, PermissionDenied) and not error.for_good
    assert SshCommand(TARGET).failed("Host key verification failed.", known=True).for_good


def test_nothing_is_asked_for_without_somebody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSH_ASKPASS", raising=False)
    assert "BatchMode=yes" in SshCommand(TARGET).connects("/run/c", 10)
    monkeypatch.setenv("SSH_ASKPASS", "/usr/bin/ask")
    assert "BatchMode=yes" not in SshCommand(TARGET).connects("/run/c", 10)


def test_the_target_is_never_an_option(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FARFIELD_SSH", "ssh -F '/a file'")
    command = SshCommand(SshTarget("-oProxyCommand=x", "-oProxyCommand=y", 0)).connects("/a%b", 10)
    assert command[:3] == ["ssh", "-F", "/a file"]
    assert command[-4:] == ["-l", "-oProxyCommand=x", "--", "-oProxyCommand=y"]
    assert "ControlPath=/a%%b" in command
    forwards = SshCommand(TARGET).forwards("/c", "forward", "/a b:c", "/d%e")
    assert forwards[-4:] == ["-L", "/a b\\:c:/d%%e", "--", "box"]


def test_a_command_that_no_shell_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FARFIELD_SSH", "ssh 'half")
    with pytest.raises(AttachError, match="FARFIELD_SSH is not a command"):
        SshCommand(TARGET)


def test_the_socket_of_a_shared_connection() -> None:
    assert control_path_of("user ann\ncontrolpath /home/ann/.ssh/m-1\nport 22\n") == "/home/ann/.ssh/m-1"
    assert control_path_of("user ann\ncontrolpath none\n") == ""
    assert control_path_of("user ann\n") == ""


def test_values_of_a_script_are_only_values() -> None:
    value = 'it\'s $(echo bad) `echo bad` \\ "quoted"\nin two lines'
    text = script(['printf "%s" "$value"', "cat"], value=value)
    ran = subprocess.run(["/bin/sh"], input=text, capture_output=True, text=True, check=True)
    assert ran.stdout == value, "and what runs does not read the rest of the script"
    assert shlex.quote(value) in text
