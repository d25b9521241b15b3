// A concurrent queue and its tests: goroutines, a timeout by select, and an error that a goroutine reports.
package queue

import (
	"sync"
	"testing"
	"time"
)

type queue struct {
	mu    sync.Mutex
	items []int
}

func (q *queue) put(v int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.items = append(q.items, v)
}

func (q *queue) len() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.items)
}

func TestConcurrentPut(t *testing.T) {
	var q queue
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() { q.put(i) })
	}
	wg.Wait()
	if n := q.len(); n != 20 {
		t.Errorf("%d items, want 20", n)
	}
}

func TestTimeout(t *testing.T) {
	done := make(chan bool)
	select {
	case <-done:
	case <-time.After(5 * time.Millisecond):
		t.Error("timed out")
	}
}

func TestGoroutineReports(t *testing.T) {
	var wg sync.WaitGroup
	wg.Go(func() { t.Error("from a goroutine") })
	wg.Wait()
}
