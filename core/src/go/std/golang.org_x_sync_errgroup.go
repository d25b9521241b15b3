// Package errgroup waits for goroutines that may fail.
package errgroup

import (
	"context"
	"fmt"
	"sync"
)

// A Group is a number of goroutines; its zero value has none and no limit.
type Group struct {
	cancel  func(error)
	wg      sync.WaitGroup
	places  chan struct{}
	errOnce sync.Once
	err     error
}

// WithContext is a group whose context is cancelled when the first goroutine fails, or when Wait returns.
func WithContext(ctx context.Context) (*Group, context.Context) {
	ctx, cancel := context.WithCancelCause(ctx)
	return &Group{cancel: cancel}, ctx
}

// Wait waits for all and gives the first error.
func (g *Group) Wait() error {
	g.wg.Wait()
	if g.cancel != nil {
		g.cancel(g.err)
	}
	return g.err
}

// Go runs f in a goroutine, as soon as the limit lets it.
func (g *Group) Go(f func() error) {
	if g.places != nil {
		g.places <- struct{}{}
	}
	g.run(f)
}

// TryGo runs f in a goroutine if the limit lets it now.
func (g *Group) TryGo(f func() error) bool {
	if g.places != nil {
		select {
		case g.places <- struct{}{}:
		default:
			return false
		}
	}
	g.run(f)
	return true
}

func (g *Group) run(f func() error) {
	g.wg.Add(1)
	go func() {
		defer func() {
			if g.places != nil {
				<-g.places
			}
			g.wg.Done()
		}()
		if err := f(); err != nil {
			g.errOnce.Do(func() {
				g.err = err
				if g.cancel != nil {
					g.cancel(g.err)
				}
			})
		}
	}()
}

// SetLimit is how many may run at once; below zero it is any number.
func (g *Group) SetLimit(n int) {
	if n < 0 {
		g.places = nil
		return
	}
	if g.places != nil {
		if active := len(g.places); active != 0 {
			panic(fmt.Errorf("errgroup: modify limit while %v goroutines in the group are still active", active))
		}
	}
	g.places = make(chan struct{}, n)
}
