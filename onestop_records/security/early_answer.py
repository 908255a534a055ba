"""What is answered before the application reads a request: in both languages, for the reader is unknown."""

import json
from dataclasses import dataclass
from html import escape

API = "/api/"
PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{chinese}</title></head>
<body><h1>{chinese}</h1><p lang="en">{english}</p><p><a href="/">返回首页 · Home</a></p></body>
</html>
"""


@dataclass(frozen=True)
class EarlyAnswer:
    """A refusal with its HTTP status."""

    status: int
    chinese: str
    english: str

    def content(self, path: str) -> tuple[str, bytes]:
        """Media type and body: a problem document (RFC 9457) under ``/api/``, else a page."""
        if path.startswith(API):
            title = f"{self.chinese} {self.english}"
            problem = {"type": "about:blank", "title": title, "status": self.status}
            return "application/problem+json; charset=utf-8", json.dumps(problem, ensure_ascii=False).encode()
        page = PAGE.format(chinese=escape(self.chinese), english=escape(self.english))
        return "text/html; charset=utf-8", page.encode()


UNREADABLE = EarlyAnswer(400, "请求不是有效的文字。", "The request is not readable text.")
TOO_LARGE = EarlyAnswer(
    413, "发送的内容太大，未被接收。", "What was sent is too large; nothing of it was taken in."
)
MALFORMED = EarlyAnswer(400, "无法理解该请求。", "The request cannot be understood.")
