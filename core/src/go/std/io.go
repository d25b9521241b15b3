// Package io has the interfaces of reading and writing.
package io

import (
	"errors"
	"internal/plain"
	"sync"
)

const lacks = "CopyBuffer NewOffsetWriter NewSectionReader OffsetWriter ReadSeekCloser ReadWriteSeeker SectionReader WriteSeeker"

type Reader interface {
	Read(p []byte) (n int, err error)
}
type Writer interface {
	Write(p []byte) (n int, err error)
}
type Closer interface{ Close() error }
type Seeker interface {
	Seek(offset int64, whence int) (int64, error)
}
type ReadWriter interface {
	Reader
	Writer
}
type ReadCloser interface {
	Reader
	Closer
}
type WriteCloser interface {
	Writer
	Closer
}
type ReadWriteCloser interface {
	Reader
	Writer
	Closer
}
type ReadSeeker interface {
	Reader
	Seeker
}
type ReaderFrom interface {
	ReadFrom(r Reader) (n int64, err error)
}
type WriterTo interface {
	WriteTo(w Writer) (n int64, err error)
}
type ReaderAt interface {
	ReadAt(p []byte, off int64) (n int, err error)
}
type WriterAt interface {
	WriteAt(p []byte, off int64) (n int, err error)
}
type ByteReader interface{ ReadByte() (byte, error) }
type ByteScanner interface {
	ByteReader
	UnreadByte() error
}
type ByteWriter interface{ WriteByte(c byte) error }
type RuneReader interface {
	ReadRune() (r rune, size int, err error)
}
type RuneScanner interface {
	RuneReader
	UnreadRune() error
}
type StringWriter interface {
	WriteString(s string) (n int, err error)
}

const (
	SeekStart   = 0
	SeekCurrent = 1
	SeekEnd     = 2
)

var (
	EOF              = errors.New("EOF")
	ErrUnexpectedEOF = errors.New("unexpected EOF")
	ErrShortWrite    = errors.New("short write")
	ErrShortBuffer   = errors.New("short buffer")
	ErrNoProgress    = errors.New("multiple Read calls return no data or error")
	ErrClosedPipe    = errors.New("io: read/write on closed pipe")

	errInvalidWrite = errors.New("invalid write result")
)

// Discard takes everything.
var Discard Writer = discard{}

type discard struct{}

func (discard) Write(p []byte) (int, error)       { return len(p), nil }
func (discard) WriteString(s string) (int, error) { return len(s), nil }

func WriteString(w Writer, s string) (n int, err error) {
	if sw, ok := w.(StringWriter); ok {
		return sw.WriteString(s)
	}
	return w.Write([]byte(s))
}

// ReadAll reads to the end, which is no error.
func ReadAll(r Reader) ([]byte, error) {
	all, part := make([]byte, 0, 512), make([]byte, 512)
	for {
		n, err := r.Read(part)
		all = append(all, part[:n]...)
		if err == EOF {
			return all, nil
		}
		if err != nil {
			return all, err
		}
	}
}

// ReadAtLeast reads until buf has min bytes.
func ReadAtLeast(r Reader, buf []byte, min int) (n int, err error) {
	if len(buf) < min {
		return 0, ErrShortBuffer
	}
	for n < min && err == nil {
		var more int
		more, err = r.Read(buf[n:])
		n += more
	}
	if n >= min {
		return n, nil
	}
	if n > 0 && err == EOF {
		err = ErrUnexpectedEOF
	}
	return n, err
}

func ReadFull(r Reader, buf []byte) (n int, err error) { return ReadAtLeast(r, buf, len(buf)) }

func Copy(dst Writer, src Reader) (written int64, err error) {
	if from, ok := src.(WriterTo); ok {
		return from.WriteTo(dst)
	}
	if to, ok := dst.(ReaderFrom); ok {
		return to.ReadFrom(src)
	}
	part := make([]byte, 512)
	for {
		n, failed := src.Read(part)
		if n > 0 {
			wrote, err := dst.Write(part[:n])
			if wrote < 0 || wrote > n {
				wrote = 0
				if err == nil {
					err = errInvalidWrite
				}
			}
			written += int64(wrote)
			if err != nil {
				return written, err
			}
			if wrote < n {
				return written, ErrShortWrite
			}
		}
		if failed == EOF {
			return written, nil
		}
		if failed != nil {
			return written, failed
		}
	}
}

func CopyN(dst Writer, src Reader, n int64) (written int64, err error) {
	written, err = Copy(dst, LimitReader(src, n))
	if written < n && err == nil {
		err = EOF
	}
	return written, err
}

// LimitReader reads at most n bytes of r.
func LimitReader(r Reader, n int64) Reader { return &LimitedReader{r, n} }

type LimitedReader struct {
	R Reader
	N int64
}

