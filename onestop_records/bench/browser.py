"""A browser that has signed in, as far as pages are only read."""

import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from lxml.html import document_fromstring


class Browser:
    """Reads pages on behalf of one person."""

    def __init__(self, url: str, username: str, password: str) -> None:
        self.url = url
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(cookies)
        page = document_fromstring(self._opener.open(f"{url}/sign-in").read())
        form = {str(f.get("name")): str(f.get("value", "")) for f in page.iter("input") if f.get("name")}
        form |= {"username": username, "password": password}
        self._opener.open(f"{url}/sign-in", urllib.parse.urlencode(form).encode()).read()

    def read(self, path: str) -> bytes:
        """The page; raises RuntimeError when another one answers, URLError."""
        with self._opener.open(self.url + path) as answer:
            body: bytes = answer.read()
            if answer.geturl() != self.url + path:
                raise RuntimeError(f"{path} answered with {answer.geturl()}")
            return body
