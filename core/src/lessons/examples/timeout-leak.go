// Watch the time run out: main goes on without the result, and the goroutine that has it finds nobody to give it to.

package main

import (
	"fmt"
	"runtime"
	"time"
)

const (
	work     = 20 // 1..50 milliseconds
	patience = 5  // 1..50 milliseconds
)

func main() {
	result := make(chan string) // with one place for the result nobody would be left behind
	go func() {
		time.Sleep(work * time.Millisecond)
		result <- "done"
	}()

	select {
	case text := <-result:
		fmt.Println(text)
	case <-time.After(patience * time.Millisecond):
		fmt.Println("too slow")
	}

	time.Sleep(2 * work * time.Millisecond)
	fmt.Println("goroutines left behind:", runtime.NumGoroutine()-1)
}
