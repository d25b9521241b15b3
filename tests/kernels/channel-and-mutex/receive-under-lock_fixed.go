// The client waits without its lock, and takes it for the answer alone.

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
	c.mu.Lock()
	c.answers++
	c.mu.Unlock()
	c.ready <- true
}

func (c *Client) Call() int {
	go c.read()
	<-c.ready
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.answers
}

func main() {
	client := &Client{ready: make(chan bool)}
	fmt.Println(client.Call())
}
