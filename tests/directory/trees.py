"""Pages read by a reader in more of a hurry than the soup, for tests that open many to look at little."""

from django.http import HttpResponse
from lxml import html
from lxml.html import HtmlElement


def tree(response: HttpResponse) -> HtmlElement:
    """The document of an answer; AssertionError when it does not answer."""
    assert response.status_code == 200, (response.request, response.status_code)
    return html.document_fromstring(response.content.decode())


def links(page: HtmlElement, where: str) -> list[str]:
    """What the links inside whatever has the class `where` say, in order."""
    return [link.text_content().strip() for found in page.find_class(where) for link in found.iterfind(".//a")]


def main(page: HtmlElement) -> str:
    """What stands in the middle of the page, as HTML."""
    (found,) = page.iterfind(".//main")
    return html.tostring(found, encoding="unicode")
