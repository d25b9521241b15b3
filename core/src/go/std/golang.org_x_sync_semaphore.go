// Package semaphore has a semaphore of which more than one can be taken at a time.
package semaphore

import (
	"context"
	"internal/lockstep"
)

// A Weighted serves those who wait in the order in which they came.
type Weighted struct {
	size, cur int64
	waiters   []*waiter
}

type waiter struct {
	n       int64
	granted bool
	ready   chan struct{}
}

func NewWeighted(n int64) *Weighted { return &Weighted{size: n} }

// grant takes those off the list who can be served. Their channels are closed by wake: each is a step.
func (s *Weighted) grant() (granted []*waiter) {
	for len(s.waiters) > 0 && s.size-s.cur >= s.waiters[0].n {
		w := s.waiters[0]
		s.cur += w.n
		w.granted = true
		granted = append(granted, w)
		s.waiters = s.waiters[1:]
	}
	return granted
}

func wake(granted []*waiter) {
	for _, w := range granted {
		close(w.ready)
	}
}

// Acquire waits until n can be taken, or ctx is done.
func (s *Weighted) Acquire(ctx context.Context, n int64) error {
	done := ctx.Done()
	select {
	case <-done:
		return ctx.Err()
	default:
	}
	lockstep.Touch(s)
	if s.size-s.cur >= n && len(s.waiters) == 0 {
		s.cur += n
		return nil
	}
	if n > s.size {
		<-done
		return ctx.Err()
	}
	w := &waiter{n: n, ready: make(chan struct{})}
	s.waiters = append(s.waiters, w)
	select {
	case <-w.ready:
		select {
		case <-done:
			s.Release(n)
			return ctx.Err()
		default:
			return nil
		}
	case <-done:
	}
	lockstep.Touch(s)
	if w.granted {
		s.cur -= n
	} else {
		for i := range s.waiters {
			if s.waiters[i] == w {
				s.waiters = append(s.waiters[:i:i], s.waiters[i+1:]...)
				break
			}
		}
	}
	wake(s.grant())
	return ctx.Err()
}

// TryAcquire takes n if it can be had at once.
func (s *Weighted) TryAcquire(n int64) bool {
	lockstep.Touch(s)
	ok := s.size-s.cur >= n && len(s.waiters) == 0
	if ok {
		s.cur += n
	}
	return ok
}

func (s *Weighted) Release(n int64) {
	lockstep.Touch(s)
	s.cur -= n
	if s.cur < 0 {
		panic("semaphore: released more than held")
	}
	wake(s.grant())
}
