"""Pages of two builds behind one balancer: each gets its files from whichever node is asked (SPEC N14)."""

from pathlib import Path

import httpx
from tests.cluster.nodes import Cluster

FILES = {"a": "assets/hall-AbCd1234.js", "b": "assets/hall-EfGh5678.js"}
OF_ONE_ANSWER = {"date"}


def build(folder: Path, name: str) -> Path:
    """A built page, with one file that only it has, and one of the same name as another's."""
    (folder / name / "assets").mkdir(parents=True)
    (folder / name / "index.html").write_text(f"<title>{name}</title><script src=/{FILES[name]}></script>", "utf-8")
    (folder / name / FILES[name]).write_text(f"export const build = '{name}'; // {'far ' * 400}", "utf-8")
    (folder / name / f"only-{name}.txt").write_text(name, "utf-8")
    return folder / name


def get(made: Cluster, node: str, path: str, **headers: str) -> httpx.Response:
    with made.nodes[node].client() as client:
        return client.get(f"/{path}", headers=headers)


def test_N14_a_page_of_either_build_gets_its_files_from_any_node(one_office: Cluster, tmp_path: Path) -> None:
    for name in FILES:
        one_office.start(name, MADANG_CLIENT=str(build(tmp_path / "builds", name)))
    for own, other in (("a", "b"), ("b", "a")):
        one_office.wait_for(lambda own=own, other=other: get(one_office, other, FILES[own]).status_code == 200)
        by_own, by_other = get(one_office, own, FILES[own]), get(one_office, other, FILES[own])
        assert by_other.text == by_own.text
        assert "immutable" in by_other.headers["cache-control"]
        assert facts(by_other) == facts(by_own)
        again = get(one_office, other, FILES[own], **{"if-none-match": by_own.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert f"<title>{own}</title>" in get(one_office, own, "").text
        assert get(one_office, other, f"only-{own}.txt").status_code == 404
        assert get(one_office, other, "assets/hall-Nobody12.js").status_code == 404
    assert one_office.nodes["b"].stop() == 0
    assert get(one_office, "a", FILES["b"]).status_code == 404


def facts(answer: httpx.Response) -> list[tuple[str, str]]:
    return sorted((name, value) for name, value in answer.headers.multi_items() if name not in OF_ONE_ANSWER)
