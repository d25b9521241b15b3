// Watch a buffered channel count: to send is to take a place, and when all are taken the next one waits.

package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

const (
	visitors = 6 // 1..64
	places   = 2 // 1..64
)

func main() {
	var wg sync.WaitGroup
	var inside atomic.Int64
	room := make(chan struct{}, places)

	for range visitors {
		wg.Go(func() {
			room <- struct{}{}
			if inside.Add(1) > places {
				panic("too many inside")
			}
			time.Sleep(time.Millisecond)
			inside.Add(-1)
			<-room
		})
	}
	wg.Wait()
	fmt.Println("never more than", places, "of", visitors, "inside")
}
