"""One reader per file format: bytes to blocks of text in reading order."""
