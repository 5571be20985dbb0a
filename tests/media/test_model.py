"""Names of files, and which job checks which file."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.media.model import CHECK, CHECK_LARGE, LARGE, check_kind, clean_file_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("отчёт за год.xlsx", "отчёт за год.xlsx"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\Анна\план.docx", "план.docx"),
        ("\u202efdp.exe", "fdp.exe"),
        ("nul\0l.txt", "null.txt"),
        ("CON.txt", "_CON.txt"),
        ("a:b?.txt", "a_b_.txt"),
        ("..", "file"),
        ("", "file"),
        ("/", "file"),
        (" .hidden. ", "hidden"),
        ("и\u0306ог.txt", "йог.txt"),
        ("д" * 300 + ".docx", "д" * 115 + ".docx"),
    ],
)
def test_names_that_any_system_can_keep(given_name: str, kept: str):
    assert clean_file_name(given_name) == kept


@given(st.text(max_size=400))
def test_any_name_at_all(name: str):
    kept = clean_file_name(name)
    assert kept
    assert len(kept) <= 121
    assert len(kept.encode()) <= 255
    assert not {"/", "\\", "\0", '"', "\n", "\r"} & set(kept)
    assert kept not in (".", "..")
    assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in kept)
    assert clean_file_name(kept) == kept


def test_large_files_have_a_queue_of_their_own():
    assert check_kind(LARGE) == CHECK
    assert check_kind(LARGE + 1) == CHECK_LARGE
