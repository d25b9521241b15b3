// Watch main take the first answer and leave: with no place in the channel the other servers wait for ever.
// nondeterministic

package main

import (
	"fmt"
	"runtime"
	"time"
)

const (
	servers  = 3 // 1..16
	capacity = 0 // 0..16 places for answers
)

func main() {
	answers := make(chan int, capacity)
	for id := range servers {
		go func() {
			answers <- id
		}()
	}

	fmt.Println("the first answer is from server", <-answers)
	time.Sleep(20 * time.Millisecond)
	fmt.Println("left behind:", runtime.NumGoroutine()-1)
}
