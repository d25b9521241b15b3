// The client holds its lock while it waits for the answer, which the reader stores under the same lock.

package main

import (
	"fmt"
	"sync"
)

type Client struct {
	mu      sync.Mutex
	answers int
	ready   chan bool
}

func (c *Client) read() {
	c.mu.Lock() // finds: deadlock
	c.answers++
	c.mu.Unlock()
	c.ready <- true
}

func (c *Client) Call() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	go c.read()
	<-c.ready // finds: deadlock
	return c.answers
}

func main() {
	client := &Client{ready: make(chan bool)}
	fmt.Println(client.Call())
}
