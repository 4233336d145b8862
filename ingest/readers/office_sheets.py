"""Spreadsheets: every sheet turned into CSV by LibreOffice, values as they are shown; rows "a | b | c".

In: bytes. Out: blocks, a sheet's name as the heading over its rows where there are several.
"""

import csv
from collections.abc import Iterator
from pathlib import PurePath

from ingest.readers.office import convert
from ingest.records import Block, Reading

# Comma, double quote, UTF-8, all columns as text as shown, every sheet (-1) into a file of its own.
ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def read(data: bytes) -> Reading:
    sheets = convert(data, ALL_SHEETS)
    blocks: list[Block] = []
    for name, content in sheets.items():
        rows = list(_rows(content.decode("utf-8-sig", "replace")))
        if rows and len(sheets) > 1:
            blocks.append(Block(PurePath(name).stem.partition("-")[2] or name, "heading"))
        blocks += rows
    return Reading(tuple(blocks))


def _rows(text: str) -> Iterator[Block]:
    for row in csv.reader(text.splitlines(keepends=True)):
        cells = [" ".join(cell.split()) for cell in row]
        if line := " | ".join(cell for cell in cells if cell):
            yield Block(line, "row")
