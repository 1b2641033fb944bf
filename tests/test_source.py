import pytest

from extract import UnreadableSource, read


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is a Word document"),
        (b"PK\x03\x04rest", "is a zipped document"),
        (b"K\x00e\x00 \x00h", "is binary"),
        (b"a" * ((32 << 20) + 1), "has more than 32 MiB"),
        ("Điều 1.\nKế hoạch".encode() + b"\n\xff\xfe\xfd", "doc.txt:3: is not UTF-8 text"),
    ],
)
def test_a_source_without_text_is_refused_in_one_line_that_names_the_mend(tmp_path, data, says):
    path = tmp_path / "doc.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableSource) as refusal:
        read(path)
    message = str(refusal.value)
    assert says in message
    assert str(path) in message
    assert "\n" not in message


def test_a_missing_path_and_a_folder_are_refused(tmp_path):
    with pytest.raises(UnreadableSource, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(UnreadableSource, match="is a folder"):
        read(tmp_path)


def test_the_text_is_kept_as_received(tmp_path):
    path = tmp_path / "doc.txt"
    path.write_bytes("\ufeffKẾ HOẠCH\r\nmột\n".encode())
    source = read(path)
    assert source.name == "doc.txt"
    assert source.text == "\ufeffKẾ HOẠCH\r\nmột\n"


def test_utf_16_with_its_mark_is_read(tmp_path):
    path = tmp_path / "doc.txt"
    path.write_bytes("Kế hoạch".encode("utf-16"))
    assert read(path).text == "Kế hoạch"
