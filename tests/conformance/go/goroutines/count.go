// NumGoroutine counts main and everyone who has not ended.
package main

import (
	"fmt"
	"runtime"
	"time"
)

func main() {
	fmt.Println(runtime.NumGoroutine())
	stop := make(chan bool)
	for range 4 {
		go func() { <-stop }()
	}
	fmt.Println(runtime.NumGoroutine())
	close(stop)
	for runtime.NumGoroutine() > 1 {
		time.Sleep(time.Millisecond)
	}
	fmt.Println(runtime.NumGoroutine())
	old := runtime.GOMAXPROCS(3)
	fmt.Println(old > 0, runtime.GOMAXPROCS(0), runtime.GOMAXPROCS(-1), runtime.GOMAXPROCS(1))
}
