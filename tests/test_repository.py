"""A bureau's repository and what may befall it in; what a department is told, and that nothing is half installed, out."""

from __future__ import annotations

import json
import re
import shutil
import socketserver
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime, timedelta, timezone
from functools import partial
from http.server import SimpleHTTPRequestHandler
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from effort import some

from generator.cli import issuing, run
from generator.packs.installed import every, home, order

CASES = Path(__file__).resolve().parent / "cases" / "issuing"
NAME = "示例市/年度自评"
TODAY = datetime(2026, 3, 1, tzinfo=timezone.utc)
Told = Callable[..., tuple[int, str]]


def at_home(folder: Path, patch: pytest.MonkeyPatch) -> None:
    patch.chdir(folder)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "XDG_CONFIG_HOME", "APPDATA"):
        patch.setenv(name, str(folder / "家"))
    patch.setenv("ZIPINGBAO_PASSPHRASE", "一二三四五六七八")
    patch.setattr(issuing, "now", lambda: TODAY)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_home(tmp_path, monkeypatch)


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    def tell(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        status = run(["pack", *words])
        out, err = capsys.readouterr()
        return status, out + err

    return tell


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bureau's folder, with its key and its repository of one pack: signing takes a second."""
    folder = tmp_path_factory.mktemp("财政局")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()) as out, redirect_stderr(out):
        at_home(folder, patch)
        shutil.copytree(CASES / "示例市", "示例市")
        assert run(["pack", "key", "-o", "财政局.pem"]) == 0
        said = out.tell()
        publish = ["publish", NAME, "--to", "仓库", "--key", "财政局.pem", "--bureau", "示例市财政局"]
        assert run(["pack", *publish]) == 0
    assert out.getvalue()[said:] == (
        f"已签发 仓库：新发 {NAME} 2024.1；到 2027-04-05 为止有效，在那以前再运行一次 pack publish\n"
    )
    return folder


@pytest.fixture
def repository(issued: Path) -> Path:
    """With one pack in its first version."""
    shutil.copytree(issued, Path.cwd(), dirs_exist_ok=True)
    return Path("仓库")


