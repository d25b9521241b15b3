// A type of one's own can be a context: derived ones follow its Done and its Err.
package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

type mine struct {
	done chan struct{}
	err  error
}

func (m *mine) Deadline() (time.Time, bool) { return time.Time{}, false }
func (m *mine) Done() <-chan struct{}       { return m.done }
func (m *mine) Err() error                  { return m.err }
func (m *mine) Value(key any) any           { return fmt.Sprint("value of ", key) }

func main() {
	m := &mine{done: make(chan struct{})}
	ctx, cancel := context.WithCancel(m)
	defer cancel()
	fmt.Println(ctx.Err(), ctx.Value(3))
	m.err = errors.New("my own reason")
	close(m.done)
	<-ctx.Done()
	fmt.Println(ctx.Err(), context.Cause(ctx))
}
