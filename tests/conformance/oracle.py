"""Asks real Go what the conformance programs do, and records it.

    python3 tests/conformance/oracle.py GO GOPATH [PART...]

GO is a go command, and GOPATH a folder whose src holds golang.org/x/sync. Each program of tests/conformance/go is built once and run many times, under GOMAXPROCS 1, 2, 4 and 8.
What it did goes into tests/conformance/go.txt, each distinct outcome once and without a count, so that a second recording of
the same Go gives the same file. The examples of core/src/lessons/examples are judged in the same way and go into
tests/conformance/examples.txt, in the area `examples`. An example that imports a package `lockstep/…` is left out: real Go has no such
package, and tests/examples.rs says what comes of it. With PARTs only the programs are run whose path holds one of them; the
rest of a record stays as it is. `make oracle` installs a Go into the project's cache and runs this.

What a program's first comment lines say:

    // nondeterministic            its outcomes vary: it is run more often, and new outcomes are added to the known ones
    // language go1.21             it is built as that version of the language
    // slow                        it is run once for each number of processors

A program that compiles with no error is run; one in the folder refused must not compile, and the compiler's lines are what is
recorded. A file `*_test.go` is run as a whole and once more for each of its tests and examples alone.

The record, line by line (a Rust test compares with it):

    lockstep oracle 1           the version of this format
    go1.27.3 linux/amd64        which Go it was

    == AREA/NAME.go [TEST]      a program; a test of a test file
    source 0123456789abcdef     the 64-bit FNV-1a hash of the file, so that a changed program is noticed
    varies                      where the program says so
    -- exit N                   an outcome: how it ended, or `refused` by the compiler; its lines follow
    > text                      a line of standard output
    ! text                      a line of standard error
    @ text                      a line of the goroutine dump, reduced (see `reduced_dump`)

An outcome's last line of standard output or error that has no newline is followed by `\\ no newline`. In the texts a
backslash is doubled; a control character other than tab, a byte that is not UTF-8 and a blank at a line's end are written as
\\xNN. How standard output and standard error were interleaved is not recorded.
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
LESSONS = HERE.parent.parent / "core/src/lessons"
# Each record: the folder of its programs, and the one that their names begin in.
RECORDS = {HERE / "go.txt": (HERE / "go", HERE / "go"), HERE / "examples.txt": (LESSONS / "examples", LESSONS)}
FORMAT = "lockstep oracle 1"

RUNS, RUNS_OF_VARYING = 20, 400
PROCESSORS = (1, 2, 4, 8)
SECONDS = 20


class Complaint(Exception):
    """What is wrong with a program; the others are run all the same, and nothing is written."""


class Program:
    """A file, and what its first comment lines say of it."""

    def __init__(self, path, root):
        self.path = path
        self.name = path.relative_to(root).as_posix()
        self.text = path.read_bytes()
        comment = []
        for line in self.text.decode("utf-8", "replace").splitlines():
            if not line.startswith("//"):
                break
            comment.append(line[2:].strip())
        self.varies = "nondeterministic" in comment
        language = [line.split()[1] for line in comment if line.startswith("language go")]
        self.language = language[0] if language else None
        self.slow = "slow" in comment
        self.is_example = self.name.startswith("examples/")
        self.refused = self.name.startswith("refused/")
        self.tests = self.name.endswith("_test.go")
        if not comment or len(comment[0]) < 20:
            raise SystemExit(f"{self.name}: the first line must say what the program shows")


def fnv(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def written(data):
    """Bytes of one line as text for the record."""
    text = data.replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")
    text = re.sub(r"[\x00-\x08\x0a-\x1f\x7f]", lambda found: f"\\x{ord(found[0]):02x}", text)
    return re.sub(r"[ \t]$", lambda found: f"\\x{ord(found[0]):02x}", text)


def marked(mark, data):
    """Each line of some output behind its mark."""
    lines = data.split(b"\n")
    whole = lines.pop() if lines[-1] == b"" else None
    out = [f"{mark} {written(line)}".rstrip(" ") for line in lines]
    return out if whole is not None or not data else out + ["\\ no newline"]


BEGINS = re.compile(rb"^(panic: |fatal error: |runtime: goroutine stack exceeds )", re.M)
HEADER = re.compile(r"^goroutine (\d+)[^\[]* \[([^\]]*)\]:$")


def reduced_message(data):
    """What Go says before the dump, without addresses and without the lines that only say where the stack lay."""
    keep = []
    for line in data.rstrip(b"\n").split(b"\n"):
        if line.startswith(b"runtime: sp="):
            continue
        line = re.sub(rb"^(\[signal SIG\w+: [a-z ]+?) code=.*\]$", rb"\1]", line)
        # A value that Go prints as its type and its address: `panic: (main.T) 0xc000012345`.
        keep.append(re.sub(rb"^(\s*panic: \(.*\) )0x[0-9a-f]+", rb"\g<1>0x?", line))
    return b"\n".join(keep) + b"\n"


def reduced_dump(text, source, package, overflow):
    """The part of a goroutine dump that another implementation can be compared with.

    For each goroutine what it waits for, and the frames of the program's own functions with their lines, innermost first, a
    frame that repeats once; then who started it. Arguments, addresses, the library's frames and the numbers of goroutines other than
    1 are dropped, and so are the run-time system's own goroutines, which Go shows where it gave up itself. Goroutine 1 comes first,
    the others in alphabetical order. A test that is no part of a module has its package's name in place of a path. After a stack overflow how deep the one came, and at which line of the function, is the
    machine's.
    """
    kept, file = [], os.path.basename(source)
    for block in re.split(r"\n\n+", text.strip("\n")):
        lines = block.split("\n")
        header = HEADER.match(lines[0])
        if not header:
            continue
        number = "1" if header[1] == "1" else "N"
        # `locked to thread` and minutes of waiting are about the machine it ran on.
        found = [f"goroutine {number} [{header[2].split(',')[0]}]"]
        if any(line.startswith("created by runtime.") for line in lines):
            continue
        if overflow and header[2] == "running":
            kept.append(found)
            continue
        for function, place in zip(lines[1:], lines[2:]):
            if function.startswith("\t") or not place.startswith("\t"):
                continue
            at = re.match(r"^\t(.*):(\d+)", place)
            ours = at and at[1] == source
            function = function.replace("command-line-arguments.", f"{package}.")
            by = re.match(r"^(created by .*?)( in goroutine \d+)?$", function)
            if by:
                line = f"  {by[1]} {file}:{at[2]}" if ours else f"  {by[1]}"
            elif ours and not re.search(r"\.(gowrap|deferwrap)\d+\(", function):
                line = "  " + re.sub(r"\([^()]*\)$", "", function) + f" {file}:{at[2]}"
            else:
                continue
            if found[-1] != line:
                found.append(line)
        kept.append(found)
    return [line for found in sorted(kept) for line in found]


def reduced_errors(data, source):
    """Standard error: what the program wrote as it is, Go's own last words reduced."""
    begins = BEGINS.search(data)
    if not begins:
        return marked("!", data)
    own, last = data[: begins.start()], data[begins.start() :]
    message, _, dump = last.partition(b"\n\ngoroutine ")
    message = message.partition(b"\n\nruntime stack:")[0]
    dump = (b"goroutine " + dump).decode("utf-8", "replace")
    package = re.search(r"^package (\w+)", pathlib.Path(source).read_text("utf-8"), re.M)
    dump = reduced_dump(dump, source, package[1], b"stack overflow" in message)
    return marked("!", own + reduced_message(message)) + [f"@ {line}" for line in dump]


