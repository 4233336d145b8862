"""The way in: files to cleaned, split and embedded passages."""
