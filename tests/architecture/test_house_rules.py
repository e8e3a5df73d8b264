"""The habits of the code that a machine can hold."""

import ast
import re
from pathlib import Path

import pytest
from tests.architecture import repository

LINES_MAX = 300
NOT_NAMES = {"utils", "helpers", "common", "manager", "base", "misc"}
TEXT_SUFFIXES = {
    ".py",
    ".ts",
    ".tsx",
    ".mjs",
    ".md",
    ".toml",
    ".sh",
    ".json",
    ".jsonc",
    ".css",
    ".html",
    ".ftl",
    ".txt",
    ".tmj",
    ".svg",
    ".in",
}
# A home folder, the root's folder, or a folder of temporary work: nobody else has these.
DEVELOPER_PATH = re.compile(
    r"(?<![\w.])/(?:" + "|".join(("ro" + "ot", "home/\\w+", "Users/\\w+", "wo" + "rk", "tmp/mad" + "ang-plan")) + r")/"
)
PYTHON_LOCKS = (
    "requirements.txt",
    "requirements-postgresql.txt",
    "requirements-cluster.txt",
    "requirements-dev.txt",
    "requirements-node.txt",
)
LOCKS = (*PYTHON_LOCKS, "clients/web/package-lock.json")


def modules() -> list[Path]:
    return repository.files(*(f"{package}/*.py" for package in repository.PACKAGES))


def sources() -> list[Path]:
    web = repository.files("clients/web/src/*.ts", "clients/web/src/*.tsx", "clients/web/scripts/*.mjs")
    return [*modules(), *(path for path in web if path.name != "generated.ts")]


def functions_of(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [function for function in functions if function.name.startswith("test_")]


def test_every_module_opens_with_its_house_rule():
    silent = [path for path in modules() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert [repository.name_of(path) for path in silent] == []


def test_no_file_is_named_for_what_it_is_not():
    everything = repository.files("*.py", "*.ts", "*.tsx", "*.mjs", "*.css")
    assert [repository.name_of(path) for path in everything if set(re.split(r"[_.\-]", path.stem)) & NOT_NAMES] == []


def test_nothing_is_a_link_which_leads_elsewhere_on_another_machine():
    links = repository.links()
    assert [repository.name_of(path) for path in links if path.readlink().is_absolute()] == []
    assert [repository.name_of(path) for path in links if not path.resolve().is_relative_to(repository.ROOT.resolve())] == []


def test_no_file_is_longer_than_it_can_be_read():
    beside = repository.files("tests/*.py", "scripts/*.py", "examples/*.py")
    lengths = {repository.name_of(path): len(path.read_text("utf-8").splitlines()) for path in (*sources(), *beside)}
    migrations = {name for name in lengths if "/migrations/versions/" in name}  # tables as they once were: never changed
    assert {name: lines for name, lines in lengths.items() if lines > LINES_MAX and name not in migrations} == {}


def test_no_test_asks_a_question_of_its_own():
    asking = [
        f"{repository.name_of(path)}: {function.name}"
        for path in repository.files("tests/*.py")
        for function in functions_of(path)
        if any(isinstance(node, ast.If) for node in ast.walk(function))
    ]
    assert asking == []


def test_no_test_is_skipped_or_expected_to_fail():
    marks = re.compile(r"pytest\.(?:mark\.)?(?:skip|xfail)|\b(?:it|test|describe)\.(?:skip|todo|fails)\b")
    pages = repository.files("tests/*.py", "clients/web/src/*.test.ts", "clients/web/src/*.test.tsx")
    assert [repository.name_of(path) for path in pages if path != Path(__file__) and marks.search(path.read_text("utf-8"))] == []


@pytest.mark.parametrize("package", ["madang_worlds", "madang_office", "madang_protocol"])
def test_pure_packages_name_no_clock_and_no_chance(package):
    reach = re.compile(
        r"\b(?:time\.(?:time|monotonic|perf_counter)|datetime\.(?:now|utcnow|today)|date\.today|np\.random|os\.urandom|uuid)\b"
    )
    pure = [path for path in modules() if package in path.parts and "art" not in path.parts]
    assert len(pure) > 5
    assert [repository.name_of(path) for path in pure if reach.search(path.read_text("utf-8"))] == []


def test_import_contracts_are_part_of_the_check():
    makefile = repository.text_of("Makefile")
    checks = makefile.partition("\nCHECKS := ")[2].partition("\n")[0].split()
    recipe, *checked = (makefile.partition(f"\n{name}:")[2].partition("\n\n")[0] for name in ("check", *checks))
    assert "$(CHECKS)" in recipe
    assert any("lint-imports" in check for check in checked)
    assert repository.text_of("pyproject.toml").count("[[tool.importlinter.contracts]]") >= 3


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_files_hold_no_addresses(lock):
    found = re.findall(
        r'"resolved"|@ ?(?:git\+)?https?://|--(?:extra-)?index-url|^https?://.*$', repository.text_of(lock), re.MULTILINE
    )
    assert found == []


def pins(lock: str) -> dict[str, str]:
    """Name to version and marker of every pin."""
    return dict(re.findall(r"^([a-z0-9.-]+)==(.+?)(?: \\)?$", repository.text_of(lock), re.MULTILINE))


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_every_python_pin_is_exact_and_has_its_hashes(lock):
    told = [line for line in repository.text_of(lock).splitlines() if not line.startswith("#")]
    pin, proof = r"[a-z0-9.-]+==[A-Za-z0-9_.]+(?: ; .+)? \\", r"    --hash=sha256:[0-9a-f]{64}(?: \\)?"
    assert [line for line in told if not re.fullmatch(rf"{pin}|{proof}", line)] == []
    assert len(re.findall(r"==.*\\\n    --hash", repository.text_of(lock))) == len(pins(lock)) > 0


def test_running_needs_no_test_tool_and_developing_runs_the_same():
    files = ("requirements.txt", "requirements-postgresql.txt", "requirements-cluster.txt", "requirements-dev.txt")
    running, on_postgresql, in_a_cluster, developing = map(pins, files)
    assert running.items() < on_postgresql.items() < in_a_cluster.items() < developing.items()
    assert on_postgresql.keys() - running.keys() == {"psycopg", "psycopg-binary"}
    of_a_cluster = {"redis", "hiredis", "async-timeout", "httpx", "httpcore", "certifi"}
    of_traces = {"googleapis-common-protos", "protobuf", "requests", "urllib3", "charset-normalizer"}
    more = {name for name in in_a_cluster.keys() - on_postgresql.keys() if not name.startswith("opentelemetry-")}
    of_s3 = {"boto3", "botocore", "jmespath", "s3transfer"}
    of_openid = {"joserfc", "cryptography"}
    assert more == of_a_cluster | of_traces | of_s3 | of_openid
    assert {"pytest", "ruff", "mypy", "playwright", "picows", "httpx"} & running.keys() == set()


def test_no_file_names_a_path_of_a_developers_machine():
    texts = [path for path in repository.files("*") if path.suffix in TEXT_SUFFIXES or path.name in {"Makefile", "run"}]
    assert len(texts) > 200
    assert [repository.name_of(path) for path in texts if DEVELOPER_PATH.search(path.read_text("utf-8", "replace"))] == []
