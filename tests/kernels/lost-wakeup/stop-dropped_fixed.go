// A closed channel is not lost: the loop sees it whenever it looks.

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
		select {
		case n := <-l.work:
			l.sum += n
		case <-l.stop:
			return
		}
	}
}

func (l *Loop) Stop() {
	close(l.stop)
	<-l.done
}

func main() {
	loop := &Loop{work: make(chan int), stop: make(chan struct{}), done: make(chan struct{})}
	go loop.Run()
	loop.work <- 1
	loop.Stop()
	fmt.Println(loop.sum)
}
