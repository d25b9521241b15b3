// A worker that does something at each tick until it is told to stop.
package main

import (
	"fmt"
	"time"
)

func worker(stop <-chan struct{}, stopped chan<- int) {
	t := time.NewTicker(time.Millisecond)
	defer t.Stop()
	n := 0
	for {
		select {
		case <-t.C:
			n++
		case <-stop:
			stopped <- n
			return
		}
	}
}

func main() {
	stop, stopped := make(chan struct{}), make(chan int)
	go worker(stop, stopped)
	time.Sleep(20 * time.Millisecond)
	close(stop)
	n := <-stopped
	fmt.Println(n > 0, n <= 1000)
}
