"""In the built program: where `REGRADE_LOOK_THROUGH` names a list, everything on it is imported or read, what is
missing is said as one JSON object, and the program ends. Nothing else is done, and without the list nothing at all.

The list is made of what the program may ever ask for (`resources/packaging/wanted.py`).
"""

import os

_list = os.environ.pop("REGRADE_LOOK_THROUGH", "")


def _imported(name: str) -> None:
    import importlib  # noqa: PLC0415 - only where a list is looked through

    module, _, part = name.partition(":")
    found = importlib.import_module(module)
    if part and part != "*" and not hasattr(found, part):
        importlib.import_module(f"{module}.{part}")


def _look_through(path: str) -> None:
    import hashlib  # noqa: PLC0415
    import json  # noqa: PLC0415
    import sys  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    wanted = json.loads(Path(path).read_text(encoding="utf-8"))
    failed: dict[str, str] = {}
    for name in wanted["modules"]:
        try:
            _imported(name)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            failed[name] = f"{type(error).__name__}: {error}"
    for name, digest in wanted["files"].items():
        try:
            content = Path(sys._MEIPASS, name).read_bytes()  # type: ignore[attr-defined]  # noqa: SLF001 - PyInstaller's
        except OSError as error:
            failed[name] = str(error.strerror)
            continue
        if hashlib.sha256(content).hexdigest() != digest:
            failed[name] = "is another one"
    done = {"modules": len(wanted["modules"]), "files": len(wanted["files"]), "failed": failed}
    sys.stdout.write(json.dumps(done) + "\n")
    sys.stdout.flush()
    os._exit(0)  # lanes and Qt were never begun: there is nothing to end


if _list:
    _look_through(_list)
