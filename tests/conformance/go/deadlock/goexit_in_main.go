// When main calls Goexit and the last goroutine ends, Go says that there are none.
package main

import (
	"fmt"
	"runtime"
	"time"
)

func main() {
	defer fmt.Println("main's deferred call")
	go func() {
		time.Sleep(10 * time.Millisecond)
		fmt.Println("the other goroutine goes on")
	}()
	runtime.Goexit()
}
