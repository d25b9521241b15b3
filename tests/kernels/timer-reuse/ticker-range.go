// Stop ends the ticks but does not close the channel: whoever ranges over it stays for ever.

package main

import (
	"fmt"
	"time"
)

type Heart struct {
	ticker *time.Ticker
	beats  chan int
}

func (h *Heart) run() {
	for range h.ticker.C { // finds: leak
		select {
		case h.beats <- 1:
		default:
		}
	}
}

func main() {
	heart := &Heart{time.NewTicker(time.Millisecond), make(chan int)}
	go heart.run()
	<-heart.beats
	heart.ticker.Stop()
	fmt.Println("stopped")
}
