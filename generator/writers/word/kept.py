"""What was written in, the parts out that tell later what it was: its pack as properties of the file, and its imprint.

Word keeps both when it saves: properties (docProps/custom.xml, 文件—信息—属性) and data of other programs (customXml).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...carried import SOURCE, encoded
from ...imprint import Imprint, ImprintStep, imprint, paragraphs
from ...pattern import deferred
from .namespaces import CUSTOM_TYPE, DATA_PROPERTIES_TYPE, DATA_TYPE, IMPRINT, relation
from .package import Part, PartLink, xml
from .runs import attribute

Properties = Sequence[tuple[str, str]]
"""Names and texts that the file's properties show."""

DIGEST = "正文摘要"
"""The property that holds the imprint's hash."""
_TOKENS = deferred(
    '<(?:w:(?:t(?: [^>]*)?>([^<]*)|(br|tab)/>|instrText[^>]*>([^<]*)|fldChar w:fldCharType="(\\w+)")|(/w:p>))'
)
_VALUES = deferred("<(?:c:v|a:t)>([^<]*)")
_SIGNS = {"br": "\n", "tab": "\t"}
_FIELD = {"begin": "begin", "separate": "separate", "end": "finish"}
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_ITEM = "{7A1B4C0E-5D2F-4E83-9C61-2B8F0D3A6E57}"
_SOURCE_ITEM = "{2E5C9A71-8B34-4F06-A1D7-6C0F9E43B825}"
"""Any identifiers that no other part of a document has."""
_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that a user may define (MS-OLEPS 2.26)."""
_FIRST = 2
"""The number of the first property: those below are taken (ECMA-376 22.3.2.1)."""


def imprint_of(body: str, charts: Iterable[bytes], footers: Iterable[bytes]) -> Imprint:
    """Of the XML as this package writes it; `generator/handwork` reads the same out of what other programs saved."""
    values = ([_unescaped(one) for one in _VALUES.findall(chart.decode("utf-8"))] for chart in charts)
    margins = (text for footer in footers for text in paragraphs(_tokens(footer.decode("utf-8"))))
    return imprint(paragraphs(_tokens(body)), values, margins)


def _tokens(body: str) -> Iterator[ImprintStep]:
    for text, sign, instruction, field, end in _TOKENS.findall(body):
        if text:
            yield ImprintStep("text", _unescaped(text))
        elif sign:
            yield ImprintStep("text", _SIGNS[sign])
        elif instruction:
            yield ImprintStep("told", instruction)
        elif field:
            yield ImprintStep(_FIELD[field])
        elif end:
            yield ImprintStep("end")


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "&" in text else text


def imprint_parts(made: Imprint) -> tuple[Part, Part]:
    """The imprint as data of ours within the document."""
    return _data(1, _ITEM, IMPRINT, f'<imprint xmlns="{IMPRINT}">{made.encoded()}</imprint>')


def source_parts(data: bytes) -> tuple[Part, Part]:
    """The file that the report was built from, for whoever reads it back; only where that was asked for."""
    return _data(2, _SOURCE_ITEM, SOURCE, f'<source xmlns="{SOURCE}">{encoded(data)}</source>')


def _data(number: int, item_id: str, address: str, content: str) -> tuple[Part, Part]:
    """Data of ours, with the part that every such part must have beside it."""
    properties = Part(
        f"customXml/itemProps{number}.xml",
        DATA_PROPERTIES_TYPE,
        xml(
            f'<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{item_id}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{address}"/></ds:schemaRefs></ds:datastoreItem>'
        ),
    )
    item = Part(
        f"customXml/item{number}.xml",
        DATA_TYPE,
        xml(content),
        (PartLink("rId1", relation("customXmlProps"), properties.name),),
    )
    return item, properties


def properties_part(properties: Properties, made: Imprint) -> Part:
    """The properties that a user sees under 自定义: which pack wrote the report, and the imprint's hash."""
    listed = "".join(
        f'<property fmtid="{_SET}" pid="{number}" name="{attribute(name)}"><vt:lpwstr>{attribute(text)}</vt:lpwstr></property>'
        for number, (name, text) in enumerate((*properties, (DIGEST, made.digest)), _FIRST)
    )
    return Part(
        "docProps/custom.xml",
        CUSTOM_TYPE,
        xml(
            f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">{listed}</Properties>'
        ),
    )
