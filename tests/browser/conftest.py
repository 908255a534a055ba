"""A real browser on the real application, served from a thread of the test process."""

import socket
from threading import Thread

import pytest
from waitress.server import create_server

from tests.checks.browser import chromium

OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session")
def engine():
    path = chromium()
    if path is None:
        pytest.skip("No Chromium here: tests in a browser are skipped")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def address(world):
    """The address at which the world is served."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = create_server(world.registry.wsgi, sockets=[listener], threads=2)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.task_dispatcher.shutdown()
    server.close()
    thread.join(5)


@pytest.fixture
def open_page(world, engine, address):
    """``open_page("staff", width=360)``: somebody has signed in there; errors of scripts fail the test."""
    contexts, errors = [], []

    def make(person=None, width=1280, path="/", script=True, **options):
        context = engine.new_context(
            viewport={"width": width, "height": 800},
            locale="zh-CN",
            base_url=address,
            java_script_enabled=script,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None,
        )
        if person:
            cookie = world.browser(person).cookies
            context.add_cookies(
                [{"name": name, "value": value, "url": address} for name, value in cookie.items()]
            )
        page.goto(path)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not errors
