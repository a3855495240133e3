"""The addresses of the XML namespaces, media types and relationships that a Word document is made of."""

from __future__ import annotations

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
IMPRINT = "urn:zipingbao:imprint:1"

DECLARED = f'xmlns:w="{WORD}" xmlns:r="{RELATIONS}"'
"""The declarations on the root of every WordprocessingML part."""

_MEDIA = "application/vnd.openxmlformats-officedocument"
DOCUMENT_TYPE = f"{_MEDIA}.wordprocessingml.document.main+xml"
STYLES_TYPE = f"{_MEDIA}.wordprocessingml.styles+xml"
SETTINGS_TYPE = f"{_MEDIA}.wordprocessingml.settings+xml"
FONTS_TYPE = f"{_MEDIA}.wordprocessingml.fontTable+xml"
FOOTER_TYPE = f"{_MEDIA}.wordprocessingml.footer+xml"
CHART_TYPE = f"{_MEDIA}.drawingml.chart+xml"
WORKBOOK_TYPE = f"{_MEDIA}.spreadsheetml.sheet"
THEME_TYPE = f"{_MEDIA}.theme+xml"
APP_TYPE = f"{_MEDIA}.extended-properties+xml"
CUSTOM_TYPE = f"{_MEDIA}.custom-properties+xml"
DATA_TYPE = "application/xml"
DATA_PROPERTIES_TYPE = f"{_MEDIA}.customXmlProperties+xml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"

CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def relation(kind: str) -> str:
    """The type of a relationship of the Office vocabulary: officeDocument, styles, footer…"""
    return f"{RELATIONS}/{kind}"
