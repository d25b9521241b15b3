// Stop is sent only if the loop happens to wait for it; while it works the stop is lost.

package main

import "fmt"

type Loop struct {
	work chan int
	stop chan struct{}
	done chan struct{}
	sum  int
}

func (l *Loop) Run() {
	defer close(l.done)
	for {
		select { // finds: deadlock
		case n := <-l.work:
			l.sum += n
		case <-l.stop:
			return
		}
	}
}

func (l *Loop) Stop() {
	select {
	case l.stop <- struct{}{}:
	default:
	}
	<-l.done // finds: deadlock
}

func main() {
	loop := &Loop{work: make(chan int), stop: make(chan struct{}), done: make(chan struct{})}
	go loop.Run()
	loop.work <- 1
	loop.Stop()
	fmt.Println(loop.sum)
}
