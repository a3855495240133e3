"""Title, author and date in, the parts of a Word document out that are the same in all reports or only carry these."""

from __future__ import annotations

import os
import re
from datetime import datetime, timedelta, timezone

from ...document import Document
from .namespaces import APP_TYPE, CORE_TYPE, DECLARED, DRAWING, SETTINGS_TYPE, THEME_TYPE
from .package import Part, xml
from .runs import attribute

_EPOCH = "1980-01-01T00:00:00Z"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORD_2013 = 15
"""Compatibility mode: below it Word opens the file in compatibility view (兼容模式)."""

_URI = "http://schemas.microsoft.com/office/word"
_COMPATIBILITY = "".join(
    f'<w:compatSetting w:name="{name}" w:uri="{_URI}" w:val="{value}"/>'
    for name, value in (
        ("compatibilityMode", _WORD_2013),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
    )
)

SETTINGS = Part(
    "word/settings.xml",
    SETTINGS_TYPE,
    xml(
        f'<w:settings {DECLARED}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        f"<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:useFELayout/>{_COMPATIBILITY}</w:compat>"
        '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/>'
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" '
        'w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" '
        'w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    ),
)


def _color(name: str, value: str) -> str:
    return f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'


_COLORS = "".join(
    _color(name, value)
    for name, value in (
        ("dk1", "000000"),
        ("lt1", "FFFFFF"),
        ("dk2", "44546A"),
        ("lt2", "E7E6E6"),
        ("accent1", "4472C4"),
        ("accent2", "ED7D31"),
        ("accent3", "A5A5A5"),
        ("accent4", "FFC000"),
        ("accent5", "5B9BD5"),
        ("accent6", "70AD47"),
        ("hlink", "0563C1"),
        ("folHlink", "954F72"),
    )
)
_THEME_FONT = '<a:latin typeface="Times New Roman"/><a:ea typeface=""/><a:cs typeface=""/>'
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"

# No run refers to the theme; Word and the strict validator want it there, with three of each kind of format.
THEME = Part(
    "word/theme/theme1.xml",
    THEME_TYPE,
    xml(
        f'<a:theme xmlns:a="{DRAWING}" name="Office"><a:themeElements>'
        f'<a:clrScheme name="Office">{_COLORS}</a:clrScheme>'
        f'<a:fontScheme name="Office"><a:majorFont>{_THEME_FONT}</a:majorFont><a:minorFont>{_THEME_FONT}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="Office"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst><a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    ),
)

APP = Part(
    "docProps/app.xml",
    APP_TYPE,
    xml(
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>zipingbao</Application></Properties>"
    ),
)


def core_part(document: Document) -> Part:
    """Title, author and times of the file's properties (属性)."""
    time = moment(document.date)
    creator = f"<dc:creator>{attribute(document.author)}</dc:creator>" if document.author else ""
    modifier = f"<cp:lastModifiedBy>{attribute(document.author)}</cp:lastModifiedBy>" if document.author else ""
    text = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{attribute(document.title)}</dc:title>{creator}<dc:language>zh-CN</dc:language>{modifier}"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{time}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{time}</dcterms:modified></cp:coreProperties>'
    )
    return Part("docProps/core.xml", CORE_TYPE, xml(text))


def moment(date: str) -> str:
    """When the file says it was made: SOURCE_DATE_EPOCH, else the report's own date, else a fixed one; no clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) <= 11:
        at = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=int(epoch))
        return at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{date}T00:00:00Z" if _DATE.fullmatch(date) else _EPOCH
