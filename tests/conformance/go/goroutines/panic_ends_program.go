// A panic that no goroutine recovers ends the whole program; main's deferred calls do not run.
package main

import (
	"fmt"
	"time"
)

func worker(list []int) int {
	return list[3]
}

func main() {
	defer fmt.Println("not reached")
	go func() {
		defer fmt.Println("the goroutine's deferred call")
		worker([]int{1, 2, 3})
	}()
	time.Sleep(time.Minute)
}
