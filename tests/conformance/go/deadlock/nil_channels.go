// Sends and receives on nil channels wait for ever, and the dump says that the channel is nil.
package main

import "time"

func main() {
	var none chan int
	go func() { none <- 1 }()
	go func() {
		for range none {
		}
	}()
	go func() {
		select {
		case <-none:
		}
	}()
	go func() {
		select {
		case <-none:
		case none <- 1:
		}
	}()
	time.Sleep(5 * time.Millisecond)
	<-none
}
