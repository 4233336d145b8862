"""Which reader takes which file, by the ending of its name.

In: nothing. Out: READERS; a reader is a module of this package with `read(data: bytes) -> Reading`, imported when a
file of its format comes.
"""

READERS = {
    ".txt": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".mhtml": "email", ".mht": "email", ".eml": "email",
    ".pdf": "pdf", ".docx": "docx", ".epub": "epub",
    ".doc": "office_text", ".odt": "office_text", ".rtf": "office_text",
    ".pptx": "slides", ".ppt": "office_slides", ".odp": "office_slides",
    ".xls": "office_sheets", ".xlsx": "office_sheets", ".ods": "office_sheets",
    ".png": "picture", ".jpg": "picture", ".jpeg": "picture", ".tif": "picture", ".tiff": "picture",
}  # fmt: skip
