"""inputs/wuwei-2022.yaml and docs/examples/合计有误.yaml in, the README's two pictures out: `python docs/pictures.py`.

Needs LibreOffice, poppler, the Noto and Arphic fonts of .ci/run and Pillow (`pip install pillow`), which the program
itself never uses. The pictures are made by hand, not by the tests: they follow the fonts of the machine.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import tempfile
import tty
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
WRONG = ROOT / "docs" / "examples" / "合计有误.yaml"
HEIGHT = 900

FREE_FONTS = {
    "方正小标宋简体": "Noto Serif CJK SC:bold",
    "仿宋_GB2312": "Noto Serif CJK SC",
    "楷体_GB2312": "AR PL UKai CN",
    "黑体": "Noto Sans CJK SC",
    "宋体": "Noto Serif CJK SC",
    "Times New Roman": "Liberation Serif",
}
"""What stands in for the commercial fonts, which cannot be shipped."""


def page() -> None:
    """The report's first page as LibreOffice prints it."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        fonts = out / "fonts.conf"
        fonts.write_text(_fontconfig(), encoding="utf-8")
        _run(sys.executable, "-m", "generator.cli", "build", "inputs/wuwei-2022.yaml", "-o", folder, "-f", "docx")
        profile = f"-env:UserInstallation={out.as_uri()}/profile"
        report = f"{folder}/wuwei-2022"
        _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, f"{report}.docx", fonts=fonts)
        _run("pdftoppm", "-png", "-r", "200", "-f", "1", "-l", "1", "-singlefile", f"{report}.pdf", f"{folder}/p")
        with Image.open(out / "p.png") as full:
            size = (round(full.width * HEIGHT / full.height), HEIGHT)
            small = full.convert("L").resize(size, Image.Resampling.LANCZOS)
    framed = Image.new("L", (small.width + 2, small.height + 2), 190)
    framed.paste(small, (1, 1))
    framed.quantize(16).save(IMAGES / "page.png", optimize=True)


def _run(*command: str, fonts: Path | None = None) -> None:
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **({"FONTCONFIG_FILE": str(fonts)} if fonts else {})}
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env=surroundings)  # noqa: S603 - all of them stand above


def _fontconfig() -> str:
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{wanted}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{given.partition(":")[0]}</string></edit>'
        + ('<edit name="weight" mode="assign"><const>bold</const></edit>' if given.endswith(":bold") else "")
        + "</match>"
        for wanted, given in FREE_FONTS.items()
    )
    return f'<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include>{rules}</fontconfig>'


MONO = "/usr/share/fonts/opentype/noto/NotoSansCJK-{}.ttc"
SIZE, LEADING, MARGIN = 26, 36, 26
CELL = SIZE / 2
PAPER = (18, 18, 24)
INK = {
    "": (220, 220, 220),
    "1": (255, 255, 255),
    "1;31": (255, 96, 96),
    "1;33": (250, 210, 80),
    "1;34": (110, 160, 255),
    "1;36": (90, 215, 215),
}
"""The colours of display/screen.py by their codes."""
_PAINTED = re.compile(r"\x1b\[([0-9;]*)m")


def message() -> None:
    """What a terminal shows for `zipingbao check` on a file with a wrong total, in the terminal's own colours.

    The picture carries its text, so that tests/test_docs.py can see when the program says something else.
    """
    said = _said().rstrip("\n")
    rows = [f"$ zipingbao check {WRONG.name}", *said.split("\n")]
    fonts = {bold: _mono(bold) for bold in (False, True)}
    widest = max(fonts[True].getlength(_PAINTED.sub("", row)) for row in rows)
    size = (round(widest) + 2 * MARGIN, len(rows) * LEADING + 2 * MARGIN)
    picture = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(picture)
    for number, row in enumerate(rows):
        column, colour = 0, ""
        for part, text in enumerate(_PAINTED.split(row)):
            if part % 2:
                colour = "" if text in ("", "0") else text
                continue
            for character in text:
                at = (MARGIN + column * CELL, MARGIN + number * LEADING)
                font = fonts[bool(colour)]
                pen.text(at, character, font=font, fill=INK[colour])
                column += round(font.getlength(character) / CELL)
    text = PngInfo()
    text.add_itxt("Description", _PAINTED.sub("", said))
    picture.quantize(32).save(IMAGES / "message.png", optimize=True, pnginfo=text)


def _mono(bold: bool) -> ImageFont.FreeTypeFont:
    """Noto Sans Mono CJK SC, whose half-width letters are half as wide as its Chinese ones."""
    path = MONO.format("Bold" if bold else "Regular")
    for index in range(20):
        font = ImageFont.truetype(path, SIZE, index=index)
        if font.getname()[0] == "Noto Sans Mono CJK SC":
            return font
    raise LookupError(path)


def _said() -> str:
    """The program's own output on a terminal, with its colours."""
    terminal, its_end = pty.openpty()
    tty.setraw(its_end)
    run = [sys.executable, "-m", "generator.cli", "check", WRONG.name]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
    subprocess.run(run, cwd=WRONG.parent, stdout=its_end, env=surroundings)  # noqa: S603 - the program itself; it returns 1
    os.close(its_end)
    return os.read(terminal, 100_000).decode("utf-8")


if __name__ == "__main__":
    page()
    message()
