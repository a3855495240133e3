"""inputs/wuwei-2022.yaml and docs/examples/合计有误.yaml in, the README's three pictures out: `python docs/pictures.py`.

Needs LibreOffice, poppler, the Noto and Arphic fonts of .ci/run and Pillow (`pip install pillow`), which the program
itself never uses; the page also Chromium and playwright. The pictures are made by hand, not by the tests: they follow the fonts of the machine.
"""

from __future__ import annotations

import os
import pty
import re
import shutil
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
TABLES = "templates/国家/部门决算公开表/sample/input.yaml"
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


def work() -> None:
    """The page that a clerk works in, with a file that is half filled in, as YAML and as a form."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "2024.yaml"
        _run(sys.executable, "-m", "generator.cli", "new", "甘肃/项目自评报告", "-o", str(path))
        text = path.read_text(encoding="utf-8")
        for old, new in (("  名称: ", "  名称: 示例区政务服务中心 "), ("  级次: ", "  级次: 区级 ")):
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
        order = [sys.executable, "-m", "generator.cli", "open", str(path), "--no-browser"]
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
        serving = subprocess.Popen(order, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", env=surroundings)  # noqa: S603
        try:
            assert serving.stdout is not None  # noqa: S101 - asked for above
            address = serving.stdout.readline().rsplit("：", 1)[1].strip()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
                shown = browser.new_page(viewport={"width": 1366, "height": 768})
                shown.goto(address)
                shown.wait_for_selector("#paper iframe:not(.next)")
                shown.click("#progress")
                shown.wait_for_timeout(1000)
                shown.screenshot(path=f"{folder}/open.png")
                shown.click("#view")
                shown.locator("#form summary", has_text="项目").first.evaluate("(one) => one.scrollIntoView()")
                shown.wait_for_timeout(500)
                shown.screenshot(path=f"{folder}/form.png")
                browser.close()
        finally:
            serving.kill()
        for name in ("open.png", "form.png"):
            with Image.open(f"{folder}/{name}") as full:
                full.convert("RGB").quantize(64).save(IMAGES / name, optimize=True)


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
    _drawn([f"$ zipingbao check {WRONG.name}", *said.split("\n")], said, "message.png")


def imported() -> None:
    """What import says of a report in Word, and how the YAML begins that it writes."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        _run(sys.executable, "-m", "generator.cli", "build", TABLES, "-o", folder, "-f", "docx")
        next(here.glob("*.docx")).rename(here / "公开表.docx")
        command = [sys.executable, "-m", "generator.cli", "import", "公开表.docx", "-o", "2024.yaml"]
        surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=here, check=False, capture_output=True, env=surroundings)  # noqa: S603 - as above
        said = done.stderr.decode("utf-8").rstrip("\n").split("\n")[-1]
        lines = (here / "2024.yaml").read_text(encoding="utf-8").split("\n")
    begin = lines.index("收入:")
    rows = ["$ zipingbao import 公开表.docx -o 2024.yaml", said, "$ less 2024.yaml", *lines[begin : begin + 22]]
    _drawn(rows, "\n".join(rows), "import.png")


def _drawn(rows: list[str], said: str, name: str) -> None:
    """Lines of a terminal, as a picture that carries their text."""
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
    picture.quantize(32).save(IMAGES / name, optimize=True, pnginfo=text)


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
    imported()
    work()
