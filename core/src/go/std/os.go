// Package os has what there is of an operating system: arguments, an end, an input without end, and two outputs.
package os

import (
	"errors"
	"internal/lockstep"
	"io"
)

// Args has the program's name alone.
var Args = []string{"prog"}

// A File is one of the three below.
type File struct {
	fd   int
	name string
}

var (
	Stdin  = &File{0, "/dev/stdin"}
	Stdout = &File{1, "/dev/stdout"}
	Stderr = &File{2, "/dev/stderr"}
)

var ErrInvalid = errors.New("invalid argument")

func (f *File) Write(b []byte) (n int, err error) { return f.WriteString(string(b)) }

func (f *File) WriteString(s string) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	if f.fd == 0 {
		return 0, errors.New("write /dev/stdin: bad file descriptor")
	}
	lockstep.Write(f.fd, s)
	return len(s), nil
}

// Read finds the input at its end.
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
