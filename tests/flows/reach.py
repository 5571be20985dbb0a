"""What a page with large text hides from its reader; see reach.js."""

from pathlib import Path

from playwright.async_api import Page

LOOK = Path(__file__).with_name("reach.js").read_text("utf-8")


async def out_of_reach(page: Page) -> list[str]:
    """Everything that somebody with large text would miss."""
    wide = await page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*([f"the page is {wide} px wider than the window"] if wide > 0 else []), *await page.evaluate(LOOK)]
