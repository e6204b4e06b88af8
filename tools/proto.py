"""Generates Python and TypeScript from the .proto files; with `--check`, names what is stale."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import grpc_tools

import nodejs

ROOT = nodejs.ROOT
PROTO_ROOT = ROOT / "engine"
PROTO_DIR = PROTO_ROOT / "farfield_engine" / "wire" / "v1"
TYPESCRIPT_DIR = ROOT / "vscode_bridge" / "src" / "wire" / "v1"
PYTHON_PATTERNS = ("*_pb2.py", "*_pb2.pyi", "*_pb2_grpc.py")
WELL_KNOWN = Path(grpc_tools.__file__).parent / "_proto"


def _protoc(*arguments: str) -> None:
    command = [sys.executable, "-m", "grpc_tools.protoc", f"-I{PROTO_ROOT}", f"-I{WELL_KNOWN}", *arguments]
    protos = [str(proto.relative_to(PROTO_ROOT)) for proto in sorted(PROTO_DIR.glob("*.proto"))]
    subprocess.run([*command, *protos], check=True, env=nodejs.environment(), cwd=PROTO_ROOT)


def generate_python(root: Path) -> None:
    """Writes messages, their type stubs and the gRPC classes under `root`, laid out as under engine/."""
    _protoc(f"--python_out={root}", f"--pyi_out={root}", f"--grpc_python_out={root}")
    for grpc_file in root.rglob("*_pb2_grpc.py"):
        # protoc writes one for every proto, also where there is no service to put into it.
        if "class " not in grpc_file.read_text():
            grpc_file.unlink()


def generate_typescript(root: Path) -> None:
    """Writes one `*_pb.ts` for each proto somewhere under `root`."""
    nodejs.install()
    plugin = nodejs.NODE_MODULES / ".bin" / "protoc-gen-es"
    # In a form that Node runs as it is.
    options = "target=ts,import_extension=ts,erasable_syntax=true"
    _protoc(f"--plugin=protoc-gen-es={plugin}", f"--es_out={root}", f"--es_opt={options}")


def fresh_files() -> dict[Path, str]:
    """What the protos give now: the text of each generated file, by the path where it belongs."""
    files: dict[Path, str] = {}
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        generate_python(scratch)
        generated = scratch / PROTO_DIR.relative_to(PROTO_ROOT)
        files |= {PROTO_DIR / path.name: path.read_text() for path in generated.iterdir()}
    with tempfile.TemporaryDirectory() as name:
        generate_typescript(Path(name))
        files |= {TYPESCRIPT_DIR / path.name: path.read_text() for path in Path(name).rglob("*_pb.ts")}
    return files


def present_files() -> dict[Path, str]:
    """The generated files that the repository has, in the same form."""
    python = [path for pattern in PYTHON_PATTERNS for path in PROTO_DIR.glob(pattern)]
    return {path: path.read_text() for path in [*python, *TYPESCRIPT_DIR.glob("*_pb.ts")]}


def main() -> int:
    """Returns 1 with `--check` when a committed file is stale, else 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, name what is stale")
    check = parser.parse_args().check
    fresh, present = fresh_files(), present_files()
    stale = sorted(path for path in fresh.keys() | present.keys() if fresh.get(path) != present.get(path))
    names = [str(path.relative_to(ROOT)) for path in stale]
    if check:
        if stale:
            print("Generated code is stale; run `make proto`:", *names, sep="\n  ", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        if path in fresh:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(fresh[path])
        else:
            path.unlink()
    print("\n  ".join(["Generated code is written:", *names]) if stale else "Generated code is up to date")
    return 0


if __name__ == "__main__":
    sys.exit(main())
