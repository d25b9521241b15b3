// Package errors makes, wraps and finds errors.
package errors

import "internal/lockstep"

type errorString struct{ s string }

func (e *errorString) Error() string { return e.s }

// New makes an error that equals no other.
func New(text string) error { return &errorString{text} }

// ErrUnsupported says that something cannot be done here.
var ErrUnsupported = New("unsupported operation")

// Unwrap is what err wraps, if it wraps one error.
func Unwrap(err error) error {
	if w, ok := err.(interface{ Unwrap() error }); ok {
		return w.Unwrap()
	}
	return nil
}

// find goes through err and all that it wraps, depth first, until found.
func find(err error, found func(error) bool) bool {
	for err != nil && !found(err) {
		switch w := err.(type) {
		case interface{ Unwrap() error }:
			err = w.Unwrap()
		case interface{ Unwrap() []error }:
			for _, part := range w.Unwrap() {
				if find(part, found) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
	return err != nil
}

// Is is whether err is target, or wraps it.
func Is(err, target error) bool {
	if err == nil || target == nil {
		return err == target
	}
	comparable := lockstep.Comparable(target)
	return find(err, func(err error) bool {
		if comparable && err == target {
			return true
		}
		own, ok := err.(interface{ Is(error) bool })
		return ok && own.Is(target)
	})
}

// What assign answers.
const (
	fitsNot = iota
	assigned
	targetIsNoPointer
	targetIsNoError
)

// assign stores err in *target if its type fits: a step where others can reach that.
func assign(target any, err error) int

// As is whether err is, or wraps, an error that fits *target, and stores it there.
func As(err error, target any) bool {
	if err == nil {
		return false
	}
	if target == nil {
		panic("errors: target cannot be nil")
	}
	return find(err, func(err error) bool {
		switch assign(target, err) {
		case assigned:
			return true
		case targetIsNoPointer:
			panic("errors: target must be a non-nil pointer")
		case targetIsNoError:
			panic("errors: *target must be interface or implement error")
		}
		own, ok := err.(interface{ As(any) bool })
		return ok && own.As(target)
	})
}

// AsType is the first error of type E in err and all that it wraps.
func AsType[E error](err error) (E, bool) {
	var as E
	ok := find(err, func(err error) bool {
		if e, ok := err.(E); ok {
			as = e
			return true
		}
		own, ok := err.(interface{ As(any) bool })
		return ok && own.As(&as)
	})
	return as, ok
}

type joinError struct{ errs []error }

// Join wraps those errors that are not nil.
func Join(errs ...error) error {
	var some []error
	for _, err := range errs {
		if err != nil {
			some = append(some, err)
		}
	}
	if some == nil {
		return nil
	}
	return &joinError{some}
}

func (e *joinError) Error() string {
	text := ""
	for i, err := range e.errs {
		if i > 0 {
			text += "\n"
		}
		text += err.Error()
	}
	return text
}

func (e *joinError) Unwrap() []error { return e.errs }
