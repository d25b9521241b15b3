// Package context carries deadlines, cancellation and values.
package context

import (
	"errors"
	"internal/lockstep"
	"time"
)

type Context interface {
	Deadline() (deadline time.Time, ok bool)
	Done() <-chan struct{}
	Err() error
	Value(key any) any
}

type CancelFunc func()
type CancelCauseFunc func(cause error)

var Canceled = errors.New("context canceled")

var DeadlineExceeded error = deadlineExceededError{}

type deadlineExceededError struct{}

func (deadlineExceededError) Error() string   { return "context deadline exceeded" }
func (deadlineExceededError) Timeout() bool   { return true }
func (deadlineExceededError) Temporary() bool { return true }

type emptyCtx struct{}

func (emptyCtx) Deadline() (deadline time.Time, ok bool) { return }
func (emptyCtx) Done() <-chan struct{}                   { return nil }
func (emptyCtx) Err() error                              { return nil }
func (emptyCtx) Value(key any) any                       { return nil }

type backgroundCtx struct{ emptyCtx }
type todoCtx struct{ emptyCtx }

func (backgroundCtx) String() string { return "context.Background" }
func (todoCtx) String() string       { return "context.TODO" }

func Background() Context { return backgroundCtx{} }
func TODO() Context       { return todoCtx{} }

// name is how a context, or what it carries, is shown.
func name(v any) string {
	if s, ok := v.(interface{ String() string }); ok {
		return s.String()
	}
	return lockstep.TypeName(v)
}

func checkParent(parent Context) {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
}

// A canceler is what its parent cancels.
type canceler interface {
	cancel(leave bool, err, cause error)
	Done() <-chan struct{}
}

// A cancelCtx can be cancelled. What is below err is used only right after a Touch of it.
type cancelCtx struct {
	Context
	done chan struct{}

	err      error
	cause    error
	children map[canceler]struct{}
	leave    func() bool // takes it out of a parent that has an AfterFunc
	timer    *time.Timer
}

// ask is the key for which a cancelCtx gives itself.
type askCtx struct{ _ int }

var ask = &askCtx{}

func (c *cancelCtx) Done() <-chan struct{} { return c.done }
func (c *cancelCtx) String() string        { return name(c.Context) + ".WithCancel" }

func (c *cancelCtx) Value(key any) any {
	if key == ask {
		return c
	}
	return c.Context.Value(key)
}

func (c *cancelCtx) Err() error {
	lockstep.TouchAtomic(c, lockstep.Load)
	err := c.err
	if err != nil {
		<-c.done // it is about to be closed
	}
	return err
}

// owner is the cancelCtx by which c is cancelled, if it is by one of ours.
func owner(c Context, done <-chan struct{}) *cancelCtx {
	p, ok := c.Value(ask).(*cancelCtx)
	if !ok || p.done != done {
		return nil
	}
	return p
}

// follow has self, which c is a part of, cancelled with its parent.
func (c *cancelCtx) follow(parent Context, self canceler) {
	c.Context = parent
	c.done = make(chan struct{})
	done := parent.Done()
	if done == nil {
		return
	}
	if p := owner(parent, done); p != nil {
		lockstep.Touch(p)
		if p.err != nil {
			self.cancel(false, p.err, p.cause)
			return
		}
		if p.children == nil {
			p.children = make(map[canceler]struct{})
		}
		p.children[self] = struct{}{}
		return
	}
	stopped := func() { self.cancel(false, parent.Err(), Cause(parent)) }
	select {
	case <-done:
		stopped()
		return
	default:
	}
	if p, ok := parent.(interface{ AfterFunc(func()) func() bool }); ok {
		leave := p.AfterFunc(stopped)
		lockstep.Touch(c)
		c.leave = leave
		return
	}
	go func() {
		select {
		case <-done:
			stopped()
		case <-self.Done():
		}
	}()
}

// cancelOnly cancels c and its children, without leaving its parent: whether nobody had before.
func (c *cancelCtx) cancelOnly(err, cause error) bool {
	if cause == nil {
		cause = err
	}
	lockstep.Touch(c)
	if c.err != nil {
		return false
	}
	c.err, c.cause = err, cause
	children := c.children
	c.children = nil
	close(c.done)
	for child := range children {
		child.cancel(false, err, cause)
	}
	return true
}

// forget takes self, which c is a part of, out of its parent.
func (c *cancelCtx) forget(self canceler) {
	lockstep.Touch(c)
	if leave := c.leave; leave != nil {
		leave()
		return
	}
	done := c.Context.Done()
	if done == nil {
		return
	}
	if p := owner(c.Context, done); p != nil {
		lockstep.Touch(p)
		delete(p.children, self)
	}
}

func (c *cancelCtx) cancel(leave bool, err, cause error) {
	if c.cancelOnly(err, cause) && leave {
		c.forget(c)
	}
}

