"""Where exports go: whole or not at all, whatever happens while they are written."""

import io
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.export import FORMATS, files, write
from graph.export.files import replacing, write_archive
from graph.versions import Version, current
from tests.test_cli import ROOT, chutri, complaint


@pytest.fixture(scope="module")
def version(built: Path) -> Version:
    return current(built)


class Full(io.RawIOBase):
    """A file on a disk that has room for a few bytes."""

    def __init__(self, room: int) -> None:
        self.room = room

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        size = len(memoryview(data))  # type: ignore[arg-type]
        if size > self.room:
            raise OSError(28, "No space left on device")
        self.room -= size
        return size


@pytest.mark.parametrize("name", FORMATS)
def test_every_writer_says_that_the_disk_is_full(version: Version, name: str) -> None:
    from graph.export import write_stream

    with pytest.raises(OSError, match="No space"):
        write_stream(version, name, Full(1000))  # type: ignore[arg-type]


@pytest.mark.parametrize("before", [None, b"the export before"])
def test_an_export_that_fails_leaves_what_was_there(tmp_path: Path, before: bytes | None) -> None:
    path = tmp_path / "export.gexf"
    if before is not None:
        path.write_bytes(before)

    def write_half() -> None:
        with replacing([path]) as (file,):
            file.write(b"half")
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_half()
    assert [each.name for each in tmp_path.iterdir()] == ([path.name] if before else [])
    assert before is None or path.read_bytes() == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[Path, list[str]]]:
    """A folder with room for 14 KB, and the command that a process has to be run by there.

    It is a file system of its own where the user may mount one. Otherwise the process may write no
    longer files than that: the system then refuses the same write with another error.
    """
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    mounted = not subprocess.run(mounting, capture_output=True, check=False).returncode
    try:
        (disk / "kept.txt").write_bytes(b"x" * 50_000)
        narrow = 'unset COVERAGE_PROCESS_START COVERAGE_PROCESS_CONFIG; ulimit -f 28; exec "$@"'
        yield disk, [] if mounted else ["sh", "-c", narrow, "sh"]
    finally:
        if mounted:
            subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("name", ["turtle", "jsonld", "gexf", "neo4j", "xlsx", "parquet"])
def test_a_full_disk_keeps_no_half_of_an_export(
    built: Path, small_disk: tuple[Path, list[str]], name: str
) -> None:
    disk, by = small_disk
    command = [*by, sys.executable, "-m", "api.cli", "export", "-g", str(built), "-f", name]
    ran = subprocess.run(
        [*command, "-o", str(disk / "export")],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(disk)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 1
    assert f"{disk / 'export'}: not written: " in complaint(ran)
    assert [path.name for path in disk.rglob("*")] == ["kept.txt"]


def test_several_files_are_a_folder_or_an_archive(version: Version, tmp_path: Path) -> None:
    write(version, "neo4j", tmp_path / "import", "coordination")
    write(version, "neo4j", tmp_path / "import.zip", "coordination")
    folder = {path.name: path.read_bytes() for path in (tmp_path / "import").iterdir()}
    with zipfile.ZipFile(tmp_path / "import.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == folder
    assert set(folder) == {"nodes.csv", "relationships.csv"}


def test_one_file_of_several_that_fails_takes_the_others_with_it(tmp_path: Path) -> None:
    paths = [tmp_path / "nodes.csv", tmp_path / "edges.csv"]

    def write_one() -> None:
        with replacing(paths) as (nodes, _):
            nodes.write(b"complete")
            nodes.flush()
            raise OSError(28, "the second has no room")

    with pytest.raises(OSError, match="second"):
        write_one()
    assert list(tmp_path.iterdir()) == []


def test_an_export_may_be_read_by_whom_the_user_lets(version: Version, tmp_path: Path) -> None:
    path = tmp_path / "tasks.csv"
    write(version, "csv", path)
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask


def test_archives_have_no_clock_in_them() -> None:
    def once() -> bytes:
        out = io.BytesIO()
        write_archive(["a.csv"], lambda file: file.write(b"a"), out)
        return out.getvalue()

    assert once() == once()
    with zipfile.ZipFile(io.BytesIO(once())) as archive:
        assert archive.infolist()[0].date_time == files._EPOCH


def test_what_is_no_ordinary_file_is_written_as_it_stands(built: Path) -> None:
    ran = chutri("export", "-g", built, "-f", "csv", "--view", "targets", "-o", "/dev/stdout")
    assert ran.returncode == 0
    assert ran.stdout.startswith("target,document,")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["-f", "gexf"], "-o FILE"),
        (["-f", "gephi", "-o", "x"], "graphml"),
        (["-f", "gexf", "--view", "tasks", "-o", "x"], "coordination"),
        (["-f", "csv", "--measures", "-o", "x"], "measure"),
        (["-o", "x"], "-f FORMAT"),
        (["-f", "neo4j", "-o", "README.md"], ".zip"),
    ],
)
def test_what_was_asked_wrongly_is_told_with_the_mend(
    built: Path, tmp_path: Path, arguments: list[str], named: str
) -> None:
    ran = chutri("export", "-g", built, *arguments)
    assert ran.returncode == 2
    assert named in complaint(ran)


@pytest.mark.parametrize("name", ["turtle", "gexf", "neo4j"])
def test_a_place_that_cannot_be_written_is_told_before_the_work(
    built: Path, tmp_path: Path, name: str
) -> None:
    ran = chutri("export", "-g", built, "-f", name, "-o", tmp_path / "none" / "export")
    assert ran.returncode == 1
    assert f"make the folder {tmp_path / 'none'} first" in complaint(ran)
    assert not ran.stderr.startswith("[")


def test_formats_are_listed_with_their_views() -> None:
    ran = chutri("export")
    assert [line.split("\t")[0] for line in ran.stdout.splitlines()] == list(FORMATS)


@pytest.mark.parametrize("name", ["turtle", "jsonld", "rdfxml"])
def test_memory_stays_flat_while_rdf_streams(version: Version, tmp_path: Path, name: str) -> None:
    def peak(graph: bytes) -> int:
        """The peak of memory in KB of a process that exports this graph."""
        directory = tmp_path / str(len(graph))
        directory.mkdir()
        (directory / "graph.nq").write_bytes(graph)
        script = (
            "import resource, sys; from pathlib import Path; from graph.export import write;"
            "from graph.versions import Version;"
            f"write(Version(Path(sys.argv[1])), {name!r}, Path(sys.argv[1]) / 'out');"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        command = [sys.executable, "-c", script, str(directory)]
        return int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)

    once = version.graph.read_bytes()
    several = b"".join(once.replace(b"/graph", b"/graph%d" % i) for i in range(6))
    assert peak(several) - peak(once) < len(once) / 1024
