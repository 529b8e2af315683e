"""A chart of a study: its description for Vega-Lite, the numbers it shows, and how it is written to a file."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.errors import quoted
from sim.experiment.arguments import BadArgument
from sim.extras import needs
from sim.pages.look import FONT, MEASURED
from sim.values.refusals import nearest_word

if TYPE_CHECKING:
    import polars as pl

FORMATS = ("svg", "png", "pdf", "html", "json")
PIXELS = 2  # of a PNG file for each of the chart
#: Fonts that have Chinese letters, the first that is there is used; by the name of their files.
CJK_FONTS = {
    "Noto Sans CJK SC": "NotoSansCJK", "Noto Sans SC": "NotoSansSC", "Source Han Sans SC": "SourceHanSans",
    "WenQuanYi Micro Hei": "wqy-microhei", "WenQuanYi Zen Hei": "wqy-zenhei", "PingFang SC": "PingFang",
    "Hiragino Sans GB": "Hiragino Sans GB", "STHeiti": "STHeiti", "Microsoft YaHei": "msyh", "SimHei": "simhei",
    "Droid Sans Fallback": "DroidSansFallback",
}  # fmt: skip
_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts", "/System/Library/Fonts",
    "/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts",
)  # fmt: skip
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


class Table(NamedTuple):
    """Numbers that a chart shows."""

    title: str
    rows: "pl.DataFrame"


@dataclass(frozen=True)
class Chart:
    """One chart of a study. In a notebook it shows itself; `save` writes it to a file by the file's ending."""

    name: str
    title: str
    subtitle: str
    tables: tuple[Table, ...]
    description: Any  # a chart of altair

    @property
    def table(self) -> "pl.DataFrame":
        """The numbers that are drawn."""
        return self.tables[0].rows

    @property
    def text(self) -> str:
        """What stands for the chart where it is not seen."""
        return f"{self.title}. {self.subtitle}"

    def svg(self) -> str:
        """The chart as SVG, whose texts are texts."""
        return svg_of(*self.for_svg())

    def for_svg(self) -> tuple[dict[str, Any], str]:
        """What `svg_of` takes: the description, in the font in which texts are measured, and what reads it."""
        with needs("report", "charts"):
            import altair
        with altair.data_transformers.disable_max_rows():
            drawn = self.description.to_dict(validate=False)
        drawn["config"]["font"] = MEASURED
        return drawn, "_".join(altair.SCHEMA_VERSION.split(".")[:2])

    def save(self, file: str | Path) -> Path:
        """Write the chart to a file: .svg, .png, .pdf, .html (a page by itself) or .json (Vega-Lite)."""
        path = Path(file).expanduser()
        content = self.content(format_of(path))
        write(path, content)
        return path

    def content(self, form: str) -> bytes:
        """The bytes of a file of one of the formats."""
        if form == "json":
            return f"{json.dumps(self.as_json(), ensure_ascii=False, indent=1)}\n".encode()
        if form == "svg":
            return self.svg().encode()
        if form == "html":
            return _PAGE.format(title=escape(self.title), svg=self.svg()).encode()
        if self.has_chinese and cjk_font() is None:
            raise BadArgument("--out", f"the chart has Chinese letters, for which no font was found; {_INSTEAD}")
        written = BytesIO()
        scale = PIXELS if form == "png" else 1
        self.description.save(written, format=form, scale_factor=scale)
        return written.getvalue()

    def as_json(self) -> dict[str, Any]:
        """The description, as Vega-Lite reads it."""
        return self.description.to_dict()

    @property
    def has_chinese(self) -> bool:
        """Whether any of its texts has Chinese letters."""
        return _CJK.search(json.dumps(self.as_json(), ensure_ascii=False)) is not None

    def _repr_mimebundle_(self, *_: Any, **__: Any) -> dict[str, Any]:
        return {"image/svg+xml": self.svg(), "text/plain": self.text}


_INSTEAD = "write an SVG or HTML file, or install a font such as Noto Sans CJK SC (Debian: fonts-noto-cjk)"
_PAGE = """\
<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title></head><body>{svg}</body></html>
"""


def svg_of(drawn: dict[str, Any], version: str) -> str:
    """A description as SVG, by a version of Vega-Lite; it needs no more than this module, wherever it is drawn."""
    with needs("report", "charts"):
        import vl_convert
    return vl_convert.vegalite_to_svg(drawn, vl_version=version).replace(MEASURED, FONT)


def nothing_as_svg() -> str:
    """A word as SVG: whoever has drawn it has loaded what draws charts, by the newest version there is."""
    with needs("report", "charts"):
        import vl_convert
    text = {"mark": "text", "data": {"values": [{}]}, "encoding": {"text": {"value": "0"}}}
    return vl_convert.vegalite_to_svg({**text, "config": {"font": MEASURED}})


def format_of(file: Path) -> str:
    """The format that the ending of a file's name means."""
    form = file.suffix.removeprefix(".").lower()
    if form not in FORMATS:
        nearest = nearest_word(form, FORMATS)
        hint = f"; did you mean .{nearest}?" if nearest else ""
        endings = ", ".join(f".{form}" for form in FORMATS)
        raise BadArgument("--out", f"{quoted(str(file))} has no ending of a chart{hint}  allowed: {endings}")
    return form


def write(file: Path, content: bytes) -> None:
    """Write a file completely or not at all."""
    if file.is_dir():
        raise BadArgument("--out", f"{quoted(str(file))} is a folder; name a file in it")
    if not file.parent.is_dir():
        raise BadArgument("--out", f"{quoted(str(file.parent))} is no folder; make it first")
    with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as unfinished:
        try:
            unfinished.write(content)
            unfinished.close()
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(unfinished.name, 0o666 & ~mask)  # a temporary file is its owner's alone
            os.replace(unfinished.name, file)
        except BaseException:
            os.unlink(unfinished.name)
            raise


def cjk_font(folders: tuple[str, ...] = _FOLDERS, walk: Callable[..., Any] = os.walk) -> str | None:
    """A font on this machine that has Chinese letters."""
    files = [name for folder in folders for *_, names in walk(os.path.expanduser(folder)) for name in names]
    return next(
        (font for font, start in CJK_FONTS.items() if any(name.lower().startswith(start.lower()) for name in files)),
        None,
    )