func withCancel(parent Context) *cancelCtx {
	checkParent(parent)
	c := &cancelCtx{}
	c.follow(parent, c)
	return c
}

func WithCancel(parent Context) (ctx Context, cancel CancelFunc) {
	c := withCancel(parent)
	return c, func() { c.cancel(true, Canceled, nil) }
}

func WithCancelCause(parent Context) (ctx Context, cancel CancelCauseFunc) {
	c := withCancel(parent)
	return c, func(cause error) { c.cancel(true, Canceled, cause) }
}

// Cause is why c was cancelled.
func Cause(c Context) error {
	err := c.Err()
	if err == nil {
		return nil
	}
	if p, ok := c.Value(ask).(*cancelCtx); ok {
		lockstep.Touch(p)
		if p.cause != nil {
			return p.cause
		}
	}
	return err
}

type afterFuncCtx struct {
	cancelCtx
	f func()
}

// take is whether f is still to be called, and sees to it that nobody else calls it.
func (a *afterFuncCtx) take() func() {
	lockstep.Touch(&a.f)
	f := a.f
	a.f = nil
	return f
}

func (a *afterFuncCtx) cancel(leave bool, err, cause error) {
	a.cancelOnly(err, cause)
	if leave {
		a.forget(a)
	}
	if f := a.take(); f != nil {
		go f()
	}
}

// AfterFunc runs f in its own goroutine when ctx is cancelled, unless it is stopped before.
func AfterFunc(ctx Context, f func()) (stop func() bool) {
	a := &afterFuncCtx{f: f}
	a.follow(ctx, a)
	return func() bool {
		stopped := a.take() != nil
		if stopped {
			a.cancel(true, Canceled, nil)
		}
		return stopped
	}
}

type withoutCancelCtx struct{ c Context }

func (withoutCancelCtx) Deadline() (deadline time.Time, ok bool) { return }
func (withoutCancelCtx) Done() <-chan struct{}                   { return nil }
func (withoutCancelCtx) Err() error                              { return nil }
func (w withoutCancelCtx) String() string                        { return name(w.c) + ".WithoutCancel" }
func (w withoutCancelCtx) Value(key any) any {
	if key == ask {
		return nil
	}
	return w.c.Value(key)
}

func WithoutCancel(parent Context) Context {
	checkParent(parent)
	return withoutCancelCtx{parent}
}

type timerCtx struct {
	cancelCtx
	deadline time.Time
}

func (c *timerCtx) Deadline() (deadline time.Time, ok bool) { return c.deadline, true }
func (c *timerCtx) String() string {
	return name(c.Context) + ".WithDeadline(" + c.deadline.String() + " [" + time.Until(c.deadline).String() + "])"
}

func (c *timerCtx) cancel(leave bool, err, cause error) {
	c.cancelOnly(err, cause)
	if leave {
		c.forget(c)
	}
	lockstep.Touch(&c.cancelCtx)
	if timer := c.timer; timer != nil {
		c.timer = nil
		timer.Stop()
	}
}

func WithDeadline(parent Context, d time.Time) (Context, CancelFunc) {
	return WithDeadlineCause(parent, d, nil)
}

func WithDeadlineCause(parent Context, d time.Time, cause error) (Context, CancelFunc) {
	checkParent(parent)
	if earlier, ok := parent.Deadline(); ok && earlier.Before(d) {
		return WithCancel(parent)
	}
	c := &timerCtx{deadline: d}
	c.follow(parent, c)
	left := time.Until(d)
	if left <= 0 {
		c.cancel(true, DeadlineExceeded, cause)
		return c, func() { c.cancel(false, Canceled, nil) }
	}
	timer := time.AfterFunc(left, func() { c.cancel(true, DeadlineExceeded, cause) })
	lockstep.Touch(&c.cancelCtx)
	if c.err == nil {
		c.timer = timer
	} else {
		timer.Stop() // its parent was quicker
	}
	return c, func() { c.cancel(true, Canceled, nil) }
}

func WithTimeout(parent Context, timeout time.Duration) (Context, CancelFunc) {
	return WithTimeoutCause(parent, timeout, nil)
}

func WithTimeoutCause(parent Context, timeout time.Duration, cause error) (Context, CancelFunc) {
	return WithDeadlineCause(parent, time.Now().Add(timeout), cause)
}

type valueCtx struct {
	Context
	key, val any
}

func WithValue(parent Context, key, val any) Context {
	checkParent(parent)
	if key == nil {
		panic("nil key")
	}
	if !lockstep.Comparable(key) {
		panic("key is not comparable")
	}
	return &valueCtx{parent, key, val}
}

func (c *valueCtx) Value(key any) any {
	if c.key == key {
		return c.val
	}
	return c.Context.Value(key)
}

func (c *valueCtx) String() string {
	show := func(v any) string {
		if s, ok := v.(string); ok {
			return s
		}
		return name(v)
	}
	return name(c.Context) + ".WithValue(" + show(c.key) + ", " + show(c.val) + ")"
}
