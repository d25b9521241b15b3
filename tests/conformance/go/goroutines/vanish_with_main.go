// When main returns, the others vanish without their deferred calls.
package main

import "fmt"

func main() {
	started := make(chan bool)
	go func() {
		defer fmt.Println("not reached")
		started <- true
		select {}
	}()
	<-started
	defer fmt.Println("main's own deferred call")
}
