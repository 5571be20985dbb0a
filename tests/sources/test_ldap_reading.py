"""A real slapd, read as its people and units lie there; and everything that must not end in a shorter list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.support.slapd import DATA, PASSWORD, TestSlapd, program, schema_for
from veche.ground.errors import VecheError
from veche.ground.ldap import Server, dn_parts
from veche.sources.ldap.asking import ask, sample
from veche.sources.ldap.profile import Profile, checked
from veche.sources.ldap.rows import Rows, rows_of
from veche.staff import StaffRow

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
# In a second work tree the folder stands one higher.
SHARED = (SHARED if SHARED.is_dir() else SHARED.parents[1] / "shared") / "data/directory"
HALL = "dc=hall,dc=example"
BASE = f"OU=Администрация,{HALL}"
ROADS = "cn=Все сотрудники Вече,ou=Группы,dc=hall,dc=example"
needs_slapd = pytest.mark.skipif(
    program() is None, reason="there is no slapd here: run ./dev test on Debian or Ubuntu, or install slapd"
)


@pytest.fixture(scope="module")
def slapd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestSlapd]:
    server = TestSlapd(tmp_path_factory.mktemp("slapd"), suffix=HALL)
    server.add((DATA / "hall.ldif").read_text("utf-8"))
    server.add_reader()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text(PASSWORD + "\n", "utf-8")
    return file


@pytest.fixture
def known(slapd: TestSlapd, secret: Path) -> Server:
    return Server(url=slapd.url, bind_dn=slapd.bind_dn, password_file=str(secret))


def read(server: Server, profile: Profile) -> Rows:
    return rows_of(ask(server, "hall", checked(profile)), profile)


def by_login(rows: Rows) -> dict[str, StaffRow]:
    return {row.login: row for row in rows.staff}


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(VecheError) as caught:
        act()
    assert PASSWORD not in f"{caught.value.details} {caught.value.__cause__}"
    return caught.value.code


@needs_slapd
def test_people_in_nested_units(known: Server) -> None:
    """Pages of two: nine people are five pages."""
    rows = read(known, Profile(base=BASE, page=2))
    units = {row.code: row for row in rows.units}
    names = {row.code: row.name for row in rows.units}
    ways = {row.name: names.get(row.parent, "") for row in rows.units}
    assert ways == {
        "Администрация": "",
        "Департамент городского хозяйства": "",
        "Отдел благоустройства, озеленения и уборки": "Департамент городского хозяйства",
        "Сектор дорожных работ": "Отдел благоустройства, озеленения и уборки",
        "Правовое управление": "",
    }, "an empty unit does not come, and the base is a unit only for those who lie in it"
    people = by_login(rows)
    assert (rows.people, len(people)) == (9, 9)
    long = people["preobrazhenskaya.ek"]
    assert long.name == "Преображенская-Вознесенская Екатерина Константиновна"
    assert units[long.unit_code].name == "Отдел благоустройства, озеленения и уборки"
    assert (long.title, long.email, long.head) == (
        "Ведущий специалист-эксперт",
        "preobrazhenskaya.ek@hall.example",
        False,
    )
    assert [login for login, row in people.items() if row.head] == ["sokolova.ap", "melnikov.bi"], "managedBy"
    assert not people["kozlov.ai"].active, "userAccountControl says: disabled"
    assert str(people["orlova.np"].until) == "2019-12-31"
    assert people["timofeeva.od"].until is None
    assert ("title" in people["belov.ii"].unknown, people["belov.ii"].name) == (True, "Белов Иван")
    assert len({row.key for row in rows.staff}) == 9
    assert all(len(row.key) == 36 for row in rows.staff), "the identifier of the server, not the name"


@needs_slapd
def test_only_those_of_a_group_also_through_groups_inside(known: Server) -> None:
    rows = read(known, Profile(base=BASE, only_group=ROADS, heads_group=f"cn=Руководители,ou=Группы,{HALL}"))
    assert set(by_login(rows)) == {
        *("sokolova.ap", "melnikov.bi", "preobrazhenskaya.ek"),
        *("yolkin.ps", "kozlov.ai", "belov.ii"),
    }
    round_one = read(known, Profile(base=BASE, only_group=f"cn=Круг,ou=Группы,{HALL}"))
    assert set(by_login(round_one)) == {"orlova.np"}, "a group that is in itself ends"
    assert refused(lambda: read(known, Profile(base=BASE, only_group=f"cn=Нет такой,{HALL}"))) == "ldap_group"


@needs_slapd
def test_encrypted_and_only_with_the_right_authority(slapd: TestSlapd, secret: Path, tmp_path: Path) -> None:
    ca = str(slapd.ca_file)
    secure = Server(url=slapd.secure_url, bind_dn=slapd.bind_dn, password_file=str(secret), ca_file=ca)
    assert len(sample(secure, "hall", Profile(base=BASE))) == 5
    started = Server(
        url=f"ldap://localhost:{slapd.port}",
        start_tls=True,
        bind_dn=slapd.bind_dn,
        password_file=str(secret),
        ca_file=ca,
    )
    assert len(sample(started, "hall", Profile(base=BASE))) == 5
    for wrong in (
        Server(url=slapd.secure_url, bind_dn=slapd.bind_dn, password_file=str(secret)),
        Server(url=f"ldaps://127.0.0.1:{slapd.secure_port}", ca_file=ca),
        Server(url=f"ldap://127.0.0.1:{slapd.port}", start_tls=True, ca_file=ca),
        Server(url=slapd.secure_url, ca_file=str(tmp_path / "nothing")),
    ):
        assert refused(lambda wrong=wrong: sample(wrong, "hall", Profile(base=BASE))) == "ldap_tls"  # type: ignore[misc]


@needs_slapd
def test_who_may_read(slapd: TestSlapd, secret: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    profile = Profile(base=BASE)

    def code(**fields: str) -> str:
        server = Server(url=fields.pop("url", slapd.url), bind_dn=slapd.bind_dn, password_file="")
        server = replace(server, **fields)
        return refused(lambda: sample(server, "hall", profile))

    empty, wrong = tmp_path / "empty", tmp_path / "wrong"
    empty.write_text("\n")
    wrong.write_text("не тот")
    assert code(password_file=str(empty)) == "ldap_password_empty", "a server would say yes, to nobody"
    assert code() == "ldap_password_empty"
    assert code(password_file=str(tmp_path / "none")) == "ldap_password_empty"
    assert code(password_env="HALL_PASSWORD") == "ldap_password_empty"
    assert code(password_file=str(wrong)) == "ldap_refused"
    assert code(url="ldap://192.0.2.7", password_file=str(secret)) == "ldap_plain", "before it is even tried"
    assert code(url="ldap://127.0.0.1:9", password_file=str(secret)) == "ldap_unreachable"
    monkeypatch.setenv("HALL_PASSWORD", PASSWORD)
    by_environment = Server(url=slapd.url, bind_dn=slapd.bind_dn, password_env="HALL_PASSWORD")
    assert len(sample(by_environment, "hall", profile)) == 5


@needs_slapd
def test_what_is_asked_wrongly_is_an_error_and_no_empty_list(known: Server) -> None:
    assert refused(lambda: read(known, Profile(base=f"ou=Нет такого,{HALL}"))) == "ldap_search"
    assert refused(lambda: read(known, Profile(base=BASE, people="(objectClass=printer)"))) == "ldap_nobody"
    assert refused(lambda: checked(Profile(base="не имя"))) == "ldap_dn"
    for text in ("(cn=*", "cn=a)(b=c", "", "(((" * 500):
        assert refused(lambda text=text: checked(Profile(base=BASE, people=text))) == "ldap_filter"  # type: ignore[misc]


@needs_slapd
def test_a_limit_of_the_server_is_no_shorter_list(tmp_path: Path) -> None:
    server = TestSlapd(tmp_path / "limited", suffix=HALL, size_limit=3)
    server.add((DATA / "hall.ldif").read_text("utf-8"))
    server.start()
    try:
        assert refused(lambda: ask(Server(url=server.url), "hall", Profile(base=BASE))) == "ldap_incomplete"
    finally:
        server.kill()


@needs_slapd
def test_a_server_that_dies_half_way(tmp_path: Path) -> None:
    server = TestSlapd(tmp_path / "dying", suffix=HALL)
    server.add((DATA / "hall.ldif").read_text("utf-8"))
    server.start()
    pages = []

    def dies() -> None:
        pages.append(1)
        if len(pages) == 2:
            server.kill()

    assert (
        refused(lambda: ask(Server(url=server.url), "hall", Profile(base=BASE, page=2), on_page=dies))
        == "ldap_broke_off"
    )
    assert len(pages) == 2


def test_names_of_entries() -> None:
    assert dn_parts(r"OU=Отдел благоустройства\, озеленения,DC=Hall") == (
        "ou=отдел благоустройства, озеленения",
        "dc=hall",
    )
    assert dn_parts(r"ou=\D0\9E\D1\82\D0\B4\D0\B5\D0\BB\2C два , dc=hall") == ("ou=отдел, два", "dc=hall")
    assert dn_parts("cn=Amy Wong+sn=Kroker,ou=people,dc=x") == ("cn=amy wong+sn=kroker", "ou=people", "dc=x")
    assert dn_parts("") == () == dn_parts("без знака равенства")


@needs_slapd
@pytest.mark.skipif(not SHARED.is_dir(), reason="no folder ../shared/data: files of others are not part of the project")
class TestFilesOfOthers:
    """Counts against ../shared/data/README.md."""

    def test_planet_express(self, tmp_path: Path) -> None:
        root = "dn: dc=planetexpress,dc=com\nobjectClass: domain\ndc: planetexpress\n\n"
        ldif = root + "\n\n".join(
            file.read_text("utf-8") for file in sorted((SHARED / "planetexpress-ldif").glob("*.ldif"))
        )
        with running(tmp_path, "dc=planetexpress,dc=com", ldif) as server:
            base = "ou=people,dc=planetexpress,dc=com"
            rows = read(server, Profile(base=base))
            assert (rows.people, [row.name for row in rows.units]) == (7, ["people"])
            amy = by_login(rows)["amy"]
            assert (amy.name, amy.email, amy.key == "") == ("Kroker Amy", "amy@planetexpress.com", False)
            crew = read(server, Profile(base=base, only_group=f"cn=ship_crew,{base}"))
            assert set(by_login(crew)) == {"fry", "leela", "bender"}

    def test_munich(self, tmp_path: Path) -> None:
        text = (SHARED / "munich-ou-tree.ldif").read_text("utf-8")
        root = "dn: dc=city,dc=example\nobjectClass: domain\ndc: city\n\n"
        with running(tmp_path, "dc=city,dc=example", root + text, schema_for(text, attributes=("lhm",))) as server:
            rows = read(
                server,
                Profile(
                    base="o=users,dc=city,dc=example",
                    units="code",
                    units_base="o=oubase,dc=city,dc=example",
                    unit_code="lhmOUShortname",
                    person_unit="ou",
                    unit_head="lhmOUManager",
                    unit_deputy="lhmOU2ndManager",
                    name="cn",
                ),
            )
            assert (rows.people, [row.name for row in rows.units]) == (5, ["Referat für Bildung und Sport"])

    def test_names_in_base64(self, tmp_path: Path) -> None:
        text = (SHARED / "i18n-base64.ldif").read_text("utf-8")
        person = (
            "\n\ndn: uid=ivan,ou=ru,ou=pla-i18n,dc=Test\nobjectClass: inetOrgPerson\nuid: ivan\n"
            "cn:: 0JjQstCw0L0=\nsn:: 0JHQtdC70L7Qsg==\n"
        )
        root = "dn: dc=Test\nobjectClass: domain\ndc: Test\n\n"
        with running(tmp_path, "dc=Test", root + text + person) as server:
            rows = read(server, Profile(base="dc=Test", unit_name="description"))
            assert [row.name for row in rows.units] == ["pla-i18n", "звучит подобно"]
            assert rows.staff[0].name == "Иван"


@contextmanager
def running(folder: Path, suffix: str, ldif: str, schema: str = "") -> Iterator[Server]:
    server = TestSlapd(folder / "other", suffix=suffix, schema=schema)
    server.add(ldif)
    server.start()
    try:
        yield Server(url=server.url)
    finally:
        server.kill()
