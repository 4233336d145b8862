"""What a reader raises when it cannot give text. A reader sees bytes, not a path: load.py adds the path.

In: a detail in a few words. Out: exceptions that load.py turns into the FileError of the same meaning.
"""


class ReaderProblem(Exception):
    """Base of what readers raise on purpose."""


class Unreadable(ReaderProblem):
    """The bytes are not what the format asks for: FileBroken."""


class NoText(ReaderProblem):
    """The bytes are sound but hold no text: FileEmpty."""


class NeedsOcr(ReaderProblem):
    """The bytes are pictures of text, and there is no program to read them: OcrMissing."""


class NeedsConverter(ReaderProblem):
    """Another program must turn the bytes into a known format and is not there: ConverterMissing."""


class Protected(ReaderProblem):
    """A password is needed: FileEncrypted."""
