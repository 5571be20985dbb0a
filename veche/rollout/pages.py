"""Pages that need no account: how far a body is, and the mirror of a channel with its feed. Plain HTML, no script,
nothing from outside; every text of people is escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import Final

from veche.rollout.actions.base import Picture, Posted
from veche.rollout.model import Cell
from veche.rollout.sheets.reports import in_words
from veche.rollout.store.around import Mirror
from veche.rollout.wire import RolloutReport

Say = Callable[..., str]

STYLE: Final = """:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.1rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.4rem .75rem .4rem 0;border-bottom:1px solid #8886;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;padding-right:0}
progress{width:5rem;height:.75rem;margin-right:.5rem}
.figure{white-space:nowrap}
article{margin:1.25rem 0;padding-bottom:1.25rem;border-bottom:1px solid #8886;overflow-wrap:anywhere}
article p{margin:.25rem 0;white-space:pre-wrap}
article img{display:block;max-width:100%;height:auto;margin:.5rem 0;border-radius:.5rem}
.quiet{color:#6b7280;color:light-dark(#5b6068,#a8adb5)}
.home{padding:.75rem 1rem;border:1px solid #8888;border-radius:.5rem;margin:1rem 0}
"""
_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)


def page(title: str, body: str, *, language: str, head: str = "") -> bytes:
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>{head}<style>{STYLE}</style></head>\n<body><main>{body}</main></body></html>\n"
    ).encode()


def progress_page(name: str, report: RolloutReport, say: Say, *, language: str) -> bytes:
    """What everybody may know of a move: the same figures as inside, no names of people."""
    plan = report.plan
    closed = sum(group.closed for group in report.groups)
    parts = [
        f"<h1>{escape(say('rollout_page_title', organisation=name))}</h1>",
        f'<p class="quiet">{escape(plan.title)}. {_days(plan.starts_on, plan.due_on)}</p>',
        f"<p>{_share(report.people, say)}</p>",
        f"<p>{escape(say('rollout_page_groups', closed=closed, total=len(report.groups)))}</p>"
        if report.groups
        else "",
        f"<h2>{escape(say('rollout_block_waves'))}</h2>",
        _table(
            [say("rollout_column_wave"), say("rollout_column_due"), say("rollout_column_signed_in")],
            [(wave.title, f"{wave.due_on:%d.%m.%Y}", _share(wave.people, say)) for wave in report.waves],
        ),
        f"<h2>{escape(say('rollout_block_units'))}</h2>",
        _table(
            [say("rollout_column_unit"), say("rollout_column_due"), say("rollout_column_signed_in")],
            [
                ("\u00a0\u00a0" * unit.depth + unit.name, _day(unit.due_on), _share(unit.people, say))
                for unit in report.units
                if unit.look != "outside"
            ],
        ),
        f'<p class="quiet">{escape(say("rollout_note"))}</p>',
    ]
    return page(say("rollout_page_title", organisation=name), "\n".join(parts), language=language)


def mirror_page(mirror: Mirror, posts: Sequence[Posted], say: Say, *, home: str, language: str) -> bytes:
    title, address = escape(mirror.title), f"/mirror/{mirror.code}/feed.xml"
    link = f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{address}">'
    articles = "\n".join(
        f'<article id="p{post.seq}"><time class="quiet">{_moment(post.at_ms)}</time>'
        + (f"<p>{escape(post.text)}</p>" if post.text else "")
        + "".join(_picture(mirror, one, say("mirror_picture")) for one in post.pictures)
        + (f'<p class="quiet">{escape(say("mirror_files", count=post.files))}</p>' if post.files else "")
        + "</article>"
        for post in posts
    )
    until = say("mirror_until", due=f"{mirror.ends_on:%d.%m.%Y}")
    body = (
        f"<h1>{escape(mirror.title)}</h1>{_home(say('mirror_moved'), home, say)}"
        f'<p class="quiet">{escape(until)}</p>{articles or "<p>" + escape(say("mirror_empty")) + "</p>"}'
    )
    return page(mirror.title, body, language=language, head=link)


def _picture(mirror: Mirror, one: Picture, alt: str) -> str:
    size = f' width="{one.width}" height="{one.height}"' if one.width and one.height else ""
    return f'<img src="/mirror/{mirror.code}/picture/{one.file}"{size} loading="lazy" alt="{escape(alt)}">'


def ended_page(mirror: Mirror, say: Say, *, home: str, language: str) -> bytes:
    body = f"<h1>{escape(mirror.title)}</h1>{_home(say('mirror_ended'), home, say)}"
    return page(mirror.title, body, language=language)


def feed(mirror: Mirror, posts: Sequence[Posted], say: Say, *, home: str, address: str) -> bytes:
    """RSS 2.0."""
    here = f"{address}/mirror/{mirror.code}"
    items = "".join(
        f"<item><title>{_xml(_title(post.text) or mirror.title)}</title><link>{_xml(here)}#p{post.seq}</link>"
        f'<guid isPermaLink="false">veche:{mirror.id}:{post.seq}</guid>'
        f"<pubDate>{format_datetime(datetime.fromtimestamp(post.at_ms / 1000, UTC))}</pubDate>"
        f"<description>{_xml(post.text)}</description>"
        + "".join(
            f'<media:content url="{_xml(here)}/picture/{one.file}" medium="image" width="{one.width}"'
            f' height="{one.height}"/>'
            for one in post.pictures
        )
        + "</item>"
        for post in posts
    )
    about = say("mirror_moved") + " " + home
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>'
        f"<title>{_xml(mirror.title)}</title><link>{_xml(home)}</link><description>{_xml(about)}</description>{items}"
        "</channel></rss>\n"
    ).encode()


def _home(text: str, home: str, say: Say) -> str:
    return f'<p class="home">{escape(text)} <a href="{escape(home)}">{escape(say("mirror_home"))}</a></p>'


def _share(people: Cell, say: Say) -> str:
    """Already escaped. Nothing but a word where there is no figure."""
    all_ = in_words(people.people, say, people=True)
    if people.signed_in is None:
        return f'<span class="quiet">{escape(str(all_))}</span>'
    of = say("rollout_of", some=in_words(people.signed_in, say), all=all_)
    percent = people.share
    if percent is None:
        return f'<span class="quiet">{escape(of)}</span>'
    name = escape(say("rollout_column_signed_in"))
    bar = f'<progress max="100" value="{percent}" aria-label="{name}"></progress>'
    return f'{bar}<span class="figure">{percent}\u00a0%,</span> <span class="figure">{escape(of)}</span>'


def _table(names: Sequence[str], rows: Sequence[tuple[str, str, str]]) -> str:
    """The last column is made of markup already."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    body = "".join(
        f"<tr><td>{escape(first)}</td><td>{escape(second)}</td><td>{third}</td></tr>" for first, second, third in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _days(first: object, last: object) -> str:
    return f"{first:%d.%m.%Y} – {last:%d.%m.%Y}"


def _day(day: object) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _moment(ms: int) -> str:
    return f"{datetime.fromtimestamp(ms / 1000, UTC):%d.%m.%Y %H:%M} UTC"


def _title(text: str) -> str:
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= 80 else line[:79] + "…"


def _xml(text: str) -> str:
    return escape(text, quote=True)
