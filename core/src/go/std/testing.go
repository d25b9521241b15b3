// Package testing runs tests and prints what `go test` prints.
package testing

import (
	"context"
	"errors"
	"fmt"
	"internal/lockstep"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
	"unicode"
)

const lacks = "AllocsPerRun ArtifactDir Benchmark BenchmarkResult Chdir Cover CoverBlock CoverMode Coverage F Init InternalBenchmark InternalFuzzTarget Main MainStart PB RegisterCover ReportMetric RunBenchmarks RunExamples RunParallel RunTests SetParallelism Setenv TempDir"

// TB is what T and B have in common.
type TB interface {
	Attr(key, value string)
	Cleanup(func())
	Error(args ...any)
	Errorf(format string, args ...any)
	Fail()
	FailNow()
	Failed() bool
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Helper()
	Log(args ...any)
	Logf(format string, args ...any)
	Name() string
	Skip(args ...any)
	SkipNow()
	Skipf(format string, args ...any)
	Skipped() bool
	Context() context.Context
	Output() io.Writer
	private()
}

// A session is one run of all tests. What it and its tests hold is used only right after a Touch of the session.
type session struct {
	verbose bool
	shown   string // the test that the output was about last
	names   map[string]int
	running int // tests that count as running, of which there may be so many as there are processors
	waiting int
	more    chan bool
}

// common is a test, or the root of all.
type common struct {
	session *session
	parent  *common
	name    string

	output   string // what is printed with the result
	partial  string // a line that is not complete
	failed   bool
	skipped  bool
	finished bool // it returned, or said that it does not go on
	done     bool // it is reported
	cleaning bool
	parallel bool
	helpers  map[string]bool
	cleanups []func()
	subtests []*T // the parallel ones

	signal  chan bool // it is done, or waits as a parallel test; false if the parent shall not go on
	barrier chan bool // closed when the parallel subtests may go on
	start   time.Time
	took    time.Duration
	ctx     context.Context
	cancel  context.CancelFunc
}

// T is a test.
type T struct{ common }

// B is a benchmark. None is run.
type B struct {
	common
	N int
}

func (b *B) Loop() bool                         { return false }
func (b *B) ResetTimer()                        {}
func (b *B) StartTimer()                        {}
func (b *B) StopTimer()                         {}
func (b *B) ReportAllocs()                      {}
func (b *B) SetBytes(n int64)                   {}
func (b *B) Elapsed() time.Duration             { return 0 }
func (b *B) Run(name string, f func(b *B)) bool { return true }

// InternalTest is a test with its name.
type InternalTest struct {
	Name string
	F    func(*T)
}

// InternalExample is an example with its name, and what it is to print.
type InternalExample struct {
	Name      string
	F         func()
	Output    string
	Unordered bool
}

var verbose bool

// failing are the names of those that have failed, of a test and its parts the parts; whoever watches reads it.
var failing string

// failed are the places that said so, each once and in order, whoever came first: a function and a line, on a line of text each.
var failed string

func fails(name string) {
	if failing == "" {
		failing = name
	} else if !strings.Contains(", "+failing, ", "+name+"/") {
		failing += ", " + name
	}
}

// failsHere notes the place in the program that called what this is called by. It follows a touch.
func failsHere() {
	_, function, _, line := outside()
	place := fmt.Sprintf("%s %d\n", function, line)
	places := strings.SplitAfter(failed, "\n")
	if at, found := slices.BinarySearch(places[:len(places)-1], place); !found {
		failed = strings.Join(slices.Insert(places, at, place), "")
	}
}

func Verbose() bool { return verbose }
func Short() bool   { return false }
func Testing() bool { return true }

func (c *common) private()     {}
func (c *common) Name() string { return c.name }

func (c *common) touch() { lockstep.Touch(c.session) }

func (c *common) Context() context.Context { return c.ctx }

func (c *common) Failed() bool {
	c.touch()
	return c.failed
}

func (c *common) Skipped() bool {
	c.touch()
	return c.skipped
}

func (c *common) Fail() {
	c.touch()
	for p := c; p != nil; p = p.parent {
		if p.done {
			panic("Fail in goroutine after " + p.name + " has completed")
		}
		p.failed = true
	}
	failsHere()
}

func (c *common) FailNow() {
	c.Fail()
	c.finished = true
	runtime.Goexit()
}

func (c *common) SkipNow() {
	c.touch()
	c.skipped, c.finished = true, true
	runtime.Goexit()
}

