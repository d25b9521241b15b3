// Main subscribes for the receiver, before it publishes.
// time: any-delay

package main

import (
	"fmt"
	"sync"
)

type Topic struct {
	mu          sync.Mutex
	subscribers []chan string
}

func (t *Topic) Subscribe() chan string {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.subscribers = append(t.subscribers, make(chan string, 1))
	return t.subscribers[len(t.subscribers)-1]
}

func (t *Topic) Publish(text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, subscriber := range t.subscribers {
		subscriber <- text
	}
}

func main() {
	var topic Topic
	done, messages := make(chan bool), topic.Subscribe()
	go func() {
		fmt.Println(<-messages)
		done <- true
	}()
	topic.Publish("hello")
	<-done
}
