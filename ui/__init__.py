"""The two faces: browser and terminal."""