func (c *common) Log(args ...any)                 { c.log(fmt.Sprintln(args...)) }
func (c *common) Logf(format string, args ...any) { c.log(fmt.Sprintf(format, args...)) }
func (c *common) Error(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.Fail()
}
func (c *common) Errorf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.Fail()
}
func (c *common) Fatal(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.FailNow()
}
func (c *common) Fatalf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.FailNow()
}
func (c *common) Skip(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.SkipNow()
}
func (c *common) Skipf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.SkipNow()
}

// Helper says that lines of its caller are not worth naming.
func (c *common) Helper() {
	function, _, _ := lockstep.Caller(1)
	c.touch()
	if c.helpers == nil {
		c.helpers = make(map[string]bool)
	}
	c.helpers[function] = true
}

func (c *common) Cleanup(f func()) {
	c.touch()
	c.cleanups = append(c.cleanups, f)
}

func (c *common) Attr(key, value string) {
	if strings.ContainsFunc(key, unicode.IsSpace) {
		c.Errorf("disallowed whitespace in attribute key %q", key)
	} else if strings.ContainsAny(value, "\r\n") {
		c.Errorf("disallowed newline in attribute value %q", value)
	} else {
		c.announce("=== ATTR  %s %v %v\n", c.name, key, value)
	}
}

func isOurs(function string) bool {
	return strings.HasPrefix(function, "testing.") || strings.HasPrefix(function, "runtime.")
}

// outside is where the program's text has called, and how far above whoever asks that is. What was deferred in a test that gives up
// is called by Go's Goexit.
func outside() (skip int, function, file string, line int) {
	for {
		function, file, line = lockstep.Caller(skip + 1)
		if !isOurs(function) {
			return
		}
		if function == "testing.(*common).FailNow" || function == "testing.(*common).SkipNow" {
			return skip, "runtime.Goexit", "panic.go", 694
		}
		skip++
	}
}

// place is the line of the test that called, and not one of its helpers.
func (c *common) place() string {
	skip, function, file, line := outside()
	for c.helpers[function] {
		skip++
		above, inFile, at := lockstep.Caller(skip)
		if isOurs(above) || above == "" {
			break
		}
		function, file, line = above, inFile, at
	}
	return fmt.Sprintf("%s:%d: ", file[strings.LastIndexByte(file, '/')+1:], line)
}

const indent = "    "

func (c *common) log(s string) { c.logAt("", s) }

// logAt names a place, or the line of the test that called.
func (c *common) logAt(place, s string) {
	s = strings.ReplaceAll(strings.TrimSuffix(s, "\n"), "\n", "\n"+indent)
	c.touch()
	// Where even the root is done nothing can be told any more; the root itself tells nothing.
	open := c.open()
	if open == nil {
		panic("Log in goroutine after " + c.name + " has completed: " + s + "\n")
	}
	if open.parent != nil {
		if place == "" {
			place = open.place()
		}
		open.endLine()
		open.write(place + s + "\n")
	}
}

// open is the test, or the first of those that it is a part of, that is not done.
func (c *common) open() *common {
	for c != nil && c.done {
		c = c.parent
	}
	return c
}

func (c *common) endLine() {
	if c.partial != "" {
		c.write("\n")
	}
}

// write takes whole lines and keeps the rest of the last one. It follows a touch.
func (c *common) write(s string) {
	end := strings.LastIndexByte(s, '\n') + 1
	if end == 0 {
		c.partial += s
		return
	}
	text := indented(c.partial + s[:end])
	c.partial = s[end:]
	if !c.session.verbose || c.done {
		c.output += text
		return
	}
	if c.session.shown != c.name && c.session.shown != "" {
		text = "=== NAME  " + c.name + "\n" + text
	}
	c.session.shown = c.name
	lockstep.Write(1, text)
}

func indented(lines string) string {
	if lines == "" {
		return ""
	}
	return indent + strings.ReplaceAll(lines[:len(lines)-1], "\n", "\n"+indent) + "\n"
}

type output struct{ c *common }

// Output is a writer to the test's log that names no lines.
func (c *common) Output() io.Writer { return output{c} }

func (o output) Write(p []byte) (int, error) {
	o.c.touch()
	if o.c.open() == nil {
		panic("Write called after " + o.c.name + " has completed")
	}
	o.c.write(string(p))
	return len(p), nil
}

// announce prints a line about the test, if such lines are wanted.
func (c *common) announce(format string, args ...any) {
	if c.session.verbose {
		c.touch()
		c.session.shown = c.name
		lockstep.Write(1, fmt.Sprintf(format, args...))
	}
}

