// A fatal error cannot be recovered from, and the dump shows where it was.
package main

import "sync"

type counter struct {
	mu sync.Mutex
	n  int
}

func (c *counter) add() {
	defer func() { recover() }()
	c.mu.Unlock()
	c.n++
}

func main() {
	(&counter{}).add()
}
