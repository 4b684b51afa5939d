"""nginx on loopback, with the limits, headers and addresses of deploy/production."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from assistant.cluster.plan import LOOPBACK, PRODUCTION, Plan
from assistant.server.processes import Process

_MAIN = """\
daemon off;
worker_processes 1;
{user}error_log {logs}/nginx-errors.log warn;
pid {folder}/nginx/pid;
events {{ worker_connections 4096; }}
http {{
    default_type application/octet-stream;
    log_format plain '$time_iso8601 $request_method $uri $status $request_time $upstream_addr $upstream_status';
    access_log {logs}/nginx-access.log plain;
    {temporary}
    include {production}/nginx/limits.conf;
    include {folder}/nginx/upstreams.conf;
    include {production}/nginx/proxy.conf;
    server {{
        listen {loopback}:{port};
        include {production}/nginx/site.conf;
    }}
}}
"""
_UPSTREAM = """\
upstream {name} {{
    zone {name} 64k;
    {how}
    {servers}
    keepalive 64;
    keepalive_timeout 60s;
}}
"""
_ACTIONS = """\
server {{
    listen {loopback}:{port};
    client_max_body_size 1m;
    location / {{ proxy_read_timeout 3s; proxy_pass http://{name}; }}
}}
"""
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def process(plan: Plan, program: str, user: str | None) -> Process:
    """The process; its files are written now."""
    place = plan.folder / "nginx"
    place.mkdir(exist_ok=True)
    write_upstreams(plan)
    (place / "nginx.conf").write_text(
        _MAIN.format(
            user=f"user {user};\n" if user else "",
            folder=plan.folder,
            logs=plan.logs,
            production=PRODUCTION,
            loopback=LOOPBACK,
            port=plan.port,
            temporary=" ".join(f"{name}_temp_path {place}/{name};" for name in _TEMPORARY),
        )
    )
    command = [program, "-p", str(place), "-c", str(place / "nginx.conf"), "-e", str(plan.log("nginx-errors"))]
    return Process("nginx", command, {}, log=plan.log("nginx"))


def write_upstreams(plan: Plan, resting: Collection[int] = ()) -> None:
    """Writes which servers there are; lanes at rest get no questions."""
    parts = []
    lines = [
        _server(lane.rasa, how, lane.number in resting)
        for how in ("max_fails=3 fail_timeout=2s", "backup max_fails=0")
        for lane in plan.lanes
    ]
    parts.append(_UPSTREAM.format(name="assistant", how="least_conn;", servers="\n    ".join(lines)))
    for lane in plan.lanes:
        own = _server(lane.actions, "max_fails=1 fail_timeout=2s", False)
        others = [
            _server(other.actions, "backup", other.number in resting) for other in plan.lanes if other is not lane
        ]
        name = f"actions_{lane.number}"
        parts.append(_UPSTREAM.format(name=name, how="", servers="\n    ".join([own, *others])))
        parts.append(_ACTIONS.format(name=name, loopback=LOOPBACK, port=lane.to_actions))
    file = plan.folder / "nginx" / "upstreams.conf"
    new = file.with_suffix(".new")
    new.write_text("".join(parts))
    new.replace(file)


def workers(master: int) -> set[int]:
    """Process ids of nginx's workers, old ones that still finish what they have begun included."""
    try:
        return {int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()}
    except OSError:
        return set()


def _server(port: int, how: str, resting: bool) -> str:
    return f"server {LOOPBACK}:{port} {how}{' down' if resting else ''};"