// report says how the test ended: the root's tests at once, others with their parent.
func (c *common) report(result string) {
	head := fmt.Sprintf("--- %s: %s (%.2fs)\n", result, c.name, c.took.Seconds())
	c.touch()
	if c.failed {
		fails(c.name)
	}
	c.endLine()
	text := head + c.output
	c.output = ""
	if c.parent.parent != nil {
		c.parent.output += indented(text)
		return
	}
	c.session.shown = c.name
	lockstep.Write(1, text)
}

// clean cancels the context and runs what is to be run at the end, the last first, all even if some panic.
func (c *common) clean() {
	c.cleaning = true
	c.cancel()
	for {
		c.touch()
		last := len(c.cleanups) - 1
		if last < 0 {
			c.cleaning = false
			return
		}
		f := c.cleanups[last]
		c.cleanups = c.cleanups[:last]
		func() {
			returned := false
			defer func() {
				if !returned && last > 0 {
					c.clean()
				}
			}()
			f()
			returned = true
		}()
	}
}

// caughtClean is the panic of clean.
func (c *common) caughtClean() (problem any) {
	defer func() { problem = recover() }()
	c.clean()
	return nil
}

func (s *session) wait() {
	lockstep.Touch(s)
	if s.running < runtime.NumCPU() {
		s.running++
		return
	}
	s.waiting++
	<-s.more
}

func (s *session) release() {
	lockstep.Touch(s)
	if s.waiting == 0 {
		s.running--
		return
	}
	s.waiting--
	s.more <- true
}

// Parallel waits until the parent has run its other subtests.
func (t *T) Parallel() {
	if t.parallel {
		panic("testing: t.Parallel called multiple times")
	}
	t.parallel = true
	t.took += time.Since(t.start)
	t.touch()
	t.parent.subtests = append(t.parent.subtests, t)
	t.announce("=== PAUSE %s\n", t.name)
	t.signal <- true
	<-t.parent.barrier
	t.session.wait()
	t.announce("=== CONT  %s\n", t.name)
	t.start = time.Now()
}

func (t *T) Deadline() (deadline time.Time, ok bool) { return time.Time{}, false }

// unique is a name that no other test has.
func (s *session) unique(name string, named bool) string {
	for {
		n := s.names[name]
		s.names[name]++
		if n == 0 && named {
			return name
		}
		if numbered := fmt.Sprintf("%s#%02d", name, n); s.names[numbered] == 0 {
			s.names[numbered] = 1
			return numbered
		}
	}
}

// rewritten is a name without spaces and what cannot be seen.
func rewritten(name string) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case unicode.IsSpace(r):
			b.WriteByte('_')
		case !unicode.IsPrint(r):
			quoted := fmt.Sprintf("%q", r)
			b.WriteString(quoted[1 : len(quoted)-1])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func newTest(s *session, parent *common, name string) *T {
	t := &T{common{session: s, parent: parent, name: name, signal: make(chan bool, 1), barrier: make(chan bool)}}
	t.ctx, t.cancel = context.WithCancel(context.Background())
	return t
}

// Run runs f as a part of the test, and waits until it is done or becomes parallel.
func (t *T) Run(name string, f func(t *T)) bool {
	if t.cleaning {
		panic("testing: t.Run called during t.Cleanup")
	}
	full := name
	if t.parent != nil {
		full = t.name + "/" + rewritten(name)
		t.touch()
		full = t.session.unique(full, name != "")
	}
	sub := newTest(t.session, &t.common, full)
	sub.announce("=== RUN   %s\n", full)
	go sub.run(f)
	if !<-sub.signal {
		runtime.Goexit()
	}
	return !sub.Failed()
}

var errNoReturn = errors.New("test executed panic(nil) or runtime.Goexit")

func (t *T) run(f func(t *T)) {
	defer func() { t.end(recover()) }()
	defer func() {
		if len(t.subtests) == 0 {
			t.clean()
		}
	}()
	t.start = time.Now()
	f(t)
	t.touch()
	t.finished = true
}

// die reports the test and those that it is a part of before its panic goes on.
func (t *T) die(problem any) {
	t.Fail()
	if p := t.caughtClean(); p != nil {
		t.Logf("cleanup panicked with %v", p)
	}
	for c := &t.common; c.parent != nil; c = c.parent {
		c.took += time.Since(c.start)
		c.report("FAIL")
		if p := c.parent.caughtClean(); p != nil {
			fmt.Printf("cleanup panicked with %v", p)
		}
	}
	panic(problem)
}

