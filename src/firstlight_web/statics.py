"""Styles and fonts, served from where they are installed; nothing is copied or collected."""

from __future__ import annotations

from pathlib import Path

from whitenoise.middleware import WhiteNoiseMiddleware

from firstlight.report import list_fonts, parts_folder

STYLES = Path(__file__).parent / "styles"


class Statics(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Serves two folders of ours and four font files, and no other file."""

    def __init__(self, get_response: object = None) -> None:
        super().__init__(get_response)
        self.add_files(parts_folder() / "styles", prefix="/static/parts/")
        self.add_files(STYLES, prefix="/static/site/")
        for font in list_fonts():
            self.add_file_to_dictionary(f"/static/fonts/{font.file.name}", str(font.file))
