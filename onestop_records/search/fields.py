"""The text fields of a record, and the names by which a query may call them."""

# As documents of IFullText.update bring them, and in the order in which the engine keeps them.
FIELDS = (
    "title",
    "code",
    "reference_code",
    "document_number",
    "names",
    "creator",
    "persons",
    "place",
    "keywords",
    "abstract",
    "remarks",
    "content",
    "other",
)
CODES = ("code", "reference_code", "document_number")  # found by any part
NAMES = ("names", "creator", "persons")

_CHINESE = {
    "title": ("题名", "标题"),
    "content": ("正文", "内容", "全文"),
    "code": ("编号",),
    "reference_code": ("档号",),
    "document_number": ("文号",),
    "names": ("名称",),
    "creator": ("责任者", "作者"),
    "persons": ("人物", "人名"),
    "place": ("地点",),
    "keywords": ("关键词", "主题词"),
    "abstract": ("摘要", "提要"),
    "remarks": ("备注", "附注"),
}
_WIDE = {
    "code": CODES,
    "reference_code": ("code", "reference_code"),
    "document_number": ("code", "document_number"),
    "names": NAMES,
    "creator": ("names", "creator"),
    "persons": ("names", "persons"),
}

# Name in a query → the fields it means.
PREFIXES: dict[str, tuple[str, ...]] = {
    alias: _WIDE.get(name, (name,)) for name in _CHINESE for alias in (name, *_CHINESE[name])
}