def issue(told: Told, version: str, change: str = "") -> tuple[int, str]:
    path = Path(NAME, "pack.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'版本: ".*"', f'版本: "{version}"', text, count=1) + change, encoding="utf-8")
    return told("publish", NAME, "--to", "仓库", "--key", "财政局.pem")


def versions() -> list[str]:
    assert all(one.whole for one in every())
    return [one.version for one in every()]


def litter() -> list[str]:
    """What is neither an installed pack nor what is known of a repository."""
    return [path.name for path in home().rglob("*") if path.is_file() and path.name.startswith((".", "tmp"))]


def at(monkeypatch: pytest.MonkeyPatch, day: datetime) -> None:
    monkeypatch.setattr(issuing, "now", lambda: day)


class Server(SimpleHTTPRequestHandler):
    """A web server on loopback; `cut` breaks off what ends so, after the first byte."""

    cut = ""

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def copyfile(self, source: Any, outputfile: Any) -> None:
        if self.cut and self.path.endswith(self.cut):
            outputfile.write(source.read(1))
            self.close_connection = True
        else:
            super().copyfile(source, outputfile)


@pytest.fixture
def server(repository: Path) -> Iterator[str]:
    handler = partial(Server, directory=str(repository.absolute()))
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as one:
        one.daemon_threads = True
        thread = threading.Thread(target=one.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{one.server_address[1]}"
        one.shutdown()
        thread.join()


@pytest.fixture(params=["文件夹", "网站"])
def address(request: pytest.FixtureRequest, repository: Path) -> str:
    if request.param == "文件夹":
        return str(repository)
    return str(request.getfixturevalue("server"))


def test_a_pack_is_installed_updated_and_both_versions_stand_side_by_side(address: str, told: Told) -> None:
    status, said = told("add", address, "--yes")
    assert status == 0 and said.startswith("发布单位：示例市财政局\n钥匙指纹："), said
    assert said.endswith(f"装好 {NAME} 2024.1\n") and versions() == ["2024.1"]
    assert told("add", address) == (0, "都是最新的\n")  # not asked again
    assert issue(told, "2024.2")[0] == 0
    assert told("update") == (0, f"装好 {NAME} 2024.2（原来有 2024.1，还在）\n")
    assert versions() == ["2024.2", "2024.1"] and litter() == []
    status, said = told("list")
    assert status == 0 and said.count("签名无误") == 2 and "新版" not in said
    sample = str(CASES / NAME / "sample" / "input.yaml")
    shutil.rmtree("示例市")
    shutil.copy(sample, "2024.yaml")
    assert run(["check", "2024.yaml"]) == 0
    assert told("update", "国家/公文")[0] == 1


def test_the_user_is_asked_once_and_may_say_no(repository: Path, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issuing.click, "confirm", lambda *words, **more: False)
    assert told("add", "仓库")[1].endswith("没有装\n") and versions() == []
    wrong = told("add", "仓库", "--fingerprint", "0000")
    assert wrong[0] == 1 and "与 --fingerprint 写的不同" in wrong[1]
    print_ = re.findall("指纹：(.*)", wrong[1])[0]
    assert told("add", "仓库", NAME, "--fingerprint", print_)[0] == 0 and versions() == ["2024.1"]


def tampered_target(folder: Path) -> None:
    path = next((folder / "targets").rglob("*.zip"))
    path.write_bytes(path.read_bytes()[:-1] + b"x")


def longer_target(folder: Path) -> None:
    path = next((folder / "targets").rglob("*.zip"))
    path.write_bytes(path.read_bytes() + b"x" * 99)


def tampered_metadata(folder: Path) -> None:
    path = folder / "metadata" / "1.targets.json"
    path.write_text(path.read_text(encoding="utf-8").replace("2024.1", "2024.9"), encoding="utf-8")


def another_key(folder: Path) -> None:
    """All of it made anew by somebody who has not the key, with the first root of the bureau."""
    root = (folder / "metadata" / "1.root.json").read_bytes()
    shutil.rmtree(folder)
    assert run(["pack", "key", "-o", "别人.pem"]) == 0
    assert run(["pack", "publish", NAME, "--to", str(folder), "--key", "别人.pem", "--bureau", "示例市财政局"]) == 0
    (folder / "metadata" / "1.root.json").write_bytes(root)


def without_targets(folder: Path) -> None:
    shutil.rmtree(folder / "targets")


def without_metadata(folder: Path) -> None:
    shutil.rmtree(folder / "metadata")


def no_json(folder: Path) -> None:
    (folder / "metadata" / "timestamp.json").write_bytes(b"<html>")


SPOILT = {
    "M517": (tampered_target, longer_target, tampered_metadata, another_key, no_json),
    "M514": (without_targets, without_metadata),
}


@pytest.mark.parametrize(("code", "spoil"), some([(code, one) for code, each in SPOILT.items() for one in each], 2))
def test_what_is_not_as_it_was_signed_is_not_installed(
    code: str, spoil: Callable[[Path], None], repository: Path, told: Told
) -> None:
    spoil(repository)
    status, said = told("add", "仓库", "--yes")
    assert status == 1 and f"错误[{code}]" in said and "什么也没有装" in said and "Traceback" not in said, said
    assert versions() == [] and litter() == []


@pytest.mark.parametrize("cut", some(["timestamp.json", "1.targets.json", "2024.1.zip", "1.root.json"], 1))
def test_a_download_that_breaks_off_leaves_nothing(
    cut: str, server: str, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Server, "cut", cut)
    status, said = told("add", server, "--yes")
    assert status == 1 and "错误[M514]" in said and versions() == [] and litter() == [], said
    monkeypatch.setattr(Server, "cut", "")
    assert told("add", server, "--yes")[0] == 0 and versions() == ["2024.1"]


@pytest.mark.thorough
def test_nobody_answers(told: Told, repository: Path) -> None:
    assert "错误[M514] http://127.0.0.1:9 连不上" in told("add", "http://127.0.0.1:9", "--yes")[1]


@pytest.mark.thorough
def test_an_older_state_of_the_repository_is_refused(repository: Path, told: Told) -> None:
    """Somebody copies the stick of last month over it."""
    shutil.copytree("仓库", "旧")
    assert issue(told, "2024.2")[0] == 0
    assert told("add", "仓库", "--yes")[0] == 0 and versions() == ["2024.2"]
    shutil.rmtree("仓库")
    Path("旧").rename("仓库")
    status, said = told("update")
    assert status == 1 and "错误[M516]" in said and versions() == ["2024.2"], said


@pytest.mark.thorough
def test_a_repository_that_is_not_signed_anew_runs_out(
    repository: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, TODAY + timedelta(days=401))
    status, said = told("add", "仓库", "--yes")
    assert status == 1 and "错误[M515]" in said and "现在是 2027-04-06" in said and versions() == []
    assert told("publish", "--to", "仓库", "--key", "财政局.pem")[1].startswith("已签发 仓库：没有新的；到 2028-05-10")
    assert told("add", "仓库", "--yes")[0] == 0 and versions() == ["2024.1"]


@pytest.mark.thorough
def test_a_clock_that_is_behind_is_told(repository: Path, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, datetime(2001, 1, 1, tzinfo=timezone.utc))
    status, said = told("add", "仓库", "--yes")
    assert status == 1 and "错误[M518] 电脑的时钟是 2001-01-01" in said and versions() == []


def rewritten(path: Path, inner: str) -> None:
    """As somebody does who opens the zip with a program for zips."""
    with zipfile.ZipFile(path) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for one, data in files.items():
            archive.writestr(one, data + b"\n# x\n" if one.endswith(inner) else data)


@pytest.mark.thorough
def test_an_installed_version_that_was_changed_is_not_used_and_is_mended(
    repository: Path, told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told("add", "仓库", "--yes")[0] == 0
    assert issue(told, "2024.2")[0] == 0 and told("update")[0] == 0
    shutil.rmtree("示例市")
    newest, oldest = every()
    for one, (add, *more) in ((oldest, ("update",)), (newest, ("add", "仓库", "--yes"))):
        path = filled(one.version)
        assert checked(capsys, path)[0] == 0
        rewritten(one.path, "rules.yaml")
        status, said = checked(capsys, path)
        assert status == 1 and f"错误[M508] {one.version}.zip 封装以后被动过：“{NAME}/rules.yaml”" in said, said
        status, said = told("list")
        assert status == 1 and "装好以后被动过" in said
        assert told(add, *more) == (0, f"重新装好 {NAME} {one.version}（原来的被动过）\n")
        assert versions() == ["2024.2", "2024.1"] and checked(capsys, path)[0] == 0
    newest.path.with_suffix("").with_name("2024.2.json").unlink()
    newest.path.write_bytes(b"x")
    assert "M508" in checked(capsys, filled("2024.2"))[1]


@pytest.mark.thorough
def test_a_pack_of_the_same_name_from_another_bureau_is_refused(repository: Path, told: Told) -> None:
    assert told("add", "仓库", "--yes")[0] == 0
    before = [one.path.read_bytes() for one in every()]
    assert told("key", "-o", "别人.pem")[0] == 0
    for version in ("2024.1", "2024.2"):
        path = Path(NAME, "pack.yaml")
        path.write_text(path.read_text(encoding="utf-8").replace("2024.1", version) + "# 乙\n", encoding="utf-8")
        words = (NAME, "--to", "别家", "--key", "别人.pem", "--bureau", "别县财政局")
        assert told("publish", *words)[0] == 0
        for names in ((), (NAME,)):
            status, said = told("add", "别家", *names, "--yes")
            assert status == 1 and f"错误[M522] {NAME}：装的是“示例市财政局”发的" in said, said
            assert "这个仓库是“别县财政局”的" in said and "都是最新的" not in said
    assert told("update") == (0, "都是最新的\n")
    assert [one.path.read_bytes() for one in every()] == before


def test_an_older_version_is_installed_where_it_is_asked_for(repository: Path, told: Told) -> None:
    assert issue(told, "2024.2")[0] == 0 and told("add", "仓库", "--yes")[0] == 0 and versions() == ["2024.2"]
    said = told("add", "仓库", NAME, "--version", "2023.9")
    assert said[0] == 1 and f"错误[M519] {NAME}：仓库里没有 2023.9 版；有 2024.1、2024.2" in said[1]
    assert told("add", "仓库", "--version", "2023.9")[0] == 1 and versions() == ["2024.2"]
    done = told("add", "仓库", NAME, "--version", "2024.1")
    assert done == (0, f"装好 {NAME} 2024.1（原来有 2024.2，还在）\n") and versions() == ["2024.2", "2024.1"]
    assert told("update") == (0, "都是最新的\n")


def test_a_version_is_issued_once_and_only_with_the_bureaus_key(repository: Path, told: Told) -> None:
    status, said = issue(told, "2024.1", "# 改了\n")
    assert status == 1 and f"错误[M513] {NAME} 2024.1 已经发过，内容不同" in said
    assert told("key", "-o", "别人.pem")[0] == 0
    assert "错误[M511]" in told("publish", NAME, "--to", "仓库", "--key", "别人.pem")[1]
    assert "错误[M511]" in told("publish", NAME, "--to", "仓库", "--key", f"{NAME}/pack.yaml")[1]
    assert "错误[M511] 钥匙 没有.pem：没有这个文件" in told("publish", NAME, "--to", "仓库", "--key", "没有.pem")[1]
    assert "错误[M512]" in told("publish", NAME, "--to", "新", "--key", "财政局.pem")[1]
    tampered_metadata(repository)
    assert "错误[M512]" in issue(told, "2024.3")[1]


@pytest.mark.thorough
def test_keys_of_separate_roles(told: Told) -> None:
    """The root's lies in a safe, that of the dates on a server."""
    shutil.copytree(CASES / "示例市", "示例市")
    for one in ("根", "局", "期"):
        assert told("key", "-o", f"{one}.pem")[0] == 0
    keys = ("--to", "仓库", "--key", "局.pem", "--date-key", "期.pem")
    assert told("publish", NAME, *keys, "--root-key", "根.pem", "--bureau", "示例市财政局")[0] == 0
    roles = json.loads(Path("仓库/metadata/1.root.json").read_text(encoding="utf-8"))["signed"]["roles"]
    assert len({one["keyids"][0] for one in roles.values()}) == 3
    assert "错误[M511]" in told("publish", "--to", "仓库", "--key", "局.pem")[1]
    assert issue_with(told, *keys)[0] == 0 and told("add", "仓库", "--yes")[0] == 0 and versions() == ["2024.2"]


def issue_with(told: Told, *keys: str) -> tuple[int, str]:
    path = Path(NAME, "pack.yaml")
    path.write_text(path.read_text(encoding="utf-8").replace("2024.1", "2024.2"), encoding="utf-8")
    return told("publish", NAME, *keys)


@pytest.mark.thorough
def test_a_pack_with_a_mistake_is_not_issued_and_one_that_is_not_there_not_installed(
    repository: Path, told: Told
) -> None:
    assert "错误[M519] 示例市/没有：仓库里没有" in told("add", "仓库", "示例市/没有", "--yes")[1]
    Path(NAME, "项目.md.j2").unlink()
    assert issue(told, "2024.2")[1].endswith("没有发\n")
    assert "错误[M510]" not in told("list")[1]


def test_versions_are_ordered_by_their_numbers() -> None:
    assert sorted(["2024.10", "2024.9", "2024.1.5", "2023.12"], key=order) == [
        "2023.12",
        "2024.1.5",
        "2024.9",
        "2024.10",
    ]


def filled(version: str) -> Path:
    text = (CASES / NAME / "sample" / "input.yaml").read_text(encoding="utf-8")
    path = Path("2024.yaml")
    path.write_text(text.replace("年度: 2024", f'模板版本: "{version}"\n年度: 2024', 1), encoding="utf-8")
    return path


def checked(capsys: pytest.CaptureFixture[str], path: Path) -> tuple[int, str]:
    capsys.readouterr()
    status = run(["check", str(path), "--format", "concise"])
    return status, capsys.readouterr().out


def test_a_file_is_judged_by_the_version_that_it_was_filled_in_for(
    repository: Path, told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told("add", "仓库", "--yes")[0] == 0
    assert issue(told, "2024.2", "兼容版本: [2023.9]\n")[0] == 0 and told("update")[0] == 0
    shutil.rmtree("示例市")
    status, said = checked(capsys, filled("2024.1"))
    assert status == 0 and "警告[M521] 用的是“示例市/年度自评”2024.1 版，已经装了更新的 2024.2 版" in said
    assert "（示例市/年度自评 2024.1，" in said
    status, said = checked(capsys, filled("2024.2"))
    assert status == 0 and "没有发现问题（示例市/年度自评 2024.2，" in said
    status, said = checked(capsys, filled("2023.9"))
    assert status == 0 and "没有发现问题（示例市/年度自评 2024.2，" in said
    status, said = checked(capsys, filled("2023.1"))
    assert status == 1 and "错误[M520] 文件是按“示例市/年度自评”2023.1 版填的，这里的是 2024.2 版" in said
    status, said = checked(capsys, filled("2025.1"))
    assert status == 1 and "错误[M520]" in said
    capsys.readouterr()
    assert run(["new", NAME]) == 0 and '\n模板版本: "2024.2"' in capsys.readouterr().out


MIGRATED = """版本: 1
模板: 示例市/年度自评
模板版本: "2024.2"
年度: 2024
金额单位: 万元
单位:
  名称: 示例区政务服务中心  # 全称
  主管部门:                   # 主管部门全称；例：示例区人民政府办公室
  职能: 管理政务大厅。
"""


def test_a_filled_file_moves_to_the_new_version_and_nothing_else_in_it_changes(
    repository: Path, told: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told("add", "仓库", "--yes")[0] == 0
    text = Path(NAME, "pack.yaml").read_text(encoding="utf-8")
    text = text.replace("需要: [单位.职能, ", "需要: [单位.职能, 单位.主管部门, 项目.指标.二级, ")
    text = text.replace("  存在问题:", "  问题:").replace(
        "补充:\n", "补充:\n  联系人: {类型: 一行, 说明: 谁, 必填: 是}\n"
    )
    Path(NAME, "pack.yaml").write_text(
        text.replace("继承:", "更名: {文字.存在问题: 文字.问题, 文字.甲: 补充.乙}\n继承:"), encoding="utf-8"
    )
    for file in ("report.md.j2", "sample/input.yaml"):
        one = Path(NAME, file)
        text = one.read_text(encoding="utf-8").replace("文字.存在问题", "文字.问题")
        one.write_text(text.replace("  存在问题:", "  问题:"), encoding="utf-8")
    assert "没有发" in issue(told, "2024.2")[1]  # its sample was forgotten
    sample = Path(NAME, "sample", "input.yaml")
    text = sample.read_text(encoding="utf-8").replace("  职能:", "  主管部门: 示例区政府\n  职能:")
    text = text.replace("{一级: 产出,", "{一级: 产出, 二级: 数量,").replace("{一级: 效益,", "{一级: 效益, 二级: 社会,")
    sample.write_text(text.replace("  意见: 同意", "  意见: 同意\n  联系人: 柳××"), encoding="utf-8")
    main = Path(NAME, "report.md.j2")
    main.write_text(
        main.read_text(encoding="utf-8").replace(
            "{{ 单位.职能 }}", "{{ 单位.主管部门 }}{{ 单位.职能 }}{{ 补充.联系人 }}"
        ),
        encoding="utf-8",
    )
    Path(NAME, "sample", "expected.md").unlink()
    assert issue(told, "2024.2")[0] == 0 and told("update")[0] == 0
    shutil.rmtree("示例市")
    path = filled("2024.1")
    text = path.read_text(encoding="utf-8").replace("政务服务中心\n", "政务服务中心  # 全称\n").replace("\n", "\r\n")
    path.write_bytes(text.encode("gbk"))
    assert run(["migrate", "2024.yaml", "--to", "2024.3"]) == 1
    capsys.readouterr()
    assert run(["migrate", "2024.yaml", "--to", "2024.2", "--diff"]) == 0 and path.read_bytes() == text.encode("gbk")
    diff = capsys.readouterr().out
    assert run(["migrate", "2024.yaml", "--to", "2024.2"]) == 0
    out, err = capsys.readouterr()
    assert out == "2024.yaml：已转到 2024.2 版\n" and "第 23 行“存在问题”改名“问题”" in err, err
    after = path.read_bytes().decode("gbk")
    assert "\n" not in after.replace("\r\n", "") and after.startswith(MIGRATED.replace("\n", "\r\n")), after
    assert "  联系人:" in after and ", 二级: }" in after and "  问题: 高峰" in after
    gone = [line for line in diff.splitlines() if line.startswith("-") and not line.startswith("---")]
    assert len(gone) == 4, diff  # the version, two rows and a renamed key; all else is new
    status, said = checked(capsys, path)
    assert status == 1 and len(re.findall(r"V10\d|V20\d", said)) == 4, said
    assert run(["migrate", "2024.yaml", "--to", "2024.2"]) == 0
    assert capsys.readouterr().out == "2024.yaml：已经是 2024.2 版\n"


def test_an_installed_version_is_removed_and_put_back_without_asking(repository: Path, told: Told) -> None:
    issue(told, "2024.2")
    assert told("add", "仓库", "--version", "2024.1", "--yes")[0] == told("update")[0] == 0
    assert versions() == ["2024.2", "2024.1"]
    status, said = told("remove", NAME, "--version", "2024.3")
    assert status == 1 and f"{NAME}：没有装 2024.3，装了的是 2024.2、2024.1" in said and len(versions()) == 2
    again = f"重新装：zipingbao pack add {Path('仓库').resolve()} {NAME}\n"
    assert told("remove", NAME, "--version", "2024.1") == (0, f"已删去 {NAME} 2024.1\n{again}")
    assert versions() == ["2024.2"]
    assert told("remove", NAME) == (0, f"已删去 {NAME} 2024.2\n{again}")
    assert [path.relative_to(home()).parts[0] for path in home().rglob("*") if path.is_file()].count(".sources") and not every()  # fmt: skip
    assert {path.name for path in home().iterdir()} == {".sources"}
    for name in (NAME, "../..", "示例市/没有"):
        status, said = told("remove", name)
        assert status == 1 and f"{name}：没有装，或者不是从仓库装的" in said
    assert told("add", "仓库", NAME) == (0, f"装好 {NAME} 2024.2\n")


@pytest.mark.parametrize("apart", [False, pytest.param(True, marks=pytest.mark.thorough)])
def test_departments_follow_a_bureau_that_changes_its_keys(
    apart: bool, repository: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without being asked again; whoever signs with the old key is refused, and so is a repository that the old key made."""
    assert told("add", "仓库", "--yes")[0] == 0
    monkeypatch.setattr(issuing, "_believed", lambda *more: pytest.fail("asked again"))
    for one in ("新", "根"):
        assert told("key", "-o", f"{one}.pem")[0] == 0
    shutil.copytree("仓库", "旧仓库")
    words = ("--new-root-key", "根.pem") if apart else ()
    status, said = told("rotate", "仓库", "--key", "财政局.pem", "--new-key", "新.pem", *words)
    assert status == 0 and "已换钥匙 仓库：root、targets、snapshot、timestamp；到 2027-04-05 为止有效\n" in said, said
    status, said = issue(told, "2024.2")
    assert status == 1 and "这把钥匙不是 仓库 这个仓库的（targets、snapshot、timestamp）" in said, said
    assert told("publish", NAME, "--to", "仓库", "--key", "新.pem")[0] == 0
    assert told("update") == (0, f"装好 {NAME} 2024.2（原来有 2024.1，还在）\n")
    assert versions() == ["2024.2", "2024.1"]
    status, said = told("rotate", "仓库", "--key", "新.pem", *(("--root-key", "根.pem") if apart else ()))
    assert status == 1 and "仓库 用的就是这几把钥匙，没有换" in said, said
    status, said = told("rotate", "仓库", "--key", "财政局.pem", "--new-key", "财政局.pem")
    assert status == 1 and "这把钥匙不是 仓库 这个仓库的（root、targets、snapshot、timestamp）" in said, said
    shutil.rmtree("仓库")
    shutil.move("旧仓库", "仓库")
    status, said = told("publish", "--to", "仓库", "--key", "财政局.pem")
    status, said = told("update")
    assert status == 1 and "什么也没有装" in said and versions() == ["2024.2", "2024.1"], said


def test_a_change_of_keys_that_is_broken_off_leaves_the_repository_whole(
    repository: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each file that is written: a department installs from it, and the change is made by the same command again."""
    assert told("key", "-o", "新.pem")[0] == 0
    from generator.issuing import publishing

    put, left = publishing._put, 0

    def broken(path: Path, data: bytes) -> None:
        nonlocal left
        if left == 0:
            raise KeyboardInterrupt
        left -= 1
        put(path, data)

    monkeypatch.setattr(publishing, "_put", broken)
    for written in range(4):
        left = written
        assert told("rotate", "仓库", "--key", "财政局.pem", "--new-key", "新.pem")[0] == 130
        assert told("add", "仓库", "--yes")[0] == 0 and versions() == ["2024.1"]
        assert told("remove", NAME)[0] == 0
    left = 4
    assert told("rotate", "仓库", "--key", "财政局.pem", "--new-key", "新.pem")[0] == 0
    assert told("add", "仓库", "--yes")[0] == 0 and versions() == ["2024.1"]
