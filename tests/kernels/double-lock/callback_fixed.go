// The listeners are copied under the lock and called without it.

package main

import (
	"fmt"
	"sync"
)

type Registry struct {
	mu        sync.Mutex
	listeners []func(event string)
}

func (r *Registry) Listen(listener func(string)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.listeners = append(r.listeners, listener)
}

func (r *Registry) Clear() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.listeners = nil
}

func (r *Registry) Tell(event string) {
	r.mu.Lock()
	listeners := append([]func(string){}, r.listeners...)
	r.mu.Unlock()
	for _, listener := range listeners {
		listener(event)
	}
}

func main() {
	var registry Registry
	registry.Listen(func(event string) {
		fmt.Println(event)
		registry.Clear()
	})
	registry.Tell("shutdown")
}
