// Somebody takes a reference to a buffer whose last reference is being given up: it is used after it was freed.

package main

import (
	"fmt"
	"sync/atomic"
)

type Buffer struct {
	refs  atomic.Int32
	freed atomic.Bool
}

func (b *Buffer) Release() {
	if b.refs.Add(-1) == 0 {
		b.freed.Store(true)
	}
}

func (b *Buffer) Acquire() bool {
	if b.refs.Load() == 0 {
		return false
	}
	b.refs.Add(1)
	return true
}

func main() {
	buffer := &Buffer{}
	buffer.refs.Store(1)
	done := make(chan bool)
	go func() {
		if buffer.Acquire() && buffer.freed.Load() {
			panic("used after it was freed") // finds: panic
		}
		done <- true
	}()
	buffer.Release()
	<-done
	fmt.Println("released")
}
