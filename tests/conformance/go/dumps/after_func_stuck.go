// A goroutine that a timer has started and one that it starts, in the dump of a deadlock.
package main

import "time"

func main() {
	stuck := make(chan int)
	time.AfterFunc(time.Millisecond, func() {
		go func() { stuck <- 1 }()
		select {}
	})
	time.Sleep(time.Second)
	stuck <- 2
}