func (l *LimitedReader) Read(p []byte) (n int, err error) {
	if l.N <= 0 {
		return 0, EOF
	}
	n, err = l.R.Read(p[:min(int64(len(p)), l.N)])
	l.N -= int64(n)
	return n, err
}

type nopCloser struct{ Reader }

func (nopCloser) Close() error { return nil }

func NopCloser(r Reader) ReadCloser { return nopCloser{r} }

type teeReader struct {
	r Reader
	w Writer
}

// TeeReader writes to w what is read.
func TeeReader(r Reader, w Writer) Reader { return &teeReader{r, w} }

func (t *teeReader) Read(p []byte) (n int, err error) {
	n, err = t.r.Read(p)
	if n > 0 {
		if n, err := t.w.Write(p[:n]); err != nil {
			return n, err
		}
	}
	return n, err
}

type multiReader struct{ readers []Reader }

// MultiReader reads one after the other.
func MultiReader(readers ...Reader) Reader {
	return &multiReader{append([]Reader(nil), readers...)}
}

func (m *multiReader) Read(p []byte) (n int, err error) {
	for len(m.readers) > 0 {
		n, err = m.readers[0].Read(p)
		if err == EOF {
			m.readers = m.readers[1:]
		}
		if n > 0 || err != EOF {
			if err == EOF && len(m.readers) > 0 {
				err = nil
			}
			return n, err
		}
	}
	return 0, EOF
}

type multiWriter struct{ writers []Writer }

// MultiWriter writes to each.
func MultiWriter(writers ...Writer) Writer {
	return &multiWriter{append([]Writer(nil), writers...)}
}

func (m *multiWriter) Write(p []byte) (n int, err error) {
	for _, w := range m.writers {
		n, err = w.Write(p)
		if err != nil {
			return n, err
		}
		if n != len(p) {
			return n, ErrShortWrite
		}
	}
	return len(p), nil
}

// Pipe joins a reader and a writer: a write waits until it has been read to its end, or either side is closed.
func Pipe() (*PipeReader, *PipeWriter) {
	p := &pipe{data: make(chan []byte), taken: make(chan int), done: make(chan struct{})}
	return &PipeReader{p}, &PipeWriter{p}
}

type pipe struct {
	writing sync.Mutex // held by the writer whose turn it is
	data    chan []byte
	taken   chan int
	closing sync.Once
	done    chan struct{}

	errors     sync.Mutex // of the two below
	readError  error      // what the reader has closed with
	writeError error      // what the writer has closed with
}

func (p *pipe) isDone() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

func (p *pipe) read(b []byte) (n int, err error) {
	if p.isDone() {
		return 0, p.whyNotRead()
	}
	select {
	case data := <-p.data:
		n = plain.Copy(b, data)
		p.taken <- n
		return n, nil
	case <-p.done:
		return 0, p.whyNotRead()
	}
}

func (p *pipe) write(b []byte) (n int, err error) {
	if p.isDone() {
		return 0, p.whyNotWrite()
	}
	p.writing.Lock()
	defer p.writing.Unlock()
	// An empty write is one too.
	for first := true; first || len(b) > 0; first = false {
		select {
		case p.data <- b:
			taken := <-p.taken
			b = b[taken:]
			n += taken
		case <-p.done:
			return n, p.whyNotWrite()
		}
	}
	return n, nil
}

// close ends the pipe; the first error of each side is kept.
func (p *pipe) close(kept *error, err error) error {
	p.errors.Lock()
	if *kept == nil {
		*kept = err
	}
	p.errors.Unlock()
	p.closing.Do(func() { close(p.done) })
	return nil
}

func (p *pipe) whyNotRead() error {
	p.errors.Lock()
	defer p.errors.Unlock()
	if p.readError == nil && p.writeError != nil {
		return p.writeError
	}
	return ErrClosedPipe
}

func (p *pipe) whyNotWrite() error {
	p.errors.Lock()
	defer p.errors.Unlock()
	if p.writeError == nil && p.readError != nil {
		return p.readError
	}
	return ErrClosedPipe
}

type PipeReader struct{ pipe *pipe }

func (r *PipeReader) Read(data []byte) (n int, err error) { return r.pipe.read(data) }
func (r *PipeReader) Close() error                        { return r.CloseWithError(nil) }
func (r *PipeReader) CloseWithError(err error) error {
	if err == nil {
		err = ErrClosedPipe
	}
	return r.pipe.close(&r.pipe.readError, err)
}

type PipeWriter struct{ pipe *pipe }

func (w *PipeWriter) Write(data []byte) (n int, err error) { return w.pipe.write(data) }
func (w *PipeWriter) Close() error                         { return w.CloseWithError(nil) }
func (w *PipeWriter) CloseWithError(err error) error {
	if err == nil {
		err = EOF
	}
	return w.pipe.close(&w.pipe.writeError, err)
}
