// Package log writes lines that say when.
package log

import (
	"fmt"
	"internal/lockstep"
	"io"
	"os"
	"sync"
	"time"
)

const (
	Ldate = 1 << iota
	Ltime
	Lmicroseconds
	Llongfile
	Lshortfile
	LUTC
	Lmsgprefix
	LstdFlags = Ldate | Ltime
)

// A Logger writes each line by one Write.
type Logger struct {
	mu     sync.Mutex // held while a writer that is no file is used
	prefix string
	flag   int
	out    io.Writer
}

func New(out io.Writer, prefix string, flag int) *Logger {
	return &Logger{prefix: prefix, flag: flag, out: out}
}

var std = New(os.Stderr, "", LstdFlags)

func Default() *Logger { return std }

func (l *Logger) SetOutput(w io.Writer) {
	lockstep.Touch(l)
	l.out = w
}
func (l *Logger) SetPrefix(prefix string) {
	lockstep.Touch(l)
	l.prefix = prefix
}
func (l *Logger) SetFlags(flag int) {
	lockstep.Touch(l)
	l.flag = flag
}
func (l *Logger) Writer() io.Writer {
	lockstep.Touch(l)
	return l.out
}
func (l *Logger) Prefix() string {
	lockstep.Touch(l)
	return l.prefix
}
func (l *Logger) Flags() int {
	lockstep.Touch(l)
	return l.flag
}

// Output writes one line; calldepth 1 is whoever calls Output.
func (l *Logger) Output(calldepth int, s string) error { return l.write(calldepth+1, s) }

func (l *Logger) write(calldepth int, s string) error {
	lockstep.Touch(l)
	prefix, flag, out, line := l.prefix, l.flag, l.out, ""
	if flag&Lmsgprefix == 0 {
		line, prefix = prefix, ""
	}
	if flag&(Ldate|Ltime|Lmicroseconds) != 0 {
		now := time.Now()
		if flag&Ldate != 0 {
			line += now.Format("2006/01/02 ")
		}
		if flag&Lmicroseconds != 0 {
			line += now.Format("15:04:05.000000 ")
		} else if flag&Ltime != 0 {
			line += now.Format("15:04:05 ")
		}
	}
	if flag&(Lshortfile|Llongfile) != 0 {
		function, file, at := lockstep.Caller(calldepth)
		if function == "" {
			file = "???"
		}
		for i := len(file) - 1; i > 0 && flag&Lshortfile != 0; i-- {
			if file[i] == '/' {
				file = file[i+1:]
				break
			}
		}
		line += fmt.Sprint(file, ":", at, ": ")
	}
	line += prefix
	line += s
	if s == "" || s[len(s)-1] != '\n' {
		line += "\n"
	}
	if _, file := out.(*os.File); !file {
		l.mu.Lock()
		defer l.mu.Unlock()
	}
	_, err := io.WriteString(out, line)
	return err
}

func (l *Logger) Print(v ...any)                 { l.write(2, fmt.Sprint(v...)) }
func (l *Logger) Printf(format string, v ...any) { l.write(2, fmt.Sprintf(format, v...)) }
func (l *Logger) Println(v ...any)               { l.write(2, fmt.Sprintln(v...)) }

func SetOutput(w io.Writer)                { std.SetOutput(w) }
func SetPrefix(prefix string)              { std.SetPrefix(prefix) }
func SetFlags(flag int)                    { std.SetFlags(flag) }
func Writer() io.Writer                    { return std.Writer() }
func Prefix() string                       { return std.Prefix() }
func Flags() int                           { return std.Flags() }
func Output(calldepth int, s string) error { return std.write(calldepth+1, s) }
func Print(v ...any)                       { std.write(2, fmt.Sprint(v...)) }
func Printf(format string, v ...any)       { std.write(2, fmt.Sprintf(format, v...)) }
func Println(v ...any)                     { std.write(2, fmt.Sprintln(v...)) }

func (l *Logger) exit(s string) {
	l.write(3, s)
	os.Exit(1)
}

func (l *Logger) panic(s string) {
	l.write(3, s)
	panic(s)
}

func (l *Logger) Fatal(v ...any)                 { l.exit(fmt.Sprint(v...)) }
func (l *Logger) Fatalf(format string, v ...any) { l.exit(fmt.Sprintf(format, v...)) }
func (l *Logger) Fatalln(v ...any)               { l.exit(fmt.Sprintln(v...)) }
func (l *Logger) Panic(v ...any)                 { l.panic(fmt.Sprint(v...)) }
func (l *Logger) Panicf(format string, v ...any) { l.panic(fmt.Sprintf(format, v...)) }
func (l *Logger) Panicln(v ...any)               { l.panic(fmt.Sprintln(v...)) }
func Fatal(v ...any)                             { std.exit(fmt.Sprint(v...)) }
func Fatalf(format string, v ...any)             { std.exit(fmt.Sprintf(format, v...)) }
func Fatalln(v ...any)                           { std.exit(fmt.Sprintln(v...)) }
func Panic(v ...any)                             { std.panic(fmt.Sprint(v...)) }
func Panicf(format string, v ...any)             { std.panic(fmt.Sprintf(format, v...)) }
func Panicln(v ...any)                           { std.panic(fmt.Sprintln(v...)) }
