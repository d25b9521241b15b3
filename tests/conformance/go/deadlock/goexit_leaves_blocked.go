// main has called Goexit and the goroutine that is left waits for ever.
package main

import (
	"fmt"
	"runtime"
)

func main() {
	ch := make(chan int)
	go func() {
		fmt.Println("waiting")
		<-ch
	}()
	runtime.Goexit()
}
