// A channel of its own says when it is over.

package main

import (
	"fmt"
	"time"
)

type Heart struct {
	ticker *time.Ticker
	beats  chan int
	quit   chan bool
}

func (h *Heart) run() {
	for {
		select {
		case <-h.ticker.C:
			select {
			case h.beats <- 1:
			default:
			}
		case <-h.quit:
			return
		}
	}
}

func main() {
	heart := &Heart{time.NewTicker(time.Millisecond), make(chan int), make(chan bool)}
	go heart.run()
	<-heart.beats
	heart.ticker.Stop()
	heart.quit <- true
	fmt.Println("stopped")
}
