// A goroutine that is to run nil ends the process, and everyone is told, the one first that started it.
package main

import "time"

func begin(f func()) {
	go f()
}

func main() {
	stuck := make(chan int)
	go func() { stuck <- 1 }()
	go func() {
		time.Sleep(time.Millisecond)
		begin(nil)
	}()
	<-stuck
	select {}
}
