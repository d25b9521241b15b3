// Package os has what there is of an operating system: arguments, an end, an input that is empty, and two outputs.
package os

import (
	"errors"
	"internal/lockstep"
	"io"
)

const lacks = "*"

// Args has the program's name alone.
var Args = []string{"prog"}

// A File is one of the three below, or keeps what is written to it.
type File struct {
	fd   int
	name string
	kept *string
}

var (
	Stdin  = &File{0, "/dev/stdin", nil}
	Stdout = &File{1, "/dev/stdout", nil}
	Stderr = &File{2, "/dev/stderr", nil}
)

// LockstepKeep is a File whose text is appended to another.
func LockstepKeep(text *string) *File { return &File{3, "|1", text} }

var ErrInvalid = errors.New("invalid argument")

func (f *File) Write(b []byte) (n int, err error) { return f.WriteString(string(b)) }

func (f *File) WriteString(s string) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	if f.fd == 0 {
		return 0, errors.New("write /dev/stdin: bad file descriptor")
	}
	if f.kept != nil {
		lockstep.Touch(f.kept)
		*f.kept += s
		return len(s), nil
	}
	lockstep.Write(f.fd, s)
	return len(s), nil
}

// Read finds the input at its end: there is none. Whoever names it is told so (Program::input).
func (f *File) Read(b []byte) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	if len(b) == 0 {
		return 0, nil
	}
	return 0, io.EOF
}

// Close changes nothing.
func (f *File) Close() error { return nil }
func (f *File) Sync() error  { return nil }
func (f *File) Name() string { return f.name }
func (f *File) Fd() uintptr  { return uintptr(f.fd) }

// Exit ends the process; nothing that was deferred runs.
func Exit(code int) { lockstep.Exit(code) }

func Getenv(key string) string            { return "" }
func LookupEnv(key string) (string, bool) { return "", false }
func Environ() []string                   { return nil }
func Getpid() int                         { return 1 }
