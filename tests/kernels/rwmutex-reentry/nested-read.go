// A reader reads once more inside: if a writer comes in between, it waits for the reader and the reader for it.

package main

import (
	"fmt"
	"sync"
)

type Config struct {
	mu     sync.RWMutex
	values map[string]string
}

func (c *Config) Get(key string) string {
	c.mu.RLock() // finds: deadlock
	defer c.mu.RUnlock()
	return c.values[key]
}

func (c *Config) Address() string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.Get("host") + ":80"
}

func (c *Config) Set(key, value string) {
	c.mu.Lock() // finds: deadlock
	defer c.mu.Unlock()
	c.values[key] = value
}

func main() {
	config := &Config{values: map[string]string{"host": "a"}}
	done := make(chan bool)
	go func() {
		config.Set("host", "b")
		done <- true
	}()
	config.Address()
	<-done
	fmt.Println(config.Address())
}