class Judge:
    """A real Go, and a folder of its own to build in."""

    def __init__(self, go, gopath, folder):
        root = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, check=True).stdout.strip()
        self.go = os.path.join(root, "bin", "go")
        self.gofmt = os.path.join(root, "bin", "gofmt")
        self.folder = pathlib.Path(folder)
        # Without modules, packages that are not Go's own are found in GOPATH.
        self.environment = {"PATH": os.environ["PATH"], "HOME": folder, "TZ": "UTC", "GOFLAGS": "", "GOPROXY": "off",
                            "GOTOOLCHAIN": "local", "CGO_ENABLED": "0", "GO111MODULE": "off", "GOPATH": gopath}
        cache = subprocess.run([go, "env", "GOCACHE"], capture_output=True, text=True, check=True).stdout.strip()
        self.environment["GOCACHE"] = cache
        version = subprocess.run([self.go, "version"], capture_output=True, text=True, check=True)
        self.version = version.stdout.removeprefix("go version ").strip()

    def build(self, program):
        """The binary, or None and the compiler's words."""
        folder = self.folder / re.sub(r"\W", "_", program.name)
        folder.mkdir()
        source, binary = folder / program.path.name, folder / "program"
        source.write_bytes(program.text)
        if program.is_example:
            unformatted = subprocess.run([self.gofmt, "-d", source.name], cwd=folder, capture_output=True, text=True)
            if unformatted.returncode or unformatted.stdout:
                raise Complaint(f"{program.name} is not formatted:\n{unformatted.stdout}{unformatted.stderr}")
        # Without inlining the frames of a dump and the names of closures are those of the text.
        flags = "-l" + (f" -lang={program.language}" if program.language else "")
        how = ["test", "-c"] if program.tests else ["build"]
        out = subprocess.run([self.go, *how, f"-gcflags={flags}", "-o", str(binary), source.name], cwd=folder,
                             env=self.environment, capture_output=True)
        if out.returncode == 0:
            return binary, b""
        said = (out.stdout + out.stderr).replace(b"./" + source.name.encode(), source.name.encode())
        said = said.replace(os.fsencode(folder) + b"/", b"")
        return None, b"\n".join(line for line in said.split(b"\n") if not line.startswith((b"# ", b"FAIL")))

    def outcome(self, program, binary, arguments, processors):
        environment = dict(self.environment, GOMAXPROCS=str(processors))
        try:
            out = subprocess.run([str(binary), *arguments], cwd=binary.parent, env=environment, timeout=SECONDS,
                                 stdin=subprocess.DEVNULL, capture_output=True)
        except subprocess.TimeoutExpired:
            raise Complaint(f"{program.name} did not end within {SECONDS} seconds") from None
        printed = out.stdout
        if program.tests:
            printed = re.sub(rb"\(\d+\.\d+s\)$", b"(0.00s)", printed, flags=re.M)
        return (f"-- exit {out.returncode}", *marked(">", printed), *reduced_errors(out.stderr, str(binary.parent / program.path.name)))

    def examine(self, program):
        """The record's entries of a program: a name, and its set of outcomes, for each."""
        binary, said = self.build(program)
        if program.refused:
            if binary:
                raise Complaint(f"{program.name} is in the folder refused and compiles")
            return {program.name: {("-- refused", *marked(">", said))}}
        if not binary:
            raise Complaint(f"{program.name} does not compile:\n{said.decode()}")
        ways = {program.name: []}
        if program.tests:
            listed = subprocess.run([str(binary), "-test.list", "."], capture_output=True, text=True, check=True)
            # A TestMain may print something, too.
            listed = re.findall(r"^(?:Test|Example)\w*$", listed.stdout, re.M)
            ways[program.name] = ["-test.v"]
            ways |= {f"{program.name} {test}": ["-test.v", "-test.run", f"^{test}$"] for test in listed}
        entries = {}
        for name, arguments in ways.items():
            runs = len(PROCESSORS) if program.slow else RUNS_OF_VARYING if program.varies else RUNS
            seen = {self.outcome(program, binary, arguments, PROCESSORS[run % len(PROCESSORS)]) for run in range(runs)}
            if len(seen) > 1 and not program.varies:
                raise Complaint(f"{name} varies and does not say so:\n" + "\n".join("\n".join(one) for one in seen))
            entries[name] = seen
        if program.varies and all(len(seen) == 1 for seen in entries.values()):
            print(f"{program.name} says that it varies; one outcome was seen", file=sys.stderr)
        return entries


