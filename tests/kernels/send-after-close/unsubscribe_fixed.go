// Sending happens under the lock too: nobody is closed in the middle of it.

package main

import (
	"fmt"
	"sync"
)

type Topic struct {
	mu          sync.Mutex
	subscribers []chan string
}

func (t *Topic) Publish(text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, subscriber := range t.subscribers {
		subscriber <- text
	}
}

func (t *Topic) Unsubscribe() {
	t.mu.Lock()
	defer t.mu.Unlock()
	close(t.subscribers[0])
	t.subscribers = t.subscribers[1:]
}

func main() {
	topic := &Topic{subscribers: []chan string{make(chan string, 1)}}
	var wg sync.WaitGroup
	wg.Go(func() { topic.Publish("news") })
	wg.Go(topic.Unsubscribe)
	wg.Wait()
	fmt.Println(len(topic.subscribers), "subscribers")
}
