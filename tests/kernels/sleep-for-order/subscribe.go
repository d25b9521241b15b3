// The subscriber is given a moment to subscribe: a message that is published earlier is lost, and it waits for ever.
// time: any-delay

package main

import (
	"fmt"
	"sync"
	"time"
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
	done := make(chan bool)
	go func() {
		fmt.Println(<-topic.Subscribe()) // finds: deadlock
		done <- true
	}()
	time.Sleep(time.Millisecond)
	topic.Publish("hello")
	<-done // finds: deadlock
}
