"""What the reference shows, and the errors that several commands share."""

from __future__ import annotations

from veche.channels import wire

TAG = "channels"
AT = 1_795_424_400_000
DAY = 86_400_000
NUMBER, CHAT, POST, ORGANISATION, BODY = 180388626480, 180388626433, 180388626434, 180388626401, 180388626400

CODE_ERRORS = ("inn_wrong", "ogrn_wrong", "kpp_wrong", "registers_differ", "channel_name_wrong", "channel_name_taken")
TEXT_ERRORS = ("text_too_long", "text_control", "text_surrogate", "name_empty", "name_bidi")

REGION = wire.Body("Правительство Озёрской области", BODY)
CARD = wire.ApplicationCard(
    id=NUMBER,
    number=118,
    state="waiting",
    title="Администрация Верхнеозёрска",
    name="verkhneozersk",
    organisation=ORGANISATION,
    organisation_name="Администрация Верхнеозёрска",
    edition=2,
    changed_at=AT,
    body=REGION,
    submitted_at=AT,
    decide_until=AT + 15 * DAY,
)
FORM = wire.SetApplication(
    as_=POST,
    title=CARD.title,
    name=CARD.name,
    inn="7707083893",
    ogrn="1027700132195",
    kpp="773601001",
    about="Новости города",
    samples=["В субботу не будет воды: адреса и время подвоза."],
    named=True,
)
VIEW = wire.ApplicationView(
    card=CARD,
    post=POST,
    responsible=POST,
    about=FORM.about,
    inn=FORM.inn,
    ogrn=FORM.ogrn,
    kpp=FORM.kpp,
    samples=FORM.samples,
    named=True,
    files=[],
    steps=[wire.HistoryStep("submitted", AT, REGION)],
    may=["decide"],
    flags=[wire.Flag("near", "channel", "Администрация Верхне-Озёрска", CHAT)],
)
QUEUE = wire.Queue(
    waiting=1,
    lines=[wire.QueueLine(118, "waiting", AT, 3, REGION, decide_until=AT + 15 * DAY, institution=CARD.title)],
    decided=[],
    oldest_days=3,
    median_days=6,
)
BADGE = wire.BadgeAnswer(
    chat=CHAT,
    title=CARD.title,
    name=CARD.name,
    state="valid",
    number=118,
    code="2av8gzm9d",
    given_at=AT,
    confirmed_at=AT,
    confirm_until=AT + 365 * DAY,
    chain=[
        wire.BadgeLink("body", REGION.name, decided=True),
        wire.BadgeLink("institution", CARD.title),
        wire.BadgeLink("post", "Начальник пресс-службы"),
    ],
    record='{"badge":"channel"}',
    signature="c2lnbmF0dXJl",
    key="a2V5",
)
