"""Nothing leaves this machine: the watch is on in every test."""

import socket
import urllib.request

import pytest

from tests.plugins.loopback import OutsideWorld, is_here


def test_connection_to_another_machine_is_refused():
    with socket.socket() as outward, pytest.raises(OutsideWorld):
        outward.connect(("192.0.2.1", 80))  # an address kept for documentation


def test_datagram_to_another_machine_is_refused():
    with socket.socket(type=socket.SOCK_DGRAM) as outward, pytest.raises(OutsideWorld):
        outward.sendto(b"?", ("192.0.2.1", 53))


def test_name_look_up_is_refused():
    with pytest.raises(OutsideWorld):
        urllib.request.urlopen("http://example.org/")


def test_loopback_is_allowed():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as here:
        assert here.getpeername() == server.getsockname()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", b"127.0.0.1", "::1", "", None])
def test_names_of_this_machine_are_here(host):
    assert is_here(host)


@pytest.mark.parametrize("host", ["example.org", "10.0.0.1", "localhost.example.org", "2001:db8::1"])
def test_other_names_are_elsewhere(host):
    assert not is_here(host)
