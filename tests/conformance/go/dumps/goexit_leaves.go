// Main leaves by Goexit while another goroutine waits: no goroutine can go on.
package main

import "runtime"

func idle(ch chan int) { <-ch }

func main() {
	go idle(make(chan int))
	go func() {
		defer idle(nil)
	}()
	runtime.Goexit()
}
