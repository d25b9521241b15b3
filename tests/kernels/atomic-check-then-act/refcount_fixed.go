// A reference is taken only by a swap from a number that is not zero.

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
	for {
		refs := b.refs.Load()
		if refs == 0 {
			return false
		}
		if b.refs.CompareAndSwap(refs, refs+1) {
			return true
		}
	}
}

func main() {
	buffer := &Buffer{}
	buffer.refs.Store(1)
	done := make(chan bool)
	go func() {
		if buffer.Acquire() && buffer.freed.Load() {
			panic("used after it was freed")
		}
		done <- true
	}()
	buffer.Release()
	<-done
	fmt.Println("released")
}