func (t *T) end(problem any) {
	t.touch()
	goOn := true
	if !t.finished && problem == nil {
		problem = errNoReturn
		for p := t.parent; p != nil; p = p.parent {
			if p.finished {
				if !t.parallel {
					// The place is where Go's own message stands.
					t.logAt("testing.go:2064: ", fmt.Sprint(problem, ": subtest may have called FailNow on a parent test"))
					t.Fail()
					problem = nil
				}
				goOn = false
				break
			}
		}
	}
	if problem != nil {
		t.die(problem)
	}
	t.took += time.Since(t.start)
	if len(t.subtests) > 0 {
		t.session.release()
		close(t.barrier)
		for _, sub := range t.subtests {
			<-sub.signal
		}
		started := time.Now()
		p := t.caughtClean()
		t.took += time.Since(started)
		if p != nil {
			t.die(p)
		}
		if !t.parallel {
			t.session.wait()
		}
	} else if t.parallel {
		t.session.release()
	}
	if t.parent != nil {
		t.touch()
		switch {
		case t.failed:
			t.report("FAIL")
		case !t.session.verbose:
		case t.skipped:
			t.report("SKIP")
		default:
			t.report("PASS")
		}
	}
	t.touch()
	t.done = true
	t.signal <- goOn
}

// run runs an example and says whether it printed what it is to print.
func (eg *InternalExample) run() (ok bool) {
	if verbose {
		fmt.Printf("=== RUN   %s\n", eg.Name)
	}
	stdout, out, finished, started := os.Stdout, "", false, time.Now()
	os.Stdout = os.LockstepKeep(&out)
	defer func() {
		os.Stdout = stdout
		lockstep.Touch(&out)
		ok = eg.report(out, time.Since(started), finished, recover())
	}()
	eg.F()
	finished = true
	return
}

func (eg *InternalExample) report(out string, took time.Duration, finished bool, problem any) bool {
	difference := ""
	got, want := strings.TrimSpace(out), strings.TrimSpace(eg.Output)
	if problem == nil && eg.Unordered {
		if sorted(got) != sorted(want) {
			difference = fmt.Sprintf("got:\n%s\nwant (unordered):\n%s\n", out, eg.Output)
		}
	} else if problem == nil && got != want {
		difference = fmt.Sprintf("got:\n%s\nwant:\n%s\n", got, want)
	}
	ok := difference == "" && finished && problem == nil
	if !ok {
		fails(eg.Name)
		fmt.Printf("--- FAIL: %s (%.2fs)\n%s", eg.Name, took.Seconds(), difference)
	} else if verbose {
		fmt.Printf("--- PASS: %s (%.2fs)\n", eg.Name, took.Seconds())
	}
	if problem == nil && !finished {
		problem = errNoReturn
	}
	if problem != nil {
		panic(problem)
	}
	return ok
}

func sorted(lines string) string {
	list := strings.Split(lines, "\n")
	slices.Sort(list)
	return strings.Join(list, "\n")
}

// M is what TestMain is given.
type M struct {
	tests    []InternalTest
	examples []InternalExample
	code     int
}

// Run runs the tests and gives the exit code.
func (m *M) Run() (code int) {
	s := &session{verbose: verbose, names: make(map[string]int), running: 1, more: make(chan bool)}
	root := newTest(s, nil, "")
	root.run(func(t *T) {
		for _, test := range m.tests {
			t.Run(test.Name, test.F)
		}
	})
	failed := root.failed
	for _, example := range m.examples {
		failed = !example.run() || failed
	}
	if len(m.tests)+len(m.examples) == 0 {
		fmt.Fprintln(os.Stderr, "testing: warning: no tests to run")
	}
	if m.code = 0; failed {
		m.code = 1
		fmt.Println("FAIL")
	} else {
		fmt.Println("PASS")
	}
	return m.code
}

// LockstepMain is the main function of a program of tests; main is its TestMain, if it has one.
func LockstepMain(tests []InternalTest, examples []InternalExample, main func(m *M), inDetail bool) {
	verbose = inDetail
	m := &M{tests: tests, examples: examples}
	if main != nil {
		main(m)
	} else {
		m.Run()
	}
	// A program whose tests are over returns, as any other does: whoever is left behind then can be told of.
	if m.code != 0 {
		os.Exit(m.code)
	}
}