def read_record(record):
    """The entries of a record by name: the source's hash and the outcomes; and the Go that they are of."""
    if not record.exists():
        return None, {}
    blocks = record.read_text(encoding="utf-8").split("\n== ")
    version = blocks[0].split("\n")[1]
    entries = {}
    for block in blocks[1:]:
        name, source, *lines = block.rstrip("\n").split("\n")
        outcomes = set()
        for line in lines:
            if line.startswith("-- "):
                outcomes.add(())
                current = ()
            elif line == "varies":
                continue
            outcomes.discard(current)
            current = (*current, line)
            outcomes.add(current)
        entries[name] = (source.removeprefix("source "), outcomes)
    return version, entries


def ask(judge, pool, programs, parts, record):
    """Runs the programs that are wanted and writes their record; gives the complaints, with which nothing is written."""
    wanted = [one for one in programs if not parts or any(part in one.name for part in parts)]
    if not wanted:
        return []
    known_version, known = read_record(record)
    found, complaints = {}, []
    for program, answer in [(program, pool.submit(judge.examine, program)) for program in wanted]:
        if isinstance(answer.exception(), Complaint):
            complaints.append(str(answer.exception()))
            continue
        for name, seen in answer.result().items():
            source = fnv(program.text)
            if program.varies and known_version == judge.version and known.get(name, ("",))[0] == source:
                seen = seen | known[name][1]
            found[name] = (source, seen)
    if complaints:
        return complaints
    by_file = {program.name: program for program in programs}
    kept = {name: entry for name, entry in known.items() if name.split(" ")[0] in by_file and
            by_file[name.split(" ")[0]] not in wanted} if known_version == judge.version else {}
    lines = [FORMAT, judge.version]
    for name, (source, outcomes) in sorted((kept | found).items()):
        lines += ["", f"== {name}", f"source {source}"]
        lines += ["varies"] if by_file[name.split(" ")[0]].varies else []
        lines += [line for outcome in sorted(outcomes) for line in outcome]
    record.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(wanted)} programs run by {judge.version}, {len(kept | found)} entries in {record.name}")
    return []


def is_ours(path):
    return '"lockstep/' in path.read_text(encoding="utf-8")


def main():
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        judge = Judge(sys.argv[1], sys.argv[2], folder)
        complaints = []
        for record, (programs, root) in RECORDS.items():
            programs = [Program(path, root) for path in sorted(programs.rglob("*.go")) if not is_ours(path)]
            complaints += ask(judge, pool, programs, sys.argv[3:], record)
    if complaints:
        raise SystemExit("\n\n".join(complaints))


main()
