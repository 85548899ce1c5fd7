"""Messages of known length over a socket between pressroom and press."""

import socket
import struct

HEADER = struct.Struct(">I")
LIMIT = 64 * 1024 * 1024


def send(line: socket.socket, message: bytes) -> None:
    """Send one message. Raises TimeoutError or another OSError."""
    line.sendall(HEADER.pack(len(message)) + message)


def receive(line: socket.socket) -> bytes:
    """The next message. Raises EOFError when the other side hung up, or OSError."""
    (length,) = HEADER.unpack(exactly(line, HEADER.size))
    if length > LIMIT:
        raise EOFError("A message of impossible length.")
    return exactly(line, length)


def exactly(line: socket.socket, length: int) -> bytes:
    """That many bytes from the socket."""
    parts = bytearray()
    while len(parts) < length:
        part = line.recv(min(1 << 20, length - len(parts)))
        if not part:
            raise EOFError("The other side hung up.")
        parts += part
    return bytes(parts)
