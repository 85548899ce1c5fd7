"""
How the streams of a PDF must not end.

A compressed stream whose checksum ends in a carriage return looks, to some validators,
as if its length were wrong: the line feed after it seems to be the second half of a
line end. About one stream in 256.
"""

ENDING = b"\r\nendstream"
