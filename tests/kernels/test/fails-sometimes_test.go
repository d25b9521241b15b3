// The test looks at the counter before it is sure that both visits have been counted.
// finds: test-failure

package visits

import (
	"sync/atomic"
	"testing"
)

type Counter struct{ visits atomic.Int32 }

func (c *Counter) Visit(done chan<- bool) {
	done <- true
	c.visits.Add(1)
}

func TestTwoVisitsAreCounted(t *testing.T) {
	var counter Counter
	done := make(chan bool, 2)
	for range 2 {
		go counter.Visit(done)
	}
	<-done
	<-done
	if got := counter.visits.Load(); got != 2 {
		t.Errorf("%d visits", got)
	}
}
