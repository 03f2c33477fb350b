"""Every page renders from what it lists, in both languages, without a style or a script of its own."""

import re

import pytest
from django.test import Client, override_settings

from tests.screens.pages import PAGES

pytestmark = pytest.mark.django_db
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)|javascript:")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_renders(address: str, language: str) -> None:
    with override_settings(ROOT_URLCONF="tests.screens.pages", LANGUAGE_CODE=language):
        answer = Client(headers={"accept-language": language}).get(f"/{address}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert ('lang="zh-Hans"' in page) == (language == "zh-hans")
    assert not INLINE.search(page)


@pytest.mark.parametrize("address", PAGES)
def test_no_two_elements_share_a_name(address: str) -> None:
    with override_settings(ROOT_URLCONF="tests.screens.pages"):
        page = Client().get(f"/{address}").content.decode()
    names = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(names) == sorted(set(names))
