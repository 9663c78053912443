"""What a host and its parent say to each other, over the host's standard input and output.

The parent begins with one line of JSON, the request. The host answers with one line of JSON: the plugin's facts, or
that it is ready, or the problem. Then blocks go back and forth, one for one: the parent sends the frame count of a
block (0 ends) and its input (instruments take none), and the host gives the frame count of what came out, which is less
until the plugin's latency has passed, and that sound; or PROBLEM in place of the count, and the problem as a line of
JSON. Sound is float32, the left channel and then the right."""

from __future__ import annotations

import struct
from typing import BinaryIO

VERSION = "2"  # of what comes out for what goes in: grows when blocks are cut or parameters set otherwise

BLOCK = 8192  # frames of sound that go in at once
CONTROL = 64  # frames for which an automated parameter holds still

PROBLEM = -1
COUNT = struct.Struct("<q")


class Ended(Exception):
    """The other side is gone."""


def read_exactly(stream: BinaryIO, size: int) -> bytes:
    """So many bytes. Raises Ended when the stream ends before."""
    parts = []
    while size > 0:
        part = stream.read(size)
        if not part:
            raise Ended
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def read_count(stream: BinaryIO) -> int:
    count: int = COUNT.unpack(read_exactly(stream, COUNT.size))[0]
    return count
